// Time zones from TZif data: which offset and abbreviation hold at an instant. A zone lives in an
// arena, is const and needs no destruction. Source: time/zoneinfo.go, time/zoneinfo_read.go,
// Go 1.26.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/arena.h"

namespace chartrender {

class TimeZone {
 public:
  // What holds from `start` up to `end` (Unix seconds).
  struct Period {
    std::string_view abbreviation;
    int32_t offset = 0;  // seconds east of UTC
    int64_t start = 0;
    int64_t end = 0;
    bool is_dst = false;
  };

  // A zone from the contents of a TZif file; null when they are malformed. Everything is copied
  // into `arena`.
  static const TimeZone* Parse(std::string_view name, std::string_view data, Arena& arena);
  // One offset for all times.
  static const TimeZone* Fixed(std::string_view name, int32_t offset, Arena& arena);

  // The same zone marked as the local one, whose name Go's syntax writes in another way.
  static const TimeZone* Local(const TimeZone& zone, Arena& arena);

  std::string_view name() const { return name_; }
  bool is_local() const { return is_local_; }
  Period At(int64_t unix_seconds) const;
  // The offset that an abbreviation means at a time of day given as if it were UTC.
  std::optional<int32_t> OffsetOf(std::string_view abbreviation, int64_t unix_seconds) const;

  static constexpr int64_t kFirst = INT64_MIN;  // start of the first period
  static constexpr int64_t kLast = INT64_MAX;   // end of the last one

 private:
  struct Zone {
    std::string_view abbreviation;
    int32_t offset = 0;
    bool is_dst = false;
  };
  struct Transition {
    int64_t when = 0;
    uint8_t zone = 0;
  };
  friend class TzifReader;

  const Zone& FirstZone() const;

  std::string_view name_;
  bool is_local_ = false;
  std::span<Zone> zones_;
  std::span<Transition> transitions_;
  std::string_view rule_;  // POSIX TZ rule for times after the last transition
};

// What the POSIX rule `rule` ("CET-1CEST,M3.5.0,M10.5.0/3") gives at an instant; nothing when it
// does not parse.
std::optional<TimeZone::Period> PeriodOfTzRule(std::string_view rule, int64_t last_transition,
                                               int64_t unix_seconds);

}  // namespace chartrender
