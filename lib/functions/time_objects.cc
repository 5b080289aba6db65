#include "functions/time_objects.h"

#include <optional>
#include <string>

#include "algo/go_duration.h"
#include "functions/function_cache.h"
#include "functions/raise.h"

namespace chartrender::functions {

namespace {

struct LocationObject : Object {
  const TimeZone* zone = nullptr;
};

extern const ObjectType kMonthType;
extern const ObjectType kWeekdayType;
extern const ObjectType kLocationType;

constexpr std::string_view kSource = "Go time/time.go";

Value MakeInteger(Call& call, const ObjectType& type, int64_t value) {
  return Value::Of(call.arena.New<Object>(&type, Value::Int(value)));
}

// time.Time

GoTime Self(Value self) { return static_cast<const TimeObject*>(self.AsObject())->time; }
CivilTime Civil(Value self) { return Self(self).Civil(); }

using TimeArg = ObjectArg<kTimeType>;
using DurationArg = ObjectArg<kDurationType>;

GoTime TimeOfArg(TimeArg arg) { return static_cast<const TimeObject*>(arg.object)->time; }
int64_t DurationOfArg(DurationArg arg) { return arg.object->underlying.AsInt(); }

Value Add(Call& call, Value self, DurationArg duration) {
  return MakeTime(call, Self(self).Add(DurationOfArg(duration)));
}
Value AddDate(Call& call, Value self, GoInt years, GoInt months, GoInt days) {
  return MakeTime(call, Self(self).AddDate(years.value, months.value, days.value));
}
bool After(Call&, Value self, TimeArg other) { return Self(self).Compare(TimeOfArg(other)) > 0; }
bool Before(Call&, Value self, TimeArg other) { return Self(self).Compare(TimeOfArg(other)) < 0; }
bool Equal(Call&, Value self, TimeArg other) { return Self(self).Compare(TimeOfArg(other)) == 0; }
GoInt Compare(Call&, Value self, TimeArg other) { return {Self(self).Compare(TimeOfArg(other))}; }
Value Sub(Call& call, Value self, TimeArg other) {
  return MakeDuration(call, Self(self).Since(TimeOfArg(other)));
}
GoInt Year(Call&, Value self) { return {Civil(self).year}; }
Value Month(Call& call, Value self) { return MakeInteger(call, kMonthType, Civil(self).month); }
GoInt Day(Call&, Value self) { return {Civil(self).day}; }
Value Weekday(Call& call, Value self) {
  return MakeInteger(call, kWeekdayType, Civil(self).weekday);
}
GoInt YearDay(Call&, Value self) { return {Civil(self).year_day}; }
GoInt Hour(Call&, Value self) { return {Civil(self).hour}; }
GoInt Minute(Call&, Value self) { return {Civil(self).minute}; }
GoInt Second(Call&, Value self) { return {Civil(self).second}; }
GoInt Nanosecond(Call&, Value self) { return {Self(self).nanoseconds}; }
std::string Format(Call&, Value self, std::string_view layout) { return Self(self).Format(layout); }
std::string String(Call&, Value self) { return Self(self).ToString(); }
std::string GoString(Call&, Value self) { return Self(self).ToGoString(); }
bool IsZero(Call&, Value self) { return Self(self).is_zero(); }
bool IsDst(Call&, Value self) { return Self(self).Period().is_dst; }
Value Utc(Call& call, Value self) { return MakeTime(call, Self(self).In(nullptr)); }
Value Local(Call& call, Value self) { return MakeTime(call, Self(self).In(LocalZone(call))); }
Value In(Call& call, Value self, ObjectArg<kLocationType> location) {
  if (location.object == nullptr) Raise("time: missing Location in call to Time.In");
  return MakeTime(call, Self(self).In(static_cast<const LocationObject*>(location.object)->zone));
}
Value MakeLocation(Call& call, const TimeZone* zone) {
  auto* location = call.arena.New<LocationObject>();
  location->type = &kLocationType;
  location->zone = zone;
  return Value::Of(location);
}
Value Location(Call& call, Value self) { return MakeLocation(call, Self(self).zone); }
Value RoundTime(Call& call, Value self, DurationArg unit) {
  return MakeTime(call, Self(self).Round(DurationOfArg(unit)));
}
Value TruncateTime(Call& call, Value self, DurationArg unit) {
  return MakeTime(call, Self(self).Truncate(DurationOfArg(unit)));
}

// Seconds times `unit`, wrapping around, plus the fraction in that unit.
int64_t UnixIn(Value self, int64_t unit) {
  const GoTime time = Self(self);
  return static_cast<int64_t>(
      static_cast<uint64_t>(time.seconds) * static_cast<uint64_t>(unit) +
      static_cast<uint64_t>(time.nanoseconds / (kSecondInNanoseconds / unit)));
}
int64_t Unix(Call&, Value self) { return Self(self).seconds; }
int64_t UnixMilli(Call&, Value self) { return UnixIn(self, 1000); }
int64_t UnixMicro(Call&, Value self) { return UnixIn(self, 1'000'000); }
int64_t UnixNano(Call&, Value self) { return UnixIn(self, kSecondInNanoseconds); }

std::string Rfc3339(const GoTime& time, std::string_view method) {
  try {
    return time.ToRfc3339();
  } catch (const Failure& failure) {
    throw failure.WithPrefix(StrCat("Time.", method, ": "));
  }
}
Value MarshalText(Call& call, Value self) {
  return Value::Bytes(call.arena.Copy(Rfc3339(Self(self), "MarshalText")));
}
Value MarshalJson(Call& call, Value self) {
  return Value::Bytes(call.arena.Copy(StrCat("\"", Rfc3339(Self(self), "MarshalJSON"), "\"")));
}

constexpr FunctionDef kTimeMethods[] = {
    {"Add", Fn<&Add>, "The time DURATION later.", kSource},
    {"AddDate", Fn<&AddDate>, "The time YEARS, MONTHS and DAYS later.", kSource},
    {"After", Fn<&After>, "True when it is later than OTHER.", kSource},
    {"Before", Fn<&Before>, "True when it is earlier than OTHER.", kSource},
    {"Equal", Fn<&Equal>, "True for the same instant.", kSource},
    {"Compare", Fn<&Compare>, "-1, 0 or 1.", kSource},
    {"Sub", Fn<&Sub>, "The duration since OTHER.", kSource},
    {"Year", Fn<&Year>, "The year.", kSource},
    {"Month", Fn<&Month>, "The month.", kSource},
    {"Day", Fn<&Day>, "The day of the month.", kSource},
    {"Weekday", Fn<&Weekday>, "The day of the week.", kSource},
    {"YearDay", Fn<&YearDay>, "The day of the year, from 1.", kSource},
    {"Hour", Fn<&Hour>, "The hour.", kSource},
    {"Minute", Fn<&Minute>, "The minute.", kSource},
    {"Second", Fn<&Second>, "The second.", kSource},
    {"Nanosecond", Fn<&Nanosecond>, "The nanoseconds within the second.", kSource},
    {"Format", Fn<&Format>, "The time by LAYOUT.", kSource},
    {"String", Fn<&String>, "The time as text.", kSource},
    {"GoString", Fn<&GoString>, "The time in Go's syntax.", kSource},
    {"IsZero", Fn<&IsZero>, "True for the zero time.", kSource},
    {"IsDST", Fn<&IsDst>, "True during daylight saving time.", kSource},
    {"UTC", Fn<&Utc>, "The same instant in UTC.", kSource},
    {"Local", Fn<&Local>, "The same instant in the local zone.", kSource},
    {"In", Fn<&In>, "The same instant in LOCATION.", kSource},
    {"Location", Fn<&Location>, "The zone of the time.", kSource},
    {"Round", Fn<&RoundTime>, "The nearest multiple of DURATION since the zero time.", kSource},
    {"Truncate", Fn<&TruncateTime>, "The last multiple of DURATION since the zero time.", kSource},
    {"Unix", Fn<&Unix>, "Seconds since 1970.", kSource},
    {"UnixMilli", Fn<&UnixMilli>, "Milliseconds since 1970.", kSource},
    {"UnixMicro", Fn<&UnixMicro>, "Microseconds since 1970.", kSource},
    {"UnixNano", Fn<&UnixNano>, "Nanoseconds since 1970.", kSource},
    {"Date", Fn<&String>, "Refused.", kSource, DialectSet::kBoth,
     "function Date has 3 return values; should be 1 or 2"},
    {"Clock", Fn<&String>, "Refused.", kSource, DialectSet::kBoth,
     "function Clock has 3 return values; should be 1 or 2"},
    {"ISOWeek", Fn<&String>, "Refused.", kSource, DialectSet::kBoth,
     "invalid function signature for ISOWeek: second return value should be error; is int"},
    {"Zone", Fn<&String>, "Refused.", kSource, DialectSet::kBoth,
     "invalid function signature for Zone: second return value should be error; is int"},
    {"ZoneBounds", Fn<&String>, "Refused.", kSource, DialectSet::kBoth,
     "invalid function signature for ZoneBounds: second return value should be error; is "
     "time.Time"},
    {"MarshalText", Fn<&MarshalText>, "The time by RFC 3339 as bytes.", kSource},
    {"MarshalJSON", Fn<&MarshalJson>, "The time by RFC 3339 as a JSON text.", kSource},
};

std::string TimeText(const Object& object) {
  return static_cast<const TimeObject&>(object).time.ToString();
}
Value TimeJson(const Object& object, Arena& arena) {
  try {
    return Value::String(arena,
                         Rfc3339(static_cast<const TimeObject&>(object).time, "MarshalJSON"));
  } catch (const Failure& failure) {
    throw Failure(ErrorCode::kValues, StrCat("json: error calling MarshalJSON for type time.Time: ",
                                             failure.error().message));
  }
}
std::string TimeTimestamp(const Object& object, bool in_utc) {
  const GoTime& time = static_cast<const TimeObject&>(object).time;
  return in_utc ? time.In(nullptr).ToTimestamp() : time.ToTimestamp();
}
// Go keeps one nameless zone for each whole hour, so that even pointers to it are equal.
bool IsSharedZone(const TimeZone& zone) {
  const int32_t offset = zone.At(0).offset;
  return zone.name().empty() && offset % 3600 == 0 && offset >= -12 * 3600 && offset <= 14 * 3600;
}
bool SameZone(const TimeZone* a, const TimeZone* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr) return false;
  return (a->is_local() && b->is_local()) ||
         (IsSharedZone(*a) && IsSharedZone(*b) && a->At(0).offset == b->At(0).offset);
}
bool SameLocation(const Object& a, const Object& b) {
  return SameZone(static_cast<const LocationObject&>(a).zone,
                  static_cast<const LocationObject&>(b).zone);
}
// What the pointers of two zones lead to.
bool EqualLocations(const Object& a, const Object& b) {
  const TimeZone* x = static_cast<const LocationObject&>(a).zone;
  const TimeZone* y = static_cast<const LocationObject&>(b).zone;
  if (SameZone(x, y)) return true;
  return x != nullptr && y != nullptr && x->is_local() == y->is_local() && x->name() == y->name() &&
         x->At(0).offset == y->At(0).offset;
}
bool SameTime(const Object& a, const Object& b) {
  const GoTime& x = static_cast<const TimeObject&>(a).time;
  const GoTime& y = static_cast<const TimeObject&>(b).time;
  return x.seconds == y.seconds && x.nanoseconds == y.nanoseconds && SameZone(x.zone, y.zone) &&
         x.has_monotonic == y.has_monotonic && (!x.has_monotonic || x.monotonic == y.monotonic);
}
std::string TimeGoString(const Object& object) {
  return static_cast<const TimeObject&>(object).time.ToGoString();
}

constexpr std::string_view kTimeFields[] = {"wall", "ext", "loc"};

// What Go's struct holds, which fmt shows for verbs such as %d.
std::span<const Value> TimeFields(Call& call, const GoTime& time) {
  constexpr int64_t wall_start =
      -2682374400;  // 1885-01-01, from where a time with a monotonic reading counts
  const std::span<Value> fields = call.arena.Array<Value>(3);
  auto wall = static_cast<uint64_t>(time.nanoseconds);
  int64_t ext = time.seconds - GoTime::kZeroSeconds;
  if (time.has_monotonic) {
    wall |= uint64_t{1} << 63 | static_cast<uint64_t>(time.seconds - wall_start) << 30;
    ext = time.monotonic;
  }
  fields[0] = Value::Uint(wall);
  fields[1] = Value::Int64(ext);
  // A nil pointer stands for UTC.
  fields[2] =
      time.zone == nullptr ? Value::Uint(0, GoType::kUintptr) : MakeLocation(call, time.zone);
  return fields;
}

// time.Duration

int64_t Length(Value self) { return self.AsObject()->underlying.AsInt(); }

Value Abs(Call& call, Value self) { return MakeDuration(call, AbsDuration(Length(self))); }
double Hours(Call&, Value self) { return DurationHours(Length(self)); }
double Minutes(Call&, Value self) { return DurationMinutes(Length(self)); }
double Seconds(Call&, Value self) { return DurationSeconds(Length(self)); }
int64_t Milliseconds(Call&, Value self) { return Length(self) / 1'000'000; }
int64_t Microseconds(Call&, Value self) { return Length(self) / 1000; }
int64_t Nanoseconds(Call&, Value self) { return Length(self); }
std::string DurationString(Call&, Value self) { return DurationText(Length(self)); }
Value Round(Call& call, Value self, DurationArg unit) {
  return MakeDuration(call, RoundDuration(Length(self), DurationOfArg(unit)));
}
Value Truncate(Call& call, Value self, DurationArg unit) {
  return MakeDuration(call, TruncateDuration(Length(self), DurationOfArg(unit)));
}

constexpr FunctionDef kDurationMethods[] = {
    {"Abs", Fn<&Abs>, "The duration without its sign.", kSource},
    {"Hours", Fn<&Hours>, "The duration in hours.", kSource},
    {"Minutes", Fn<&Minutes>, "The duration in minutes.", kSource},
    {"Seconds", Fn<&Seconds>, "The duration in seconds.", kSource},
    {"Milliseconds", Fn<&Milliseconds>, "Whole milliseconds.", kSource},
    {"Microseconds", Fn<&Microseconds>, "Whole microseconds.", kSource},
    {"Nanoseconds", Fn<&Nanoseconds>, "Nanoseconds.", kSource},
    {"String", Fn<&DurationString>, "The duration as text.", kSource},
    {"Round", Fn<&Round>, "The nearest multiple of UNIT.", kSource},
    {"Truncate", Fn<&Truncate>, "The next multiple of UNIT towards zero.", kSource},
};

// time.Month, time.Weekday, *time.Location

std::string MonthText(const Object& object) { return MonthName(object.underlying.AsInt()); }
std::string WeekdayText(const Object& object) { return WeekdayName(object.underlying.AsInt()); }
std::string LocationText(const Object& object) {
  const TimeZone* zone = static_cast<const LocationObject&>(object).zone;
  return zone == nullptr ? "UTC" : std::string(zone->name());
}
std::string DurationObjectText(const Object& object) {
  return DurationText(object.underlying.AsInt());
}
std::string Named(Call&, Value self) { return self.AsObject()->type->to_string(*self.AsObject()); }
bool SameInteger(const Object& a, const Object& b) {
  return a.underlying.AsInt() == b.underlying.AsInt();
}

constexpr FunctionDef kNamedMethods[] = {{"String", Fn<&Named>, "The name.", kSource}};

constexpr ObjectType kMonthType{.name = "time.Month",
                                .kind = GoKind::kInt,
                                .methods = kNamedMethods,
                                .method_count = std::size(kNamedMethods),
                                .to_string = MonthText,
                                .equal = SameInteger};
constexpr ObjectType kWeekdayType{.name = "time.Weekday",
                                  .kind = GoKind::kInt,
                                  .methods = kNamedMethods,
                                  .method_count = std::size(kNamedMethods),
                                  .to_string = WeekdayText,
                                  .equal = SameInteger};
constexpr ObjectType kLocationType{.name = "*time.Location",
                                   .kind = GoKind::kPtr,
                                   .methods = kNamedMethods,
                                   .method_count = std::size(kNamedMethods),
                                   .to_string = LocationText,
                                   .equal = SameLocation,
                                   .deep_equal = EqualLocations};

}  // namespace

