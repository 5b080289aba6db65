// Instants as Go's time.Time: nanosecond precision, a zone, and for "now" a reading of the
// monotonic clock. Plain data; the zone must outlive the time. Source: time/time.go,
// time/format.go, Go 1.26.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "algo/civil_time.h"
#include "algo/time_zone.h"
#include "base/arena.h"

namespace chartrender {

struct GoTime {
  static constexpr int64_t kZeroSeconds = -62135596800;  // 0001-01-01, Go's zero time

  int64_t seconds = kZeroSeconds;  // since 1970-01-01 UTC
  int32_t nanoseconds = 0;         // 0 to 999,999,999
  const TimeZone* zone = nullptr;  // null: UTC
  bool has_monotonic = false;
  int64_t monotonic = 0;  // nanoseconds

  static GoTime FromUnixNanoseconds(int64_t nanoseconds, const TimeZone* zone);
  // time.Date: fields may be out of range and carry over; a time that a change of the clock skips
  // is moved.
  static GoTime FromCivil(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute,
                          int64_t second, int64_t nanosecond, const TimeZone* zone);

  bool is_zero() const { return !has_monotonic && seconds == kZeroSeconds && nanoseconds == 0; }
  TimeZone::Period Period() const;
  CivilTime Civil() const;

  GoTime In(const TimeZone* other) const;
  // Durations are nanoseconds.
  GoTime Add(int64_t duration) const;
  GoTime AddDate(int64_t years, int64_t months, int64_t days) const;
  // this - other, cut to what a duration can hold.
  int64_t Since(const GoTime& other) const;
  // -1, 0, 1.
  int Compare(const GoTime& other) const;
  // To a multiple of `duration` since the zero time; the monotonic reading goes.
  GoTime Truncate(int64_t duration) const;
  GoTime Round(int64_t duration) const;

  // A layout such as "2006-01-02T15:04:05Z07:00".
  std::string Format(std::string_view layout) const;
  // "2006-01-02 15:04:05.999999999 -0700 MST", with " m=+0.000000001" behind a monotonic reading.
  std::string ToString() const;
  // time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
  std::string ToGoString() const;
  // RFC 3339 with nanoseconds, as MarshalJSON writes it without quotes. Throws Failure for years of
  // more than four digits ("year outside of range [0,9999]") and zones beyond a day.
  std::string ToRfc3339() const;
  // The same without any bound.
  std::string ToTimestamp() const;

  // time.ParseInLocation. Throws Failure: `parsing time "x" as "2006": cannot parse "x" as "2006"`.
  // A zone that the text makes up is put into `arena`.
  static GoTime Parse(std::string_view layout, std::string_view text, const TimeZone* zone,
                      Arena& arena);
};

// English names; `month` from 1, Sunday is 0. Out of range: "%!Month(13)".
std::string MonthName(int64_t month);
std::string WeekdayName(int64_t weekday);

}  // namespace chartrender
