// POSIX TZ rules, which give the transitions after those that a zone file lists.
// Source: time/zoneinfo.go tzset, Go 1.26.
#include <algorithm>
#include <utility>

#include "algo/civil_time.h"
#include "algo/time_zone.h"

namespace chartrender {

namespace {

constexpr int64_t kSecondsPerDay = 86400;
constexpr int kSecondsPerHour = 3600;

struct Rule {
  enum class Kind : uint8_t { kJulian, kDayOfYear, kMonthWeekDay };
  Kind kind = Kind::kJulian;
  int day = 0;
  int week = 0;
  int month = 0;
  int time = 2 * kSecondsPerHour;
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Each Take function reads from the front of `text` and is false when it finds something else.
bool TakeChar(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

bool TakeNumber(std::string_view& text, int min, int max, int& number) {
  if (text.empty() || !IsDigit(text[0])) return false;
  number = 0;
  while (!text.empty() && IsDigit(text[0])) {
    number = number * 10 + (text[0] - '0');
    text.remove_prefix(1);
    if (number > max) return false;
  }
  return number >= min;
}

bool TakeName(std::string_view& text, std::string_view& name) {
  if (TakeChar(text, '<')) {
    const size_t end = text.find('>');
    if (end == std::string_view::npos) return false;
    name = text.substr(0, end);
    text.remove_prefix(end + 1);
    return true;
  }
  const size_t end = std::min(text.find_first_of("0123456789,-+"), text.size());
  if (end < 3) return false;
  name = text.substr(0, end);
  text.remove_prefix(end);
  return true;
}

bool TakeOffset(std::string_view& text, int& seconds) {
  const bool negative = !TakeChar(text, '+') && TakeChar(text, '-');
  int part = 0;
  if (!TakeNumber(text, 0, 24 * 7, part)) return false;
  seconds = part * kSecondsPerHour;
  for (const int unit : {60, 1}) {
    if (!TakeChar(text, ':')) break;
    if (!TakeNumber(text, 0, 59, part)) return false;
    seconds += part * unit;
  }
  if (negative) seconds = -seconds;
  return true;
}

bool TakeRule(std::string_view& text, Rule& rule) {
  bool good = false;
  if (TakeChar(text, 'J')) {
    good = TakeNumber(text, 1, 365, rule.day);
  } else if (TakeChar(text, 'M')) {
    rule.kind = Rule::Kind::kMonthWeekDay;
    good = TakeNumber(text, 1, 12, rule.month) && TakeChar(text, '.') &&
           TakeNumber(text, 1, 5, rule.week) && TakeChar(text, '.') &&
           TakeNumber(text, 0, 6, rule.day);
  } else {
    rule.kind = Rule::Kind::kDayOfYear;
    good = TakeNumber(text, 0, 365, rule.day);
  }
  if (good && TakeChar(text, '/')) good = TakeOffset(text, rule.time);
  return good;
}

// Days of the year before the day that a "fourth Sunday of March" rule names; week 5 is the last
// one.
int DaysToWeekday(const Rule& rule, int64_t year) {
  // Zeller's congruence for the weekday of the first of the month.
  const int shifted = (rule.month + 9) % 12 + 1;
  const int64_t shifted_year = rule.month <= 2 ? year - 1 : year;
  const int64_t century = shifted_year / 100;
  const int64_t rest = shifted_year % 100;
  auto first = static_cast<int>(
      ((26 * shifted - 2) / 10 + 1 + rest + rest / 4 + century / 4 - 2 * century) % 7);
  if (first < 0) first += 7;
  int day = rule.day - first;
  if (day < 0) day += 7;
  for (int i = 1; i < rule.week && day + 7 < DaysInMonth(rule.month, year); ++i) day += 7;
  return day + DaysBeforeMonth(rule.month) + (IsLeapYear(year) && rule.month > 2 ? 1 : 0);
}

// Seconds from the start of the year to the rule's moment.
int64_t SecondsInYear(const Rule& rule, int64_t year, int offset) {
  int64_t days = rule.day;
  if (rule.kind == Rule::Kind::kJulian) {
    days = rule.day - 1 + (IsLeapYear(year) && rule.day >= 60 ? 1 : 0);
  } else if (rule.kind == Rule::Kind::kMonthWeekDay) {
    days = DaysToWeekday(rule, year);
  }
  return days * kSecondsPerDay + rule.time - offset;
}

struct Half {
  std::string_view name;
  int offset = 0;  // seconds east of UTC
  bool is_dst = false;
};

}  // namespace

std::optional<TimeZone::Period> PeriodOfTzRule(std::string_view rule, int64_t last_transition,
                                               int64_t unix_seconds) {
  Half standard;
  Half summer{{}, 0, true};
  if (!TakeName(rule, standard.name) || !TakeOffset(rule, standard.offset)) return std::nullopt;
  // The rule says what to add to local time; ours is added to UTC.
  standard.offset = -standard.offset;
  if (rule.empty() || rule[0] == ',') {
    return TimeZone::Period{standard.name, standard.offset, last_transition, TimeZone::kLast,
                            false};
  }
  if (!TakeName(rule, summer.name)) return std::nullopt;
  summer.offset = standard.offset + kSecondsPerHour;
  if (!rule.empty() && rule[0] != ',') {
    if (!TakeOffset(rule, summer.offset)) return std::nullopt;
    summer.offset = -summer.offset;
  }
  if (rule.empty()) rule = ",M3.2.0,M11.1.0";
  Rule start_rule;
  Rule end_rule;
  if (!TakeChar(rule, ',') && !TakeChar(rule, ';')) return std::nullopt;
  if (!TakeRule(rule, start_rule) || !TakeChar(rule, ',') || !TakeRule(rule, end_rule) ||
      !rule.empty()) {
    return std::nullopt;
  }
  const CivilTime civil = CivilFromSeconds(unix_seconds);
  const int64_t in_year = (civil.year_day - 1) * kSecondsPerDay + unix_seconds % kSecondsPerDay;
  const int64_t year_start = unix_seconds - in_year;
  int64_t start = SecondsInYear(start_rule, civil.year, standard.offset);
  int64_t end = SecondsInYear(end_rule, civil.year, summer.offset);
  if (end < start) {  // the southern half of the world
    std::swap(start, end);
    std::swap(standard, summer);
  }
  if (in_year < start) {
    return TimeZone::Period{standard.name, standard.offset, year_start, start + year_start,
                            standard.is_dst};
  }
  if (in_year >= end) {
    return TimeZone::Period{standard.name, standard.offset, end + year_start,
                            year_start + 365 * kSecondsPerDay, standard.is_dst};
  }
  return TimeZone::Period{summer.name, summer.offset, start + year_start, end + year_start,
                          summer.is_dst};
}

}  // namespace chartrender
