#include "base/budget.h"

#include <algorithm>
#include <string>

#include "base/error.h"

namespace chartrender {

namespace {

constexpr uint64_t kStepsBetweenChecks = 100'000;

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
      next_check_(std::min(kStepsBetweenChecks, limits.steps)) {}

void Budget::CheckSteps() {
  if (steps_ > limits_.steps) FailLimit("steps", limits_.steps, "steps");
  if (limits_.wall_milliseconds != 0 && std::chrono::steady_clock::now() > deadline_) {
    FailLimit("wall time", limits_.wall_milliseconds, "ms");
  }
  if (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed)) {
    throw Failure(ErrorCode::kCancelled, "cancelled");
  }
  next_check_ = std::min(steps_ + kStepsBetweenChecks, std::max(limits_.steps, steps_ + 1));
}

void Budget::FailMemory() const { FailLimit("memory", limits_.memory_bytes, "bytes"); }

void Budget::FailOutput() const { FailLimit("output", limits_.output_bytes, "bytes"); }

}  // namespace chartrender
