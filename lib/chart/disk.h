// The file system as Go's os package shows it: paths and error texts ("open x: no such file or
// directory"). Nothing is cached. All functions throw Failure(kIo) with Go's text.
// Source: os, path/filepath, syscall (Linux), Go 1.26.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
// The names in a folder, sorted by bytes.
std::vector<std::string> ReadDirectoryNames(const std::string& path);
// os.ReadFile; at most `limit` bytes are taken, so a longer file gives limit bytes.
std::string ReadFile(const std::string& path, uint64_t limit = UINT64_MAX);
// filepath.EvalSymlinks of an absolute path.
std::string EvalSymlinks(const std::string& path);

}  // namespace chartrender::disk
