#include "chart/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include "algo/go_path.h"
#include "base/error.h"

namespace chartrender::disk {

namespace {

// Go's own table, which differs from the C library's only in its first letter, for the codes that
// paths give.
std::string ErrnoText(int code) {
  switch (code) {
    case EPERM:
      return "operation not permitted";
    case ENOENT:
      return "no such file or directory";
    case EIO:
      return "input/output error";
    case EACCES:
      return "permission denied";
    case ENOTDIR:
      return "not a directory";
    case EISDIR:
      return "is a directory";
    case EINVAL:
      return "invalid argument";
    case ENFILE:
      return "too many open files in system";
    case EMFILE:
      return "too many open files";
    case ENAMETOOLONG:
      return "file name too long";
    case ELOOP:
      return "too many levels of symbolic links";
    case ENOMEM:
      return "cannot allocate memory";
    default:
      return "errno " + std::to_string(code);
  }
}

[[noreturn]] void Fail(std::string_view operation, std::string_view path, int code) {
  throw Failure(ErrorCode::kIo, StrCat(operation, " ", path, ": ", ErrnoText(code)));
}

FileInfo InfoOf(const struct stat& status) {
  FileInfo info;
  if (S_ISREG(status.st_mode)) info.kind = FileKind::kRegular;
  if (S_ISDIR(status.st_mode)) info.kind = FileKind::kDirectory;
  if (S_ISLNK(status.st_mode)) info.kind = FileKind::kSymlink;
  info.size = static_cast<uint64_t>(std::max<off_t>(status.st_size, 0));
  return info;
}

// `path` without its first characters is looked for in `folder`.
int Open(const std::string& path, int folder = AT_FDCWD, size_t prefix = 0) {
  for (;;) {
    const int descriptor = openat(folder, path.c_str() + prefix, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor >= 0) return descriptor;
    if (errno != EINTR) Fail("open", path, errno);
  }
}

std::optional<FileKind> KindOf(unsigned char type) {
  switch (type) {
    case DT_REG:
      return FileKind::kRegular;
    case DT_DIR:
      return FileKind::kDirectory;
    case DT_LNK:
      return FileKind::kSymlink;
    case DT_UNKNOWN:
      return std::nullopt;
    default:
      return FileKind::kOther;
  }
}

std::string ReadLink(const std::string& path) {
  std::array<char, 4096> target{};
  const ssize_t size = readlink(path.c_str(), target.data(), target.size());
  if (size < 0) Fail("readlink", path, errno);
  return {target.data(), static_cast<size_t>(size)};
}

}  // namespace

std::string AbsolutePath(const std::string& path) {
  if (PathIsAbs(path)) return PathClean(path);
  std::array<char, 4096> folder{};
  if (getcwd(folder.data(), folder.size()) == nullptr) {
    throw Failure(ErrorCode::kIo, "getwd: " + ErrnoText(errno));
  }
  return PathJoin(folder.data(), path);
}

FileInfo Stat(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) Fail("stat", path, errno);
  return InfoOf(status);
}

FileInfo Lstat(const std::string& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0) Fail("lstat", path, errno);
  return InfoOf(status);
}

std::optional<FileInfo> TryStat(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return std::nullopt;
  return InfoOf(status);
}

std::vector<FolderEntry> ReadFolder(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(path.c_str()), &closedir);
  if (folder == nullptr) Fail("open", path, errno);
  std::vector<FolderEntry> entries;
  errno = 0;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") entries.push_back({std::string(name), KindOf(entry->d_type)});
    errno = 0;
  }
  if (errno != 0) Fail("readdirent", path, errno);
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return entries;
}

Mapping::~Mapping() {
  if (start_ != nullptr) munmap(start_, size_);
}

// One that cannot be opened is left to the paths of its files.
OpenFolder::OpenFolder(const std::string& path)
    : prefix_(path.size()), descriptor_(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ >= 0) return;
  prefix_ = 0;
  descriptor_ = AT_FDCWD;
}

