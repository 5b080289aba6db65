#include "file_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>

#include "go_text.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

constexpr uint32_t kEvents = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                             IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF;
// How long nothing may change before a change counts as whole, and how long that is waited for.
constexpr int kQuietMilliseconds = 50;
constexpr int kMostPauses = 20;

Error WatchError(const std::string& path, int number) {
  Error error;
  error.code = ErrorCode::kIo;
  error.message = "cannot watch " + path + ": " + SystemErrorText(number);
  if (number == ENOSPC) error.message += " (see the sysctl fs.inotify.max_user_watches)";
  error.where.file = path;
  return error;
}

// What editors keep beside a file, and what --pending writes.
bool IsPassedOver(std::string_view name) {
  return name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swx") ||
         name.ends_with(".got") || name.starts_with(".#") || name == "4913" || name == ".git" ||
         name.find(".tmp") != std::string_view::npos;
}

std::string Below(const std::string& folder, std::string_view name) {
  return (folder == "." ? "" : folder + '/') + std::string(name);
}

// SIGINT and SIGTERM as input, for as long as it lives.
class SignalInput {
 public:
  SignalInput() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals_, &before_);
    descriptor_ = signalfd(-1, &signals_, SFD_CLOEXEC | SFD_NONBLOCK);
  }
  ~SignalInput() {
    if (descriptor_ >= 0) close(descriptor_);
    sigprocmask(SIG_SETMASK, &before_, nullptr);
  }
  SignalInput(const SignalInput&) = delete;
  SignalInput& operator=(const SignalInput&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }

 private:
  sigset_t signals_ = {};
  sigset_t before_ = {};
  int descriptor_ = -1;
};

}  // namespace

FileWatch::~FileWatch() {
  if (inotify_ >= 0) close(inotify_);
}

std::optional<Error> FileWatch::Open() {
  if (inotify_ < 0) inotify_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (inotify_ < 0) return WatchError("files", errno);
  return std::nullopt;
}

std::optional<Error> FileWatch::Add(const std::string& path) {
  if (auto error = Open()) return error;
  const fs::path place = fs::path(path).lexically_normal();
  const fs::path entry = place.has_filename() ? place : place.parent_path();
  const std::string name = entry.filename().string();
  added_.insert(entry.string());
  // The folder above tells when the thing itself is replaced.
  const std::string above = entry.has_parent_path() ? entry.parent_path().string() : ".";
  if (name != "." && name != "..") {
    if (auto error = AddFolder(above, &name)) return error;
  }
  return AddTree(entry.string());
}

std::optional<Error> FileWatch::AddFolder(const std::string& path, const std::string* name) {
  const int watch = inotify_add_watch(inotify_, path.c_str(), kEvents | IN_ONLYDIR);
  if (watch < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    return WatchError(path, errno);
  }
  Folder& folder = folders_[watch];
  if (folder.path.empty()) folder.path = path;
  if (name != nullptr) {
    folder.names.insert(*name);
  } else {
    folder.all = true;
  }
  return std::nullopt;
}

std::optional<Error> FileWatch::AddTree(const std::string& path) {
  std::error_code code;
  if (!fs::is_directory(path, code)) return std::nullopt;
  if (auto error = AddFolder(path, nullptr)) return error;
  // Links to folders are not followed: they might lead back.
  for (fs::directory_iterator at(path, code), end; !code && at != end; at.increment(code)) {
    std::error_code gone;
    if (!at->is_directory(gone) || at->is_symlink(gone)) continue;
    const std::string name = at->path().filename().string();
    if (IsPassedOver(name)) continue;
    if (auto error = AddTree(Below(path, name))) return error;
  }
  return std::nullopt;
}

bool FileWatch::WaitForInput(int signals, int milliseconds) {
  pollfd inputs[] = {{inotify_, POLLIN, 0}, {signals, POLLIN, 0}};
  const int ready = poll(inputs, 2, milliseconds);
  if (ready < 0) return errno == EINTR;  // looked at again by the caller
  signalfd_siginfo info = {};
  if ((inputs[1].revents & POLLIN) != 0 &&
      read(signals, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    ended_by_ = static_cast<int>(info.ssi_signo);
  }
  return (inputs[0].revents & POLLIN) != 0;
}

void FileWatch::ReadEvents(std::set<std::string>& changed) {
  alignas(inotify_event) char buffer[1U << 14U];
  while (true) {
    const ssize_t count = read(inotify_, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return;
    for (const char* at = buffer; at < buffer + count;) {
      inotify_event event = {};
      std::memcpy(&event, at, sizeof event);
      const std::string name = event.len == 0 ? "" : std::string(at + sizeof event);
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) changed.insert(added_.begin(), added_.end());
      if ((event.mask & IN_IGNORED) != 0) folders_.erase(event.wd);
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end() || name.empty() || IsPassedOver(name)) continue;
      const bool named = folder->second.names.contains(name);
      if (!folder->second.all && !named) continue;
      const std::string path = Below(folder->second.path, name);
      changed.insert(path);
      if ((event.mask & IN_ISDIR) != 0) (void)AddTree(path);
    }
  }
}

std::vector<std::string> FileWatch::Wait(const std::function<void()>& ready) {
  const SignalInput signals;
  ready();
  std::set<std::string> changed;
  while (changed.empty() && ended_by_ == 0) {
    if (!WaitForInput(signals.descriptor(), -1)) continue;
    ReadEvents(changed);
    for (int i = 0; i < kMostPauses && ended_by_ == 0; ++i) {
      if (!WaitForInput(signals.descriptor(), kQuietMilliseconds)) break;
      ReadEvents(changed);
    }
  }
  if (ended_by_ != 0) return {};
  return {changed.begin(), changed.end()};
}

}  // namespace chartrender::cli