constexpr ObjectType kTimeType{.name = "time.Time",
                               .kind = GoKind::kStruct,
                               .fields = kTimeFields,
                               .methods = kTimeMethods,
                               .method_count = std::size(kTimeMethods),
                               .to_string = TimeText,
                               .to_go_string = TimeGoString,
                               .to_json = TimeJson,
                               .to_timestamp = TimeTimestamp,
                               .equal = SameTime};
constexpr ObjectType kDurationType{.name = "time.Duration",
                                   .kind = GoKind::kInt64,
                                   .methods = kDurationMethods,
                                   .method_count = std::size(kDurationMethods),
                                   .to_string = DurationObjectText,
                                   .equal = SameInteger};

Value MakeTime(Call& call, const GoTime& time) {
  auto* object = call.arena.New<TimeObject>();
  object->type = &kTimeType;
  object->fields = TimeFields(call, time);
  object->time = time;
  return Value::Of(object);
}

Value MakeDuration(Call& call, int64_t nanoseconds) {
  return Value::Of(call.arena.New<Object>(&kDurationType, Value::Int64(nanoseconds)));
}

const GoTime& TimeOf(Value value) { return static_cast<const TimeObject*>(value.AsObject())->time; }
int64_t DurationOf(Value value) { return value.AsObject()->underlying.AsInt(); }

