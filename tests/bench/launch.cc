// launch OUT COMMAND...: runs the command once, its output to OUT, and prints what it cost: wall
// time in ns, CPU time (user and system) in us, peak memory in KiB, exit status. Small and static,
// because the memory of the process that starts a command counts in the peak of that command.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>

namespace {

long long Nanoseconds(const timespec& time) { return time.tv_sec * 1000000000LL + time.tv_nsec; }
long long Microseconds(const timeval& time) { return time.tv_sec * 1000000LL + time.tv_usec; }

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const int out = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  const int quiet = open("/dev/null", O_WRONLY);
  if (out < 0 || quiet < 0) return 2;
  timespec start{};
  timespec end{};
  clock_gettime(CLOCK_MONOTONIC, &start);
  const pid_t child = vfork();
  if (child == 0) {
    dup2(out, STDOUT_FILENO);
    dup2(quiet, STDERR_FILENO);
    execv(argv[2], argv + 2);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  clock_gettime(CLOCK_MONOTONIC, &end);
  std::printf("%lld %lld %ld %d\n", Nanoseconds(end) - Nanoseconds(start),
              Microseconds(usage.ru_utime) + Microseconds(usage.ru_stime), usage.ru_maxrss,
              WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
