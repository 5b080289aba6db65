// Formats of dates, times and durations.
#include <algorithm>
#include <charconv>
#include <optional>

#include "algo/go_time.h"
#include "base/error.h"
#include "schema/format.h"

namespace chartrender::schema {

namespace {

// Go slices a text where this cuts it short: the caller has checked the length.
std::string_view From(std::string_view text, size_t at) { return text.substr(at); }

// Of a duration: before and behind its T.
constexpr std::string_view kUnits[] = {"YMD", "HMS"};

struct HourMinute {
  int64_t hour = 0;
  int64_t minute = 0;
};

// `+hh:mm` or `-hh:mm` behind a time, applied to it.
FormatError ApplyOffset(std::string_view text, HourMinute& time) {
  if (text.size() != 6) return "offset must be 6 characters long";
  if (text[0] != '+' && text[0] != '-') return "offset must begin with plus/minus";
  const int64_t sign = text[0] == '+' ? -1 : 1;
  text.remove_prefix(1);
  if (text[2] != ':') return "missing colon in offset in correct place";
  int64_t fields[2] = {};
  // Cut at the first colon, which may stand before the right place.
  const size_t colon = text.find(':');
  const std::string_view pieces[] = {text.substr(0, colon), text.substr(colon + 1)};
  for (size_t i = 0; i < 2; ++i) {
    if (ParseDecimal(pieces[i], fields[i])) return "invalid hour/min in offset";
    if (fields[i] < 0) return "non-positive hour/min in offset";
  }
  if (fields[0] > 23 || fields[1] > 59) return "hour/min in offset out of range";
  int64_t minutes = time.hour * 60 + time.minute + sign * (fields[0] * 60 + fields[1]);
  if (minutes < 0) minutes += int64_t{24} * 60;
  time = {minutes / 60, minutes % 60};
  return std::nullopt;
}

// hh:mm:ss, split at its first two colons.
FormatError ParseClock(std::string_view text, int64_t (&fields)[3]) {
  for (size_t i = 0; i < 3; ++i) {
    const size_t colon = i < 2 ? text.find(':') : std::string_view::npos;
    if (ParseDecimal(text.substr(0, colon), fields[i])) return "invalid hour/min/sec";
    if (fields[i] < 0) return "non-positive hour/min/sec";
    if (i < 2) text.remove_prefix(colon + 1);
  }
  if (fields[0] > 23 || fields[1] > 59 || fields[2] > 60) return "hour/min/sec out of range";
  return std::nullopt;
}

size_t CountDigits(std::string_view text) {
  const auto end =
      std::find_if_not(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return static_cast<size_t>(end - text.begin());
}

// Numbers with units, in the order of `all_units`.
FormatError CheckElements(std::string_view text, std::string_view all_units) {
  std::string_view units = all_units;
  while (!text.empty()) {
    const size_t digits = CountDigits(text);
    if (digits == 0) return "missing number";
    text.remove_prefix(digits);
    if (text.empty()) return "missing unit";
    const char unit = text[0];
    const size_t found = units.find(unit);
    if (found == std::string_view::npos) {
      const std::string name = QuoteRune(static_cast<unsigned char>(unit));
      if (all_units.find(unit) != std::string_view::npos) return "unit " + name + " out of order";
      return "invalid unit " + name;
    }
    units.remove_prefix(found + 1);
    text.remove_prefix(1);
  }
  return std::nullopt;
}

}  // namespace

FormatError CheckDate(std::string_view text) {
  Arena arena;
  try {
    GoTime::Parse("2006-01-02", text, nullptr, arena);
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return std::nullopt;
}

FormatError CheckTime(std::string_view text) {
  if (text.size() < 9) return "less than 9 characters long";
  if (text[2] != ':' || text[5] != ':') return "missing colon in correct place";
  int64_t fields[3] = {};
  if (auto error = ParseClock(text.substr(0, 8), fields)) return error;
  std::string_view rest = From(text, 8);
  if (rest[0] == '.') {
    const size_t digits = CountDigits(From(rest, 1));
    if (digits == 0) return "no digits in second fraction";
    rest.remove_prefix(1 + digits);
  }
  HourMinute time{fields[0], fields[1]};
  if (rest != "z" && rest != "Z") {
    if (auto error = ApplyOffset(rest, time)) return error;
  }
  if (fields[2] >= 60 && (time.hour != 23 || time.minute != 59)) return "invalid leap second";
  return std::nullopt;
}

FormatError CheckDateTime(std::string_view text) {
  if (text.size() < 20) return "less than 20 characters long";
  if (text[10] != 't' && text[10] != 'T') return "11th character must be t or T";
  if (auto error = CheckDate(text.substr(0, 10))) return "invalid date element: " + *error;
  if (auto error = CheckTime(From(text, 11))) return "invalid time element: " + *error;
  return std::nullopt;
}

FormatError CheckDuration(std::string_view text) {
  if (text.empty() || text[0] != 'P') return "must start with P";
  text.remove_prefix(1);
  if (text.empty()) return "nothing after P";
  if (text.back() == 'W') {
    text.remove_suffix(1);
    if (text.empty()) return "no number in week";
    if (CountDigits(text) != text.size()) return "invalid week";
    return std::nullopt;
  }
  Pieces halves(text, 'T');
  for (size_t i = 0; const auto half = halves.Next(); ++i) {
    if (i != 0 && half->empty()) return "no time elements";
    if (i >= 2) return "more than one T";
    if (auto error = CheckElements(*half, kUnits[i])) return error;
  }
  return std::nullopt;
}

FormatError CheckPeriod(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return "missing slash";
  const std::string_view start = text.substr(0, slash);
  const std::string_view end = text.substr(slash + 1);
  if (!start.empty() && start[0] == 'P') {
    if (auto error = CheckDuration(start)) return "invalid start duration: " + *error;
    if (auto error = CheckDateTime(end)) return "invalid end date-time: " + *error;
    return std::nullopt;
  }
  if (auto error = CheckDateTime(start)) return "invalid start date-time: " + *error;
  if (!end.empty() && end[0] == 'P') {
    if (auto error = CheckDuration(end)) return "invalid end duration: " + *error;
    return std::nullopt;
  }
  if (auto error = CheckDateTime(end)) return "invalid end date-time: " + *error;
  return std::nullopt;
}

}  // namespace chartrender::schema
