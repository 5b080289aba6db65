#include "chart/disk.h"

#include <dirent.h>
#include <fcntl.h>
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

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

Descriptor Open(const std::string& path, int flags) {
  for (;;) {
    const int fd = open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK);
    if (fd >= 0) return Descriptor(fd);
    if (errno != EINTR) Fail("open", path, errno);
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

std::vector<std::string> ReadDirectoryNames(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(opendir(path.c_str()), &closedir);
  if (folder == nullptr) Fail("open", path, errno);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  if (errno != 0) Fail("readdirent", path, errno);
  std::sort(names.begin(), names.end());
  return names;
}

std::string ReadFile(const std::string& path, uint64_t limit) {
  const Descriptor file = Open(path, O_RDONLY);
  struct stat status {};
  const bool known = fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode);
  std::string data;
  const uint64_t expected = known ? static_cast<uint64_t>(status.st_size) : 0;
  data.resize(static_cast<size_t>(std::min(limit, expected + 1)));
  size_t size = 0;
  while (size < limit) {
    if (size == data.size()) {
      data.resize(static_cast<size_t>(std::min<uint64_t>(limit, data.size() * 2 + 4096)));
    }
    const ssize_t got = read(file.get(), data.data() + size, data.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) Fail("read", path, errno);
    if (got == 0) break;
    size += static_cast<size_t>(got);
  }
  data.resize(size);
  return data;
}

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