OpenFolder::~OpenFolder() {
  if (descriptor_ != AT_FDCWD) close(descriptor_);
}

OpenFile::OpenFile(const std::string& path) : OpenFile(path, Open(path)) {}

OpenFile::OpenFile(const OpenFolder& folder, const std::string& path)
    : OpenFile(path, Open(path, folder.descriptor_, folder.prefix_)) {}

OpenFile::OpenFile(const std::string& path, int descriptor) : path_(path), descriptor_(descriptor) {
  struct stat status {};
  regular_ = fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  if (regular_) size_ = static_cast<uint64_t>(status.st_size);
}

OpenFile::~OpenFile() { close(descriptor_); }

// Less than `size` only at the end of the file.
size_t OpenFile::ReadSome(char* to, size_t size) const {
  size_t done = 0;
  while (done < size) {
    const ssize_t got = read(descriptor_, to + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) Fail("read", path_, errno);
    done += static_cast<size_t>(got);
    // The end of a regular file is known without another call.
    if (got == 0 || (regular_ && done >= size_)) break;
  }
  return done;
}

std::string_view OpenFile::ReadTo(Arena& arena, uint64_t limit) const {
  // One byte more than there should be shows the end of the file.
  const auto room = static_cast<size_t>(std::min(limit, size_ + 1));
  char* text = arena.AllocateText(room);
  const size_t size = ReadSome(text, room);
  if (size < room || size == limit) return {text, size};
  const std::string rest = Read(limit - size);
  auto* whole = static_cast<char*>(arena.Allocate(size + rest.size(), 1));
  std::copy_n(text, size, whole);
  std::copy_n(rest.data(), rest.size(), whole + size);
  return {whole, size + rest.size()};
}

std::string OpenFile::Read(uint64_t limit) const {
  std::string data;
  size_t size = 0;
  for (uint64_t room = size_ + 1; size < limit; room = data.size() * 2 + 4096) {
    data.resize(static_cast<size_t>(std::min(limit, room)));
    size += ReadSome(data.data() + size, data.size() - size);
    if (size < data.size()) break;
  }
  data.resize(size);
  return data;
}

std::string_view OpenFile::Peek(std::span<char> buffer) const {
  const ssize_t got = pread(descriptor_, buffer.data(), buffer.size(), 0);
  return {buffer.data(), static_cast<size_t>(std::max<ssize_t>(got, 0))};
}

std::optional<Mapping> OpenFile::Map() const {
  if (size_ == 0) return std::nullopt;
  void* start = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor_, 0);
  if (start == MAP_FAILED) return std::nullopt;
  return Mapping(start, size_);
}

std::string ReadFile(const std::string& path, uint64_t limit) { return OpenFile(path).Read(limit); }

std::string EvalSymlinks(const std::string& path) {
  std::string resolved;
  std::string rest = path;
  for (int links = 0; !rest.empty();) {
    const size_t start = rest.find_first_not_of('/');
    if (start == std::string::npos) break;
    const size_t end = std::min(rest.find('/', start), rest.size());
    const std::string name = rest.substr(start, end - start);
    rest.erase(0, end);
    if (name == ".") continue;
    if (name == "..") {
      resolved.erase(std::min(resolved.rfind('/'), resolved.size()));
      continue;
    }
    const std::string next = StrCat(resolved, "/", name);
    const FileInfo info = Lstat(next);
    if (info.kind != FileKind::kSymlink) {
      if (info.kind != FileKind::kDirectory && !rest.empty()) {
        throw Failure(ErrorCode::kIo, ErrnoText(ENOTDIR));
      }
      resolved = next;
      continue;
    }
    if (++links > 255) throw Failure(ErrorCode::kIo, "EvalSymlinks: too many links");
    const std::string target = ReadLink(next);
    if (PathIsAbs(target)) resolved.clear();
    rest = StrCat(target, rest.empty() ? "" : "/", rest);
  }
  return resolved.empty() ? "/" : resolved;
}

}  // namespace chartrender::disk
