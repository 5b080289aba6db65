// The running account of one load or render against its Limits. One Budget belongs to one operation
// and one thread. Functions that make much from little charge before they work. Exceeding throws
// Failure(kLimit).
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/stack.h"
#include "chartrender/limits.h"

namespace chartrender {

class Budget {
 public:
  // `cancel`, when not null, is polled; it must outlive the budget.
  explicit Budget(const Limits& limits, const std::atomic<bool>* cancel = nullptr);

  const Limits& limits() const { return limits_; }

  // Counts `n` interpreter steps; now and then looks at the clock and the cancel flag.
  void ChargeSteps(uint64_t n) {
    steps_ += n;
    if (steps_ >= next_check_) CheckSteps();
  }

  // Counts the work of one pass over `bytes` of text, which is about to be done.
  void ChargeBytes(uint64_t bytes) {
    ChargeSteps(bytes / kBytesPerStep);
    if (bytes >= kLongText) ExpectTime(bytes * kNanosecondsPerByte);
  }

  // Looks at the clock and the cancel flag now.
  void Poll() const;

  // Fails when work that takes up to `nanoseconds` and cannot be stopped would end after the time
  // allowed. For the few calls of more than some 20 ms.
  void ExpectTime(uint64_t nanoseconds) const;

  // Fails when `count` texts could not be sorted in time.
  void ExpectSorting(uint64_t count) const;

  // Fails when values lie deeper inside each other than allowed.
  void CheckNesting(size_t depth) const {
    if (depth > limits_.nesting_depth) FailNesting();
  }

  // Counts `bytes` of memory that is about to be taken.
  void ChargeMemory(uint64_t bytes) {
    memory_ += bytes;
    if (memory_ > limits_.memory_bytes) FailMemory();
  }
  void ReleaseMemory(uint64_t bytes) { memory_ -= bytes; }

  // Fails when `bytes` more would not fit; takes nothing. For functions that know their result's
  // size.
  void ExpectMemory(uint64_t bytes) const {
    if (bytes > limits_.memory_bytes || memory_ + bytes > limits_.memory_bytes) FailMemory();
  }

  // Counts `bytes` of rendered output.
  void ChargeOutput(uint64_t bytes) {
    output_ += bytes;
    if (output_ > limits_.output_bytes) FailOutput();
  }

  // Levels of values that are open (see Nested).
  void OpenLevel() {
    CheckNesting(levels_ + size_t{1});
    ++levels_;
  }
  void CloseLevel() { --levels_; }

  // Goes into a map and gives back what LeaveMap() wants. Fails when the map lies in itself: one of
  // the open maps is watched, a deeper one whenever the number of open maps has doubled, so that
  // every cycle is found before thrice its length (Brent's algorithm).
  const void* EnterMap(const void* map) {
    if (map == watched_map_) FailCycle();
    const void* outer = watched_map_;
    ++open_maps_;
    if ((open_maps_ & (open_maps_ - 1)) == 0) watched_map_ = map;
    return outer;
  }
  void LeaveMap(const void* outer) {
    --open_maps_;
    watched_map_ = outer;
  }

  uint64_t steps() const { return steps_; }
  uint64_t memory() const { return memory_; }

 private:
  static constexpr uint64_t kBytesPerStep = 64;
  static constexpr uint64_t kLongText = 2 << 20;
  static constexpr uint64_t kNanosecondsPerByte = 5;  // of a slow pass

  void CheckSteps();
  [[noreturn]] void FailTime() const;
  [[noreturn]] void FailNesting() const;
  [[noreturn]] static void FailCycle();
  [[noreturn]] void FailMemory() const;
  [[noreturn]] void FailOutput() const;

  Limits limits_;
  const std::atomic<bool>* cancel_;
  std::chrono::steady_clock::time_point deadline_;
  uint64_t steps_ = 0;
  uint64_t next_check_;
  uint64_t memory_ = 0;
  uint64_t output_ = 0;
  uint32_t levels_ = 0;
  uint32_t open_maps_ = 0;
  const void* watched_map_ = nullptr;
};

// One level of a recursion over values, for as long as it lives: guards the stack, and with a
// budget the depth and the time.
class Nested {
 public:
  explicit Nested(Budget* budget) : budget_(budget) {
    CheckStack();
    if (budget_ == nullptr) return;
    budget_->ChargeSteps(1);
    budget_->OpenLevel();
  }
  ~Nested() {
    if (budget_ != nullptr) budget_->CloseLevel();
  }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  Budget* budget_;
};

// A level of a walk that follows every map, and so would never leave a map that lies in itself:
// such a map fails.
class NestedMap {
 public:
  NestedMap(Budget* budget, const void* map) : level_(budget), budget_(budget) {
    if (budget_ != nullptr && map != nullptr) outer_ = budget_->EnterMap(map);
    entered_ = map != nullptr;
  }
  ~NestedMap() {
    if (budget_ != nullptr && entered_) budget_->LeaveMap(outer_);
  }
  NestedMap(const NestedMap&) = delete;
  NestedMap& operator=(const NestedMap&) = delete;

 private:
  Nested level_;
  Budget* budget_;
  const void* outer_ = nullptr;
  bool entered_ = false;
};

}  // namespace chartrender
