#include "base/budget.h"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>

#include "base/arena.h"
#include "base/error.h"

namespace chartrender {

namespace {

template <class Work>
std::string MessageOf(Work work) {
  try {
    work();
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return "";
}

Budget AfterItsTime() {
  Limits limits;
  limits.wall_milliseconds = 1;
  const Budget budget(limits);
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return budget;
}

}  // namespace

TEST_CASE("work that would outlast the time left is not begun") {
  Limits limits;
  limits.wall_milliseconds = 10'000;
  const Budget budget(limits);
  CHECK(MessageOf([&] { budget.ExpectTime(1'000'000'000); }).empty());
  CHECK(MessageOf([&] { budget.ExpectTime(11'000'000'000); }) ==
        "limit reached: wall time (10000 ms)");
  CHECK(MessageOf([&] { budget.ExpectSorting(1000); }).empty());
  CHECK(MessageOf([&] { budget.ExpectSorting(1'000'000'000); }) ==
        "limit reached: wall time (10000 ms)");
}

TEST_CASE("without a limit of time nothing is too long") {
  Limits limits;
  limits.wall_milliseconds = 0;
  Budget budget(limits);
  CHECK(MessageOf([&] { budget.ExpectTime(UINT64_MAX / 2); }).empty());
  CHECK(MessageOf([&] { budget.ChargeBytes(1ULL << 32); }).empty());
}

TEST_CASE("steps, bytes and larger blocks of memory look at the clock") {
  const std::string want = "limit reached: wall time (1 ms)";
  CHECK(MessageOf([] {
          Budget budget = AfterItsTime();
          budget.ChargeSteps(8000);
        }) == want);
  CHECK(MessageOf([] {
          Budget budget = AfterItsTime();
          budget.ChargeBytes(1 << 20);
        }) == want);
  CHECK(MessageOf([] {
          Budget budget = AfterItsTime();
          Arena arena(&budget);
          arena.Allocate(1 << 17);
        }) == want);
}

TEST_CASE("the cancel flag is heard") {
  std::atomic<bool> cancel = true;
  Budget budget({}, &cancel);
  CHECK(MessageOf([&] { budget.ChargeSteps(8000); }) == "cancelled");
  CHECK(MessageOf([&] { budget.Poll(); }) == "cancelled");
}

TEST_CASE("steps and depth end where the limits say") {
  Limits limits;
  limits.steps = 5000;
  limits.nesting_depth = 3;
  Budget budget(limits);
  CHECK(MessageOf([&] {
          for (int i = 0; i < 5000; ++i) budget.ChargeSteps(1);
        }).empty());
  CHECK(MessageOf([&] { budget.ChargeSteps(1); }) == "limit reached: steps (5000 steps)");
  CHECK(MessageOf([&] { budget.CheckNesting(3); }).empty());
  CHECK(MessageOf([&] { budget.CheckNesting(4); }) == "limit reached: nesting depth (3 levels)");
}

}  // namespace chartrender