namespace {

// What `make` gives, remembered under `name`.
template <class Make>
const TimeZone* Remembered(Call& call, std::string_view name, Make make) {
  if (call.cache == nullptr) return make();
  if (const TimeZone* const* known = call.cache->FindZone(name)) return *known;
  const TimeZone* zone = make();
  call.cache->KeepZone(name, zone);
  return zone;
}

// A name from a chart that leaves the folder of zones is none. Source: time.LoadLocation.
bool IsZoneName(std::string_view name) {
  return !name.empty() && name.find("..") == std::string_view::npos && name[0] != '/' &&
         name[0] != '\\' && name.find('\0') == std::string_view::npos;
}

// Null when there is no such zone.
const TimeZone* ReadZone(Call& call, std::string_view name) {
  const std::optional<std::string> data = call.environment.zone_file(name);
  if (!data) return nullptr;
  return TimeZone::Parse(name == "/etc/localtime" ? "Local" : name, *data, call.arena);
}

}  // namespace

const TimeZone* LocalZone(Call& call) {
  return Remembered(call, "Local", [&] {
    const std::string_view name = call.environment.local_zone;
    const TimeZone* zone = name.empty() || name == "UTC" ? nullptr : ReadZone(call, name);
    if (zone == nullptr) zone = TimeZone::Fixed("UTC", 0, call.arena);
    return TimeZone::Local(*zone, call.arena);
  });
}

const TimeZone* ZoneOrUtc(Call& call, std::string_view name) {
  if (name == "Local") return LocalZone(call);
  if (name == "UTC" || !IsZoneName(name)) return nullptr;
  return Remembered(call, name, [&] { return ReadZone(call, name); });
}

GoTime Now(Call& call) {
  GoTime time = GoTime::FromUnixNanoseconds(call.environment.now(), LocalZone(call));
  // Go counts from the start of the process; here the count stands still, so that a fixed clock
  // gives a fixed text.
  time.has_monotonic = true;
  time.monotonic = 1;
  return time;
}

}  // namespace chartrender::functions
