// The `render` command.
#include <malloc.h>

#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "command_line.h"

namespace {

// The heap of the main thread grows in steps of this size, which the static program takes whole
// (static_heap.cc), and gives nothing back. Texts of up to 32 MiB, the most that glibc allows, lie
// in it: its pages become large ones, others stay small. Sizes in bytes.
void SetUpHeap() {
#ifdef __GLIBC__
  mallopt(M_TOP_PAD, 1 << 16);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

}  // namespace

int main(int argc, char** argv) {
  SetUpHeap();
  // A closed pipe shall be an error of the write, so that it can be told.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return chartrender::cli::RunCommandLine(arguments, chartrender::cli::ProcessEnvironment());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "Error: %s\n", error.what());
    return 2;
  }
}
