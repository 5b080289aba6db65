// The main function of every target: libFuzzer runs on a large stack, as the library does, but one
// that is small enough for every depth to be reached. Signals go to that thread, so that -timeout
// is heard. That option looks at the clock, which goes on while other programs have the processor;
// so the processor time of each input is measured here, and one that is slow ends the process.
#include <pthread.h>
#include <signal.h>
#include <time.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/stack.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);
// Of libFuzzer's runtime.
extern "C" int LLVMFuzzerRunDriver(int* argc, char*** argv,
                                   int (*target)(const uint8_t* data, size_t size));

namespace {

double ThreadSeconds() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int RunInTime(const uint8_t* data, size_t size) {
  constexpr double most_seconds = 10;
  const double start = ThreadSeconds();
  const int result = LLVMFuzzerTestOneInput(data, size);
  if (ThreadSeconds() - start > most_seconds) {
    std::fputs("BROKEN: more than 10 s of processor time\n", stderr);
    std::abort();
  }
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  constexpr size_t kStackBytes = size_t{64} << 20;
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  int code = 0;
  chartrender::RunOnLargeStack(
      [&] {
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
        code = LLVMFuzzerRunDriver(&argc, &argv, RunInTime);
      },
      kStackBytes);
  return code;
}
