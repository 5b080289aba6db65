#include "algo/civil_time.h"

namespace chartrender {

namespace {

constexpr uint64_t kSecondsPerDay = 86400;
constexpr uint64_t kDaysPer400Years = 365 * 400 + 97;
// Years from the start of Go's count, on a first of March, to year 0: all times count from there
// without a sign.
constexpr uint64_t kAbsoluteYears = 292277022400;
constexpr uint64_t kMarchThruDecember = 306;
constexpr uint64_t kAbsoluteToYearOneDays =
    kAbsoluteYears / 400 * kDaysPer400Years + kMarchThruDecember;
constexpr uint64_t kYearOneToUnixDays = 1969 * 365 + 1969 / 4 - 1969 / 100 + 1969 / 400;
constexpr uint64_t kUnixToAbsolute = (kAbsoluteToYearOneDays + kYearOneToUnixDays) * kSecondsPerDay;
// The start of the count was a Wednesday.
constexpr uint64_t kFirstWeekday = 3;

// Moves whole units of `base` from `low` to `high`.
void Carry(int64_t& high, int64_t& low, int64_t base) {
  int64_t units = low / base;
  if (low % base < 0) --units;
  high = static_cast<int64_t>(static_cast<uint64_t>(high) + static_cast<uint64_t>(units));
  low -= units * base;
}

}  // namespace

CivilTime CivilFromSeconds(int64_t seconds) {
  const uint64_t absolute = static_cast<uint64_t>(seconds) + kUnixToAbsolute;
  const uint64_t days = absolute / kSecondsPerDay;
  const uint64_t of_day = absolute % kSecondsPerDay;
  CivilTime civil;
  civil.hour = static_cast<int>(of_day / 3600);
  civil.minute = static_cast<int>(of_day % 3600 / 60);
  civil.second = static_cast<int>(of_day % 60);
  civil.weekday = static_cast<int>((days + kFirstWeekday) % 7);
  // Years begin on the first of March here, so that the leap day is the last one.
  const uint64_t quarters = 4 * days + 3;
  const uint64_t century = quarters / kDaysPer400Years;
  const uint64_t century_quarters = (quarters % kDaysPer400Years) | 3;
  const uint64_t century_year = century_quarters / 1461;
  const auto march_day = static_cast<int>(century_quarters % 1461 / 4);
  const int shifted = 5 * march_day + 461;
  const bool next_year = march_day >= static_cast<int>(kMarchThruDecember);
  civil.month = shifted / 153 - (next_year ? 12 : 0);
  civil.day = 1 + shifted % 153 / 5;
  civil.year =
      static_cast<int64_t>(century * 100 - kAbsoluteYears + century_year) + (next_year ? 1 : 0);
  const bool leap = century_year % 4 == 0 && (century_year != 0 || century % 4 == 0);
  civil.year_day = march_day + 1 + 31 + 28 + (leap && !next_year ? 1 : 0) - (next_year ? 365 : 0);
  return civil;
}

int64_t SecondsFromCivil(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute,
                         int64_t second) {
  // Months count from 0; the smallest integer wraps around.
  month = static_cast<int64_t>(static_cast<uint64_t>(month) - 1);
  Carry(year, month, 12);
  Carry(minute, second, 60);
  Carry(hour, minute, 60);
  Carry(day, hour, 24);
  // March is month 0.
  const uint64_t march_year = static_cast<uint64_t>(year) + kAbsoluteYears - (month < 2 ? 1 : 0);
  const uint64_t march_month = static_cast<uint64_t>(month < 2 ? month + 10 : month - 2);
  const uint64_t days = 146097 * (march_year / 100) / 4 + 1461 * (march_year % 100) / 4 +
                        (153 * march_month + 2) / 5 + static_cast<uint64_t>(day) - 1;
  const auto of_day = static_cast<uint64_t>(hour * 3600 + minute * 60 + second);
  return static_cast<int64_t>(days * kSecondsPerDay + of_day - kUnixToAbsolute);
}

bool IsLeapYear(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int DaysInMonth(int month, int64_t year) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && IsLeapYear(year) ? 29 : days[month - 1];
}

int DaysBeforeMonth(int month) {
  constexpr int days[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
  return days[month - 1];
}

}  // namespace chartrender
