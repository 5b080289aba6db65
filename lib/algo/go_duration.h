// Durations as Go's time.Duration: nanoseconds in 64 bits. Pure functions.
// Source: time/time.go, time/format.go ParseDuration, Go 1.26.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

constexpr int64_t kSecondInNanoseconds = 1'000'000'000;

// "1h15m30.918s", "-1.5h"; throws Failure: `time: invalid duration "x"`.
int64_t ParseDuration(std::string_view text);
// The same, nothing instead of a failure.
std::optional<int64_t> TryParseDuration(std::string_view text);
// "1h15m30.918s", "1.2ms", "0s".
std::string DurationText(int64_t duration);

// To a multiple of `unit`, halves away from zero; unchanged when unit <= 0.
int64_t RoundDuration(int64_t duration, int64_t unit);
// Towards zero.
int64_t TruncateDuration(int64_t duration, int64_t unit);
int64_t AbsDuration(int64_t duration);

double DurationSeconds(int64_t duration);
double DurationMinutes(int64_t duration);
double DurationHours(int64_t duration);

}  // namespace chartrender
