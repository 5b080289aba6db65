#include "algo/go_duration.h"

#include <algorithm>

#include "algo/time_text.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr int64_t kMinute = 60 * kSecondInNanoseconds;
constexpr int64_t kHour = 60 * kMinute;
constexpr uint64_t kMost = uint64_t{1} << 63;  // what a negative duration can hold

struct Unit {
  std::string_view name;
  uint64_t nanoseconds;
};

constexpr Unit kUnits[] = {
    {"ns", 1},         {"us", 1000},
    {"\u00b5s", 1000},  // micro sign
    {"\u03bcs", 1000},  // Greek letter
    {"ms", 1000000},   {"s", kSecondInNanoseconds},
    {"m", kMinute},    {"h", kHour},
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Digits behind the point: value / scale. More than 63 bits are not looked at.
uint64_t TakeFraction(std::string_view& text, double& scale) {
  uint64_t value = 0;
  scale = 1;
  for (bool full = false; !text.empty() && IsDigit(text[0]); text.remove_prefix(1)) {
    if (full) continue;
    const uint64_t next = value * 10 + static_cast<uint64_t>(text[0] - '0');
    if (value > (kMost - 1) / 10 || next > kMost) {
      full = true;
      continue;
    }
    value = next;
    scale *= 10;
  }
  return value;
}

// One number with its unit from the front of `text`; what is wrong with it, or "".
std::string TakePart(std::string_view& text, uint64_t& nanoseconds) {
  if (text[0] != '.' && !IsDigit(text[0])) return "invalid duration";
  const size_t size = text.size();
  if (!TakeLeadingNumber(text, nanoseconds)) return "invalid duration";
  bool digits = text.size() != size;
  uint64_t fraction = 0;
  double scale = 1;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    const size_t before = text.size();
    fraction = TakeFraction(text, scale);
    digits = digits || text.size() != before;
  }
  if (!digits) return "invalid duration";
  const size_t unit_size = std::min(text.find_first_of(".0123456789"), text.size());
  if (unit_size == 0) return "missing unit in duration";
  const std::string_view name = text.substr(0, unit_size);
  text.remove_prefix(unit_size);
  for (const Unit& unit : kUnits) {
    if (unit.name != name) continue;
    if (nanoseconds > kMost / unit.nanoseconds) return "invalid duration";
    nanoseconds *= unit.nanoseconds;
    if (fraction > 0) {
      nanoseconds += static_cast<uint64_t>(static_cast<double>(fraction) *
                                           (static_cast<double>(unit.nanoseconds) / scale));
    }
    return nanoseconds > kMost ? "invalid duration" : "";
  }
  return StrCat("unknown unit ", TimeQuote(name), " in duration");
}

// What is wrong with `text`, or "".
std::string Read(std::string_view text, int64_t& duration) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  duration = 0;
  if (text == "0") return {};
  if (text.empty()) return "invalid duration";
  uint64_t sum = 0;
  while (!text.empty()) {
    uint64_t part = 0;
    std::string problem = TakePart(text, part);
    if (!problem.empty()) return problem;
    sum += part;
    if (sum > kMost) return "invalid duration";
  }
  if (!negative && sum > kMost - 1) return "invalid duration";
  duration = static_cast<int64_t>(negative ? 0 - sum : sum);
  return {};
}

// `value` / 10^digits without trailing zeros, then `unit`.
std::string WithFraction(uint64_t value, int digits, std::string_view unit) {
  uint64_t scale = 1;
  for (int i = 0; i < digits; ++i) scale *= 10;
  std::string text = std::to_string(value / scale);
  if (value % scale != 0) {
    const std::string fraction = std::to_string(value % scale + scale).substr(1);
    text.append(".").append(fraction, 0, fraction.find_last_not_of('0') + 1);
  }
  return text.append(unit);
}

uint64_t Magnitude(int64_t duration) {
  return duration < 0 ? 0 - static_cast<uint64_t>(duration) : static_cast<uint64_t>(duration);
}

}  // namespace

int64_t ParseDuration(std::string_view text) {
  int64_t duration = 0;
  const std::string problem = Read(text, duration);
  if (!problem.empty()) {
    throw Failure(ErrorCode::kTemplate, StrCat("time: ", problem, " ", TimeQuote(text)));
  }
  return duration;
}

std::optional<int64_t> TryParseDuration(std::string_view text) {
  int64_t duration = 0;
  if (!Read(text, duration).empty()) return std::nullopt;
  return duration;
}

std::string DurationText(int64_t duration) {
  const uint64_t value = Magnitude(duration);
  const std::string sign = duration < 0 ? "-" : "";
  if (value == 0) return "0s";
  if (value < 1000) return StrCat(sign, std::to_string(value), "ns");
  if (value < 1000000) return sign + WithFraction(value, 3, "\u00b5s");
  if (value < kSecondInNanoseconds) return sign + WithFraction(value, 6, "ms");
  const uint64_t minutes = value / kMinute;
  std::string text = WithFraction(value % kMinute, 9, "s");
  if (minutes == 0) return sign + text;
  text = StrCat(std::to_string(minutes % 60), "m", text);
  if (minutes >= 60) text = StrCat(std::to_string(minutes / 60), "h", text);
  return sign + text;
}

int64_t TruncateDuration(int64_t duration, int64_t unit) {
  return unit <= 0 ? duration : duration - duration % unit;
}

int64_t RoundDuration(int64_t duration, int64_t unit) {
  if (unit <= 0) return duration;
  const bool negative = duration < 0;
  const uint64_t value = Magnitude(duration);
  const uint64_t step = static_cast<uint64_t>(unit);
  const uint64_t rest = value % step;
  const uint64_t rounded = rest + rest < step ? value - rest : value + (step - rest);
  if (negative) return rounded > kMost ? INT64_MIN : static_cast<int64_t>(0 - rounded);
  return rounded >= kMost ? INT64_MAX : static_cast<int64_t>(rounded);
}

int64_t AbsDuration(int64_t duration) {
  if (duration == INT64_MIN) return INT64_MAX;
  return duration < 0 ? -duration : duration;
}

namespace {

double InUnits(int64_t duration, int64_t unit) {
  const int64_t whole = duration / unit;
  return static_cast<double>(whole) +
         static_cast<double>(duration % unit) / static_cast<double>(unit);
}

}  // namespace

double DurationSeconds(int64_t duration) { return InUnits(duration, kSecondInNanoseconds); }
double DurationMinutes(int64_t duration) { return InUnits(duration, kMinute); }
double DurationHours(int64_t duration) { return InUnits(duration, kHour); }

}  // namespace chartrender
