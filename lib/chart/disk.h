// The file system as Go's os package shows it: paths and error texts ("open x: no such file or
// directory"). Nothing is cached. All functions throw Failure(kIo) with Go's text.
// Source: os, path/filepath, syscall (Linux), Go 1.26.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"

namespace chartrender::disk {

enum class FileKind : uint8_t { kRegular, kDirectory, kSymlink, kOther };

struct FileInfo {
  FileKind kind = FileKind::kOther;
  uint64_t size = 0;  // bytes
};

// filepath.Abs.
std::string AbsolutePath(const std::string& path);
// os.Stat and os.Lstat; texts start with "stat" and "lstat".
FileInfo Stat(const std::string& path);
FileInfo Lstat(const std::string& path);
// os.Stat without a failure: nothing when the path cannot be reached.
std::optional<FileInfo> TryStat(const std::string& path);

struct FolderEntry {
  std::string name;
  std::optional<FileKind> kind;  // unknown on some file systems
};
// What is in a folder, sorted by the bytes of the names.
std::vector<FolderEntry> ReadFolder(const std::string& path);

// The text of a file in memory that the system fills when it is looked at. Not to be used for
// files that the caller goes through: a file that another process shortens meanwhile stops this
// one.
class Mapping {
 public:
  Mapping(void* start, size_t size) : start_(start), size_(size) {}
  ~Mapping();
  Mapping(Mapping&& other) noexcept
      : start_(std::exchange(other.start_, nullptr)), size_(other.size_) {}
  Mapping& operator=(Mapping&&) = delete;
  std::string_view text() const { return {static_cast<const char*>(start_), size_}; }

 private:
  void* start_;
  size_t size_;
};

// A folder whose files are opened without the way to it being gone each time.
class OpenFolder {
 public:
  // `path` ends with '/'.
  explicit OpenFolder(const std::string& path);
  ~OpenFolder();
  OpenFolder(const OpenFolder&) = delete;
  OpenFolder& operator=(const OpenFolder&) = delete;

 private:
  friend class OpenFile;
  size_t prefix_;  // of the paths of its files, in characters
  int descriptor_;
};

// A file open for reading. The texts of its failures start with "open" and "read".
class OpenFile {
 public:
  explicit OpenFile(const std::string& path);
  // Of a path that starts with the folder's.
  OpenFile(const OpenFolder& folder, const std::string& path);
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  // In bytes; 0 for what is no regular file.
  uint64_t size() const { return size_; }
  // At most `limit` bytes, from the start.
  std::string_view ReadTo(Arena& arena, uint64_t limit) const;
  std::string Read(uint64_t limit) const;
  // The first bytes, at most the size of `buffer`.
  std::string_view Peek(std::span<char> buffer) const;
  // Nothing where the system cannot.
  std::optional<Mapping> Map() const;

 private:
  OpenFile(const std::string& path, int descriptor);
  size_t ReadSome(char* to, size_t size) const;

  std::string path_;
  int descriptor_;
  bool regular_ = false;
  uint64_t size_ = 0;
};

// os.ReadFile; at most `limit` bytes are taken, so a longer file gives limit bytes.
std::string ReadFile(const std::string& path, uint64_t limit = UINT64_MAX);
// filepath.EvalSymlinks of an absolute path.
std::string EvalSymlinks(const std::string& path);

}  // namespace chartrender::disk
