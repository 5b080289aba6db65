// What the targets share: how an input is cut into parts, the limits of one run, and what happens
// when a property does not hold.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "base/error.h"
#include "codec/json/json.h"
#include "value/value.h"

namespace chartrender::fuzz {

inline std::string_view TextOf(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The parts between lines of "====". At least `count` of them, at most `count`: what is missing is
// empty, the last one takes the rest.
inline std::vector<std::string_view> Parts(std::string_view input, size_t count) {
  constexpr std::string_view kBetween = "\n====\n";
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < count) {
    const size_t at = input.find(kBetween);
    parts.push_back(input.substr(0, at));
    input = at == std::string_view::npos ? std::string_view() : input.substr(at + kBetween.size());
  }
  parts.push_back(input);
  return parts;
}

// Small, so that no run is slow.
inline Limits SmallLimits() {
  Limits limits;
  limits.steps = 300'000;
  limits.output_bytes = 4 << 20;
  limits.memory_bytes = 64 << 20;
  limits.wall_milliseconds = 3'000;
  limits.regex_bytes = 1 << 20;
  return limits;
}

// Ends the process with `what` and the texts that show it: libFuzzer keeps the input.
[[noreturn]] inline void Broken(std::string_view what, std::string_view one,
                                std::string_view other) {
  std::fprintf(stderr, "BROKEN: %.*s\n--- one\n%.*s\n--- other\n%.*s\n",
               static_cast<int>(what.size()), what.data(), static_cast<int>(one.size()), one.data(),
               static_cast<int>(other.size()), other.data());
  std::abort();
}

// `work`, whose Failure is an answer like any other: false then. Any other exception ends the
// process.
template <class Work>
bool Try(Work work) {
  try {
    work();
    return true;
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kInternal) Broken("internal error", failure.what(), "");
    return false;
  }
}

// The JSON text of a value, to compare values by; "" when JSON refuses it.
inline std::string JsonOf(Value value) {
  std::string text;
  Try([&] { WriteJson(text, value); });
  return text;
}

}  // namespace chartrender::fuzz
