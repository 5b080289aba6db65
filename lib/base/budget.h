// The running account of one load or render against its Limits. One Budget belongs to one operation
// and one thread. Functions that make much from little charge before they work. Exceeding throws
// Failure(kLimit).
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

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

  uint64_t steps() const { return steps_; }
  uint64_t memory() const { return memory_; }

 private:
  void CheckSteps();
  [[noreturn]] void FailMemory() const;
  [[noreturn]] void FailOutput() const;

  Limits limits_;
  const std::atomic<bool>* cancel_;
  std::chrono::steady_clock::time_point deadline_;
  uint64_t steps_ = 0;
  uint64_t next_check_;
  uint64_t memory_ = 0;
  uint64_t output_ = 0;
};

}  // namespace chartrender
