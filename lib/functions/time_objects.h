// The values of Go's package time that templates see: time.Time, time.Duration, time.Month,
// time.Weekday and *time.Location, with their methods. They live in the call's arena. Source:
// time/time.go, time/zoneinfo.go, Go 1.26.
#pragma once

#include <cstdint>
#include <string_view>

#include "algo/go_time.h"
#include "gotemplate/function.h"
#include "value/object.h"

namespace chartrender::functions {

struct TimeObject : Object {
  GoTime time;
};

extern const ObjectType kTimeType;
extern const ObjectType kDurationType;

Value MakeTime(Call& call, const GoTime& time);
Value MakeDuration(Call& call, int64_t nanoseconds);

inline bool IsTime(Value value) {
  return value.is_object() && value.AsObject()->type == &kTimeType;
}
inline bool IsDuration(Value value) {
  return value.is_object() && value.AsObject()->type == &kDurationType;
}
// Of a value for which IsTime(), IsDuration() holds.
const GoTime& TimeOf(Value value);
int64_t DurationOf(Value value);

// The render's local zone; never null.
const TimeZone* LocalZone(Call& call);
// time.LoadLocation with UTC for names that are no zone: "" and "UTC" are UTC, "Local" the local
// zone.
const TimeZone* ZoneOrUtc(Call& call, std::string_view name);
// time.Now(): in the local zone, with a reading of the monotonic clock.
GoTime Now(Call& call);

}  // namespace chartrender::functions
