#include "base/budget.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/error.h"

namespace chartrender {

namespace {

// A step takes about 50 ns, a look at the clock 30 to 200 ns; a step may stand for much more work.
constexpr uint64_t kStepsBetweenChecks = 4'000;

[[noreturn]] void FailLimit(std::string_view what, uint64_t limit, std::string_view unit) {
  throw Failure(ErrorCode::kLimit,
                StrCat("limit reached: ", what, " (", std::to_string(limit), " ", unit, ")"));
}

}  // namespace

Budget::Budget(const Limits& limits, const std::atomic<bool>* cancel)
    : limits_(limits),
      cancel_(cancel),
      deadline_(std::chrono::steady_clock::now() +
                std::chrono::milliseconds(limits.wall_milliseconds)),
      next_check_(std::min(kStepsBetweenChecks, limits.steps)) {
  // No more than can be addressed.
  limits_.memory_bytes = std::min<uint64_t>(limits_.memory_bytes, PTRDIFF_MAX);
}

void Budget::CheckSteps() {
  if (steps_ > limits_.steps) FailLimit("steps", limits_.steps, "steps");
  Poll();
  next_check_ = std::min(steps_ + kStepsBetweenChecks, std::max(limits_.steps, steps_ + 1));
}

void Budget::Poll() const { ExpectTime(0); }

void Budget::ExpectTime(uint64_t nanoseconds) const {
  if (limits_.wall_milliseconds != 0) {
    const auto left = deadline_ - std::chrono::steady_clock::now();
    if (std::chrono::nanoseconds(left).count() < static_cast<int64_t>(nanoseconds)) FailTime();
  }
  if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) {
    throw Failure(ErrorCode::kCancelled, "cancelled");
  }
}

void Budget::ExpectSorting(uint64_t count) const {
  constexpr uint64_t few = 20'000;
  constexpr uint64_t nanoseconds = 30;  // of a comparison
  if (count > few) ExpectTime(count * std::bit_width(count) * nanoseconds);
}

void Budget::FailTime() const { FailLimit("wall time", limits_.wall_milliseconds, "ms"); }

void Budget::FailNesting() const { FailLimit("nesting depth", limits_.nesting_depth, "levels"); }

void Budget::FailCycle() {
  throw Failure(ErrorCode::kLimit, "limit reached: nesting depth (a map contains itself)");
}

void Budget::FailMemory() const { FailLimit("memory", limits_.memory_bytes, "bytes"); }

void Budget::FailOutput() const { FailLimit("output", limits_.output_bytes, "bytes"); }

}  // namespace chartrender
