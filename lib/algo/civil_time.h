// The calendar: Unix seconds to year, month, day and back, for all 64-bit seconds, wrapping around
// where Go does. Pure functions. Source: time/time.go, Go 1.26.
#pragma once

#include <cstdint>

namespace chartrender {

struct CivilTime {
  int64_t year = 1;
  int month = 1;     // 1 to 12
  int day = 1;       // 1 to 31
  int year_day = 1;  // 1 to 366
  int weekday = 0;   // Sunday is 0
  int hour = 0, minute = 0, second = 0;
};

// The date and time of day `seconds` after 1970-01-01, in UTC; add a zone's offset first.
CivilTime CivilFromSeconds(int64_t seconds);
// The other way; fields may be out of range and carry over.
int64_t SecondsFromCivil(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute,
                         int64_t second);

bool IsLeapYear(int64_t year);
int DaysInMonth(int month, int64_t year);
// Days of a common year before the first of `month` (1 to 13).
int DaysBeforeMonth(int month);

}  // namespace chartrender
