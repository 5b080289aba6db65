#include "manifest_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <map>
#include <string_view>

#include "file_text.h"
#include "go_text.h"

namespace chartrender::cli {
namespace {

constexpr mode_t kFolderMode = 0755;
constexpr mode_t kFileMode = 0666;

Error SystemError(std::string_view operation, const std::string& path, int number) {
  return {.code = ErrorCode::kIo,
          .message = std::string(operation) + ' ' + path + ": " + SystemErrorText(number),
          .where = {.file = path}};
}

std::optional<Error> MakeFolders(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) return std::nullopt;
    return SystemError("mkdir", path, ENOTDIR);
  }
  const size_t slash = path.rfind('/');
  if (slash != std::string::npos && slash > 0) {
    if (auto error = MakeFolders(path.substr(0, slash))) return error;
  }
  if (mkdir(path.c_str(), kFolderMode) != 0 && errno != EEXIST)
    return SystemError("mkdir", path, errno);
  return std::nullopt;
}

std::optional<Error> EnsureFolderOf(const std::string& file) {
  const size_t slash = file.rfind('/');
  if (slash == std::string::npos) return std::nullopt;
  const std::string folder = CleanPath(file.substr(0, slash));
  struct stat status = {};
  if (stat(folder.c_str(), &status) != 0 && errno != ENOENT)
    return SystemError("stat", folder, errno);
  return MakeFolders(folder);
}

bool WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

// Writes through what is no plain file (a device, a link), and otherwise by moving a complete file
// into place.
std::optional<Error> WriteFile(const std::string& file, std::string_view text) {
  struct stat status = {};
  const bool exists = lstat(file.c_str(), &status) == 0;
  const bool direct = exists && !S_ISREG(status.st_mode);
  if (exists && !direct && access(file.c_str(), W_OK) != 0) return SystemError("open", file, errno);
  const std::string target = direct ? file : file + ".tmp" + std::to_string(getpid());
  const mode_t mode = exists && !direct ? status.st_mode & 07777 : kFileMode;
  const int descriptor = open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (descriptor < 0) return SystemError("open", file, errno);
  bool good = WriteAll(descriptor, text);
  const int write_error = errno;
  good = close(descriptor) == 0 && good;
  if (good && (direct || rename(target.c_str(), file.c_str()) == 0)) return std::nullopt;
  const int number = good ? errno : write_error;
  if (!direct) unlink(target.c_str());
  return SystemError("write", file, number);
}

enum class IfExists { kReplace, kAddTo };

// All documents of `manifests` that came from one template, as its file holds them.
std::map<std::string_view, std::string> TextsByPath(std::span<const Manifest> manifests) {
  std::map<std::string_view, std::string> texts;
  for (const Manifest& manifest : manifests) {
    texts[manifest.path] += "---\n# Source: " + manifest.path + '\n' + manifest.text + '\n';
  }
  return texts;
}

std::optional<Error> WriteGroup(Terminal& terminal, const std::string& folder,
                                std::span<const Manifest> manifests, IfExists if_exists) {
  auto texts = TextsByPath(manifests);
  for (const Manifest& manifest : manifests) {
    const std::string file = folder + '/' + manifest.path;
    const auto text = texts.find(manifest.path);
    if (text != texts.end()) {  // else a document before has written it
      if (auto error = EnsureFolderOf(file)) return error;
      struct stat status = {};
      if (if_exists == IfExists::kAddTo && stat(file.c_str(), &status) == 0 &&
          S_ISREG(status.st_mode)) {
        const auto before = ReadFile(file);
        if (!before.ok()) return before.error();
        text->second.insert(0, before.value());
      }
      if (auto error = WriteFile(file, text->second)) return error;
      texts.erase(text);
    }
    terminal.Print("wrote " + file + '\n');
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> WriteTextFile(const std::string& file, std::string_view text) {
  if (auto error = EnsureFolderOf(file)) return error;
  return WriteFile(file, text);
}

std::optional<Error> WriteManifests(Terminal& terminal, const std::string& folder,
                                    std::span<const Manifest> manifests) {
  return WriteGroup(terminal, folder, manifests, IfExists::kReplace);
}

std::optional<Error> WriteHooks(Terminal& terminal, const std::string& folder,
                                std::span<const Manifest> hooks) {
  return WriteGroup(terminal, folder, hooks, IfExists::kAddTo);
}

}  // namespace chartrender::cli
