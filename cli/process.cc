#include "process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "go_text.h"

namespace chartrender::cli {
namespace {

Error StartError(const ProcessCall& call, int number) {
  return {.code = ErrorCode::kIo,
          .message = "cannot run " + call.words[0] + ": " + SystemErrorText(number)};
}

// A pipe whose ends are not inherited.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  ~Pipe() {
    CloseWriter();
    if (ends_[0] >= 0) close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] bool good() const { return ends_[0] >= 0; }
  [[nodiscard]] int reader() const { return ends_[0]; }
  [[nodiscard]] int writer() const { return ends_[1]; }
  void CloseWriter() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_ = {-1, -1};
};

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  // posix_spawn does not write to them.
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Reads both pipes until both are closed.
void Collect(const Pipe& output, const Pipe& errors, ProcessAnswer& answer) {
  std::array<pollfd, 2> waits = {pollfd{output.reader(), POLLIN, 0},
                                 pollfd{errors.reader(), POLLIN, 0}};
  std::array<std::string*, 2> texts = {&answer.output, &answer.errors};
  char piece[1U << 16U];
  while (waits[0].fd >= 0 || waits[1].fd >= 0) {
    if (poll(waits.data(), waits.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return;
    }
    for (size_t i = 0; i < waits.size(); ++i) {
      if (waits[i].fd < 0 || waits[i].revents == 0) continue;
      const ssize_t count = read(waits[i].fd, piece, sizeof piece);
      if (count > 0) {
        texts[i]->append(piece, static_cast<size_t>(count));
      } else if (count == 0 || errno != EINTR) {
        waits[i].fd = -1;
      }
    }
  }
}

}  // namespace

Result<ProcessAnswer> RunProcess(const ProcessCall& call) {
  Pipe output;
  Pipe errors;
  if (!output.good() || !errors.good()) return StartError(call, errno);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.writer(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors.writer(), STDERR_FILENO);
  if (!call.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, call.folder.c_str());
  // This process ignores SIGPIPE; a pipeline of others relies on it.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  const std::vector<char*> words = Pointers(call.words);
  const std::vector<char*> environment = Pointers(call.environment);
  pid_t child = 0;
  const int failure = posix_spawnp(&child, words[0], &actions, &attributes, words.data(),
                                   call.environment.empty() ? environ : environment.data());
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failure != 0) return StartError(call, failure);
  output.CloseWriter();
  errors.CloseWriter();
  ProcessAnswer answer;
  Collect(output, errors, answer);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  answer.exit_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return answer;
}

}  // namespace chartrender::cli
