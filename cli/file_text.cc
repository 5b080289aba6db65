#include "file_text.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <vector>

#include "go_text.h"

namespace chartrender::cli {
namespace {

Error FileError(std::string_view operation, const std::string& path, int number) {
  return {.code = ErrorCode::kIo,
          .message = std::string(operation) + ' ' + path + ": " + SystemErrorText(number),
          .where = {.file = path}};
}

class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  ~FileDescriptor() {
    if (number_ >= 0) close(number_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

std::string WorkingFolder() {
  const char* pwd = std::getenv("PWD");
  struct stat here = {}, there = {};
  if (pwd != nullptr && pwd[0] == '/' && stat(".", &here) == 0 && stat(pwd, &there) == 0 &&
      here.st_dev == there.st_dev && here.st_ino == there.st_ino) {
    return pwd;
  }
  std::string folder;
  if (char* name = getcwd(nullptr, 0); name != nullptr) {
    folder = name;
    std::free(name);
  }
  return folder;
}

}  // namespace

Result<std::string> ReadFile(const std::string& path) {
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return FileError("open", path, errno);
  std::string text;
  char piece[1U << 16U];
  while (true) {
    const ssize_t count = read(file.number(), piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return FileError("read", path, errno);
    if (count == 0) return text;
    text.append(piece, static_cast<size_t>(count));
  }
}

void NamedTexts::Add(std::string name, std::string text) {
  names_.push_back(std::move(name));
  texts_.push_back(std::move(text));
}

std::optional<Error> NamedTexts::Read(const std::string& name) {
  auto text = ReadFile(name);
  if (!text.ok()) return text.error();
  Add(name, std::move(text).value());
  return std::nullopt;
}

std::vector<FileView> NamedTexts::Views() const {
  std::vector<FileView> views;
  for (size_t i = 0; i < names_.size(); ++i) views.push_back({names_[i], texts_[i]});
  return views;
}

std::string CleanPath(std::string_view path) {
  if (path.empty()) return ".";
  const bool rooted = path[0] == '/';
  std::vector<std::string_view> parts;
  for (size_t start = 0; start <= path.size();) {
    const size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    const bool leaves = part == ".." && !parts.empty() && parts.back() != "..";
    if (leaves) {
      parts.pop_back();
    } else if (part != ".." || !rooted) {
      parts.push_back(part);
    }
  }
  std::string clean(rooted ? "/" : "");
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) clean += '/';
    clean += parts[i];
  }
  return clean.empty() ? "." : clean;
}

std::string AbsolutePath(std::string_view path) {
  if (!path.empty() && path[0] == '/') return CleanPath(path);
  return CleanPath(WorkingFolder() + "/" + std::string(path));
}

}  // namespace chartrender::cli
