#include "terminal.h"

#include <doctest/doctest.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using chartrender::cli::Terminal;

namespace {

// What is written to standard output meanwhile, read slowly and with a signal in each millisecond,
// which ends a write that waits.
template <class Work>
std::string Written(const Work& work) {
  struct sigaction action = {};
  action.sa_handler = [](int) {};
  struct sigaction before = {};
  sigaction(SIGALRM, &action, &before);
  const itimerval each_millisecond = {{0, 1000}, {0, 1000}};
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const int standard = dup(STDOUT_FILENO);
  dup2(ends[1], STDOUT_FILENO);
  close(ends[1]);
  std::string text;
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm, nullptr);  // as the reader has it from here
  std::thread reader([&text, from = ends[0]] {
    std::array<char, 10007> piece;
    for (ssize_t count = 0; (count = read(from, piece.data(), piece.size())) > 0;) {
      text.append(piece.data(), static_cast<size_t>(count));
      usleep(500);
    }
  });
  pthread_sigmask(SIG_UNBLOCK, &alarm, nullptr);
  setitimer(ITIMER_REAL, &each_millisecond, nullptr);
  work();
  const itimerval never = {};
  setitimer(ITIMER_REAL, &never, nullptr);
  dup2(standard, STDOUT_FILENO);
  close(standard);
  reader.join();
  close(ends[0]);
  sigaction(SIGALRM, &before, nullptr);
  return text;
}

}  // namespace

TEST_CASE("pieces are written in order and whole, however the system takes them") {
  std::vector<std::string> texts;
  for (size_t i = 0; i < 1000; ++i) {
    texts.push_back(std::string(i * 7 % 1500, static_cast<char>('a' + i % 26)) + std::to_string(i));
    if (i % 9 == 0) texts.emplace_back();
  }
  std::string expected = "first\n";
  std::vector<std::string_view> pieces;
  for (const std::string& text : texts) {
    pieces.push_back(text);
    expected += text;
  }
  Terminal terminal;
  bool all = false;
  const std::string written = Written([&] {
    terminal.Print("first\n");
    terminal.Print(pieces);
    terminal.Print("last\n");
    all = terminal.Flush();
  });
  CHECK(all);
  CHECK(written == expected + "last\n");
}
