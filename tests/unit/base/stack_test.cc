#include "base/stack.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <stdexcept>

#include "base/error.h"

using chartrender::CheckStack;
using chartrender::Failure;
using chartrender::RunOnCallersStack;
using chartrender::RunOnLargeStack;

namespace {

constexpr size_t kMegabyte = size_t{1} << 20;

size_t ResidentBytes() {
  std::ifstream pages("/proc/self/statm");
  size_t all = 0;
  size_t resident = 0;
  pages >> all >> resident;
  return resident * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

// How many frames of a kilobyte there is room for, at most `most`.
size_t Depth(size_t most) {  // NOLINT(misc-no-recursion)
  volatile char frame[1024] = {};
  try {
    CheckStack();
  } catch (const Failure&) {
    return 0;
  }
  if (most == 0) return 0;
  frame[0] = 1;
  return Depth(most - 1) + static_cast<size_t>(frame[0]);
}

}  // namespace

TEST_CASE("a stack has the size that is asked for, also behind a larger one") {
  const size_t deep = 100 * kMegabyte / 1024;
  for (int i = 0; i < 2; ++i) {
    size_t large = 0;
    size_t small = 0;
    RunOnLargeStack([&] { large = Depth(deep); }, 512 * kMegabyte);
    RunOnLargeStack([&] { small = Depth(deep); }, 2 * kMegabyte);
    CHECK(large == deep);
    CHECK(small < 2 * kMegabyte / 1024);
    CHECK(small > 100);
  }
}

TEST_CASE("what a deep piece of work took is given back") {
  RunOnLargeStack([] {}, 512 * kMegabyte);
  const size_t before = ResidentBytes();
  size_t during = 0;
  RunOnLargeStack(
      [&] {
        Depth(100 * kMegabyte / 1024);
        during = ResidentBytes();
      },
      512 * kMegabyte);
  CHECK(during > before + 50 * kMegabyte);
  CHECK(ResidentBytes() < before + 20 * kMegabyte);
}

TEST_CASE("work on the caller's stack may want a large one again") {
  size_t inner = 0;
  RunOnLargeStack([&] {
    RunOnCallersStack([&] { RunOnLargeStack([&] { inner = Depth(20000); }); });
    CHECK(Depth(20000) == 20000);
  });
  CHECK(inner == 20000);
  const auto fails = [] {
    RunOnLargeStack([] { RunOnCallersStack([] { throw std::runtime_error("no"); }); });
  };
  CHECK_THROWS_AS(fails(), std::runtime_error);
  RunOnLargeStack([&] { inner = Depth(1); });
  CHECK(inner == 1);
}
