#include <doctest/doctest.h>

#include <string>

#include "algo/go_duration.h"
#include "algo/go_time.h"
#include "base/environment.h"
#include "base/error.h"

namespace chartrender {

namespace {

struct ParseCase {
  std::string layout, text;
  std::string want;  // the time, or the error
};

// Measured with Go 1.26 in Europe/Berlin.
const ParseCase kParses[] = {
    {"2006-01-02", "2020-02-29", "2020-02-29 00:00:00 +0100 CET"},
    {"2006-01-02", "2020-02-30", "parsing time \"2020-02-30\": day out of range"},
    {"2006-01-02", "2020-2-29",
     "parsing time \"2020-2-29\" as \"2006-01-02\": cannot parse \"2-29\" as \"01\""},
    {"2006-01-02T15:04:05Z07:00", "2021-03-04T05:06:07.5+02:00",
     "2021-03-04 05:06:07.5 +0200 +0200"},
    {"2006-01-02 MST", "2020-01-01 CET", "2020-01-01 00:00:00 +0100 CET"},
    {"2006-01-02 15:04", "2020-03-29 02:30", "2020-03-29 03:30:00 +0200 CEST"},
    {"Jan _2 06 3:04PM", "Feb  3 99 12:05AM", "1999-02-03 00:05:00 +0100 CET"},
    {"2006 002", "2020 366", "2020-12-31 00:00:00 +0100 CET"},
    {"2006 002", "2021 366", "parsing time \"2021 366\": day-of-year out of range"},
    {"15:04:05.000", "10:11:12.5",
     "parsing time \"10:11:12.5\" as \"15:04:05.000\": cannot parse \".5\" as \".000\""},
    {"15:04", "24:00", "parsing time \"24:00\": hour out of range"},
    {"Monday", "Fryday",
     "parsing time \"Fryday\" as \"Monday\": cannot parse \"Fryday\" as \"Monday\""},
    {"2006-01-02", "2020-01-01x", "parsing time \"2020-01-01x\": extra text: \"x\""},
    {"-0700", "+0160", "0000-01-01 00:00:00 +0200 +0200"},
    {"2006", "\303\251",
     "parsing time \"\\xc3\\xa9\" as \"2006\": cannot parse \"\\xc3\\xa9\" as \"2006\""},
    {"02 Jan 2006 MST", "01 Jul 2020 CEST", "2020-07-01 00:00:00 +0200 CEST"},
    {"05", "61", "parsing time \"61\": second out of range"},
    {"2006-01-02 -07", "2020-07-01 +02", "2020-07-01 00:00:00 +0200 CEST"},
};

struct FormatCase {
  std::string layout;
  std::string new_york;  // 2020-03-07 03:02:03.12 in America/New_York
  std::string old;       // 10^10 seconds before 1970 in UTC
};

const FormatCase kFormats[] = {
    {"2006-01-02T15:04:05.999999999Z07:00", "2020-03-07T03:02:03.12-05:00", "1653-02-10T06:13:20Z"},
    {"Mon, 02 Jan 2006 15:04:05 MST", "Sat, 07 Mar 2020 03:02:03 EST",
     "Mon, 10 Feb 1653 06:13:20 UTC"},
    {"Monday, 02-Jan-06 15:04:05 MST", "Saturday, 07-Mar-20 03:02:03 EST",
     "Monday, 10-Feb-53 06:13:20 UTC"},
    {"Jan _2 06 03:04:05PM", "Mar  7 20 03:02:03AM", "Feb 10 53 06:13:20AM"},
    {"__2 002 2 02", " 67 067 7 07", " 41 041 10 10"},
    {"Z07 Z0700 Z070000 -07 -0700 -07:00:00", "-05 -0500 -050000 -05 -0500 -05:00:00",
     "Z Z Z +00 +0000 +00:00:00"},
    {".000 .999999 ,00", ".120 .12 ,12", ".000  ,00"},
    {"Month Janus _2006 1 01 15 3 4 5", "Month Janus _2020 3 03 03 3 2 3",
     "Month Janus _1653 2 02 06 6 13 20"},
    {"pm \303\251 05,000", "am \303\251 03,120", "am \303\251 20,000"},
};

struct DurationCase {
  std::string text;
  std::string want;  // itself, rounded to a minute, cut to seven seconds; or the error
};

const DurationCase kDurations[] = {
    {"1h15m30.918s", "1h15m30.918s 1h16m0s 1h15m29s"},
    {"-1.5h", "-1h30m0s -1h30m0s -1h29m57s"},
    {"0", "0s 0s 0s"},
    {"1", "time: missing unit in duration \"1\""},
    {"", "time: invalid duration \"\""},
    {"1x", "time: unknown unit \"x\" in duration \"1x\""},
    {"100ms", "100ms 0s 0s"},
    {"1us", "1\302\265s 0s 0s"},
    {"1\302\265s", "1\302\265s 0s 0s"},
    {"9223372036854775807ns", "2562047h47m16.854775807s 2562047h47m0s 2562047h47m12s"},
    {"9223372036854775808ns", "time: invalid duration \"9223372036854775808ns\""},
    {"-9223372036854775808ns", "-2562047h47m16.854775808s -2562047h47m0s -2562047h47m12s"},
    {".5s", "500ms 0s 0s"},
    {"1.s", "1s 0s 0s"},
    {".s", "time: invalid duration \".s\""},
    {"2562048h", "time: invalid duration \"2562048h\""},
    {"1e3s", "time: unknown unit \"e\" in duration \"1e3s\""},
    {"1h 1m", "time: unknown unit \"h \" in duration \"1h 1m\""},
    {"1ns", "1ns 0s 0s"},
};

const TimeZone* Zone(std::string_view name, Arena& arena) {
  const std::optional<std::string> data = Environment::System().zone_file(name);
  REQUIRE(data);
  return TimeZone::Parse(name, *data, arena);
}

}  // namespace

TEST_CASE("times are read as Go reads them") {
  Arena arena;
  const TimeZone* zone = Zone("Europe/Berlin", arena);
  REQUIRE(zone != nullptr);
  for (const ParseCase& test : kParses) {
    CAPTURE(test.layout);
    CAPTURE(test.text);
    std::string got;
    try {
      got = GoTime::Parse(test.layout, test.text, zone, arena).ToString();
    } catch (const Failure& failure) {
      got = failure.error().message;
    }
    CHECK(got == test.want);
  }
}

TEST_CASE("times are written as Go writes them") {
  Arena arena;
  GoTime time;
  time.seconds = 1583568123;
  time.nanoseconds = 120000000;
  time.zone = Zone("America/New_York", arena);
  GoTime old;
  old.seconds = -10000000000;
  for (const FormatCase& test : kFormats) {
    CAPTURE(test.layout);
    CHECK(time.Format(test.layout) == test.new_york);
    CHECK(old.Format(test.layout) == test.old);
  }
}

TEST_CASE("durations are Go's") {
  for (const DurationCase& test : kDurations) {
    CAPTURE(test.text);
    std::string got;
    try {
      const int64_t duration = ParseDuration(test.text);
      got = DurationText(duration) + " " +
            DurationText(RoundDuration(duration, 60 * kSecondInNanoseconds)) + " " +
            DurationText(TruncateDuration(duration, 7 * kSecondInNanoseconds));
    } catch (const Failure& failure) {
      got = failure.error().message;
    }
    CHECK(got == test.want);
  }
}

TEST_CASE("the calendar goes there and back") {
  for (int64_t seconds = -62135596800; seconds < 253402300800; seconds += 86400 * 97 + 12345) {
    const CivilTime civil = CivilFromSeconds(seconds);
    CHECK(SecondsFromCivil(civil.year, civil.month, civil.day, civil.hour, civil.minute,
                           civil.second) == seconds);
    CHECK(civil.day <= DaysInMonth(civil.month, civil.year));
  }
}

TEST_CASE("a damaged zone file is no zone") {
  Arena arena;
  const std::optional<std::string> data = Environment::System().zone_file("Europe/Berlin");
  REQUIRE(data);
  for (size_t size = 0; size < data->size(); size += 13) {
    const TimeZone* zone = TimeZone::Parse("x", std::string_view(*data).substr(0, size), arena);
    if (zone != nullptr) CHECK(zone->At(1583568123).offset <= 7200);
  }
  CHECK(TimeZone::Parse("x", "TZif", arena) == nullptr);
}

}  // namespace chartrender
