#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "algo/go_duration.h"
#include "base/float_digits.h"
#include "base/quote.h"
#include "base/utf8.h"
#include "functions/cast.h"
#include "functions/functions.h"
#include "functions/raise.h"
#include "functions/time_objects.h"
#include "value/print.h"

namespace chartrender {

namespace {

using functions::IsDataError;
using functions::MakeDuration;
using functions::Raise;

constexpr int64_t kHour = 3600 * kSecondInNanoseconds;
constexpr double kMostNanoseconds =
    9223372036854775808.0;  // 2^63, what Go's MaxInt64 is as a float

int64_t FromSeconds(int64_t seconds) {
  int64_t nanoseconds = 0;
  if (__builtin_mul_overflow(seconds, kSecondInNanoseconds, &nanoseconds)) {
    Raise(StrCat("duration seconds overflow: ", std::to_string(seconds)));
  }
  return nanoseconds;
}

int64_t FromUnsignedSeconds(uint64_t seconds) {
  if (seconds > static_cast<uint64_t>(INT64_MAX / kSecondInNanoseconds)) {
    Raise(StrCat("duration seconds overflow: ", std::to_string(seconds)));
  }
  return static_cast<int64_t>(seconds) * kSecondInNanoseconds;
}

int64_t FromFloatSeconds(double seconds) {
  if (std::isnan(seconds) || std::isinf(seconds)) {
    Raise(StrCat("invalid duration seconds: ", FormatFloat(seconds, 'g', -1)));
  }
  constexpr double most_seconds = kMostNanoseconds / 1e9;
  if (seconds > most_seconds || seconds < -most_seconds) {
    Raise(StrCat("duration seconds overflow: ", FormatFloat(seconds, 'g', -1)));
  }
  const double nanoseconds = seconds * 1e9;
  if (nanoseconds > kMostNanoseconds || nanoseconds < -kMostNanoseconds) {
    Raise(StrCat("duration nanoseconds overflow: ", FormatFloat(nanoseconds, 'g', -1)));
  }
  return functions::TruncateFloat(nanoseconds);
}

int64_t FromText(std::string_view whole) {
  const std::string_view text = TrimSpace(whole);
  if (text.empty()) Raise("empty duration");
  if (const std::optional<int64_t> duration = TryParseDuration(text)) return *duration;
  if (const std::optional<double> seconds = functions::FloatOfText(text)) {
    return FromFloatSeconds(*seconds);
  }
  std::string message = "could not parse duration ";
  AppendQuote(message, whole);
  Raise(message);
}

// Durations, texts and numbers, which are seconds. Source: Helm's asDuration.
int64_t AsDuration(Value value) {
  if (functions::IsDuration(value)) return functions::DurationOf(value);
  if (value.is_string()) return FromText(value.AsString());
  if (value.is_absent()) Raise("invalid duration");
  const Value number = Underlying(value);
  switch (number.kind()) {
    case Kind::kInt:
      return FromSeconds(number.AsInt());
    case Kind::kUint:
      return FromUnsignedSeconds(number.AsUint());
    case Kind::kFloat:
      return FromFloatSeconds(number.AsFloat());
    default:
      Raise(StrCat("unsupported duration type ", TypeName(value)));
  }
}

std::optional<int64_t> TryAsDuration(Value value) {
  try {
    return AsDuration(value);
  } catch (const Failure& failure) {
    if (!IsDataError(failure)) throw;
    return std::nullopt;
  }
}

int64_t OrZero(Value value) { return TryAsDuration(value).value_or(0); }

Value MustToDuration(Call& call, Value value) { return MakeDuration(call, AsDuration(value)); }
double Seconds(Call&, Value value) { return DurationSeconds(OrZero(value)); }
double Minutes(Call&, Value value) { return DurationMinutes(OrZero(value)); }
double Hours(Call&, Value value) { return DurationHours(OrZero(value)); }
double Days(Call&, Value value) { return DurationHours(OrZero(value)) / 24.0; }
double Weeks(Call&, Value value) { return DurationHours(OrZero(value)) / 24.0 / 7.0; }
int64_t Milliseconds(Call&, Value value) { return OrZero(value) / 1'000'000; }
int64_t Microseconds(Call&, Value value) { return OrZero(value) / 1000; }
int64_t Nanoseconds(Call&, Value value) { return OrZero(value); }

// `fit` is RoundDuration or TruncateDuration; a bad unit leaves the duration as it is.
template <int64_t (*fit)(int64_t, int64_t)>
Value FitTo(Call& call, Value value, Value unit) {
  const std::optional<int64_t> duration = TryAsDuration(value);
  if (!duration) return MakeDuration(call, 0);
  const std::optional<int64_t> step = TryAsDuration(unit);
  return MakeDuration(call, step ? fit(*duration, *step) : *duration);
}

// Texts and int64 are seconds; everything else is 0.
std::string Duration(Call&, Value value) {
  int64_t seconds = 0;
  if (value.is_string()) {
    const functions::IntegerError error = functions::ParseInteger(value.AsString(), 10, seconds);
    if (error == functions::IntegerError::kSyntax) seconds = 0;
  } else if (value.type() == GoType::kInt64) {
    seconds = value.AsInt();
  }
  const uint64_t nanoseconds =
      static_cast<uint64_t>(seconds) * static_cast<uint64_t>(kSecondInNanoseconds);
  return DurationText(static_cast<int64_t>(nanoseconds));
}

int64_t ToRound(Call& call, Value value) {
  if (value.is_string()) return TryParseDuration(value.AsString()).value_or(0);
  if (value.type() == GoType::kInt64) return value.AsInt();
  if (functions::IsTime(value)) {
    GoTime now = functions::Now(call);
    ++now.monotonic;  // in Go some time has passed by now: in 720 hours is in 29 whole days
    return now.Since(functions::TimeOf(value));
  }
  return 0;
}

// The greatest unit that fits more than once, without the sign.
std::string DurationRound(Call& call, Value value) {
  struct Unit {
    std::string_view name;
    uint64_t nanoseconds;
  };
  constexpr Unit units[] = {{"y", uint64_t{kHour} * 24 * 365}, {"mo", uint64_t{kHour} * 24 * 30},
                            {"d", uint64_t{kHour} * 24},       {"h", uint64_t{kHour}},
                            {"m", 60 * kSecondInNanoseconds},  {"s", kSecondInNanoseconds}};
  const int64_t duration = ToRound(call, value);
  const uint64_t length =
      duration < 0 ? 0 - static_cast<uint64_t>(duration) : static_cast<uint64_t>(duration);
  for (const Unit& unit : units) {
    if (length > unit.nanoseconds)
      return StrCat(std::to_string(length / unit.nanoseconds), unit.name);
  }
  return "0s";
}

constexpr std::string_view kSprig = "sprig 3.3 date.go";
constexpr std::string_view kHelm = "Helm 4.3.1 pkg/engine/funcs.go";
constexpr DialectSet kHelm4 = DialectSet::kHelm4Only;

constexpr FunctionDef kRows[] = {
    {"duration", Fn<&Duration>, "SECONDS, a text or an int64, as a duration.", kSprig},
    {"durationRound", Fn<&DurationRound>, "DURATION in its greatest unit: 3mo, 2h.", kSprig},
    {"mustToDuration", Fn<&MustToDuration>, "A duration from a text or from a number of seconds.",
     kHelm, kHelm4},
    {"durationSeconds", Fn<&Seconds>, "DURATION in seconds; 0 for a bad one.", kHelm, kHelm4},
    {"durationMinutes", Fn<&Minutes>, "DURATION in minutes; 0 for a bad one.", kHelm, kHelm4},
    {"durationHours", Fn<&Hours>, "DURATION in hours; 0 for a bad one.", kHelm, kHelm4},
    {"durationDays", Fn<&Days>, "DURATION in days; 0 for a bad one.", kHelm, kHelm4},
    {"durationWeeks", Fn<&Weeks>, "DURATION in weeks; 0 for a bad one.", kHelm, kHelm4},
    {"durationMilliseconds", Fn<&Milliseconds>, "DURATION in whole milliseconds; 0 for a bad one.",
     kHelm, kHelm4},
    {"durationMicroseconds", Fn<&Microseconds>, "DURATION in whole microseconds; 0 for a bad one.",
     kHelm, kHelm4},
    {"durationNanoseconds", Fn<&Nanoseconds>, "DURATION in nanoseconds; 0 for a bad one.", kHelm,
     kHelm4},
    {"durationRoundTo", Fn<&FitTo<RoundDuration>>, "DURATION rounded to a multiple of UNIT.", kHelm,
     kHelm4},
    {"durationTruncateTo", Fn<&FitTo<TruncateDuration>>, "DURATION cut to a multiple of UNIT.",
     kHelm, kHelm4},
};

}  // namespace

std::span<const FunctionDef> DurationFunctions() { return kRows; }

}  // namespace chartrender
