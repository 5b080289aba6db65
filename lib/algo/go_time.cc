#include "algo/go_time.h"

#include "algo/go_duration.h"

namespace chartrender {

namespace {

constexpr int64_t kZeroToUnix = -GoTime::kZeroSeconds;

// Go counts seconds from the zero time in 64 bits and stays at the ends of that range.
int64_t AddSeconds(int64_t unix_seconds, int64_t more) {
  const auto start = static_cast<int64_t>(static_cast<uint64_t>(unix_seconds) +
                                          static_cast<uint64_t>(kZeroToUnix));
  int64_t sum = 0;
  if (__builtin_add_overflow(start, more, &sum)) sum = more > 0 ? INT64_MAX : -INT64_MAX;
  return static_cast<int64_t>(static_cast<uint64_t>(sum) - static_cast<uint64_t>(kZeroToUnix));
}

int64_t SinceZero(int64_t unix_seconds) {
  return static_cast<int64_t>(static_cast<uint64_t>(unix_seconds) +
                              static_cast<uint64_t>(kZeroToUnix));
}

int Order(int64_t a, int64_t b) { return a < b ? -1 : (a > b ? 1 : 0); }

// The time since the zero time modulo `duration`, in nanoseconds. Source: time.div.
int64_t Remainder(const GoTime& time, int64_t duration) {
  // 128 bits hold every time in nanoseconds.
  __extension__ using Wide = __int128;
  const Wide nanoseconds = Wide{SinceZero(time.seconds)} * kSecondInNanoseconds + time.nanoseconds;
  auto rest = static_cast<int64_t>(nanoseconds % duration);
  return rest < 0 ? rest + duration : rest;
}

}  // namespace

GoTime GoTime::FromUnixNanoseconds(int64_t nanoseconds, const TimeZone* zone) {
  GoTime time;
  time.seconds = nanoseconds / kSecondInNanoseconds;
  time.nanoseconds = static_cast<int32_t>(nanoseconds % kSecondInNanoseconds);
  if (time.nanoseconds < 0) {
    time.nanoseconds += static_cast<int32_t>(kSecondInNanoseconds);
    --time.seconds;
  }
  time.zone = zone;
  return time;
}

GoTime GoTime::FromCivil(int64_t year, int64_t month, int64_t day, int64_t hour, int64_t minute,
                         int64_t second, int64_t nanosecond, const TimeZone* zone) {
  GoTime time;
  time.zone = zone;
  time.nanoseconds = static_cast<int32_t>(nanosecond);
  time.seconds = SecondsFromCivil(year, month, day, hour, minute, second);
  if (zone == nullptr) return time;
  // The offset depends on the instant, which depends on the offset: guess, then look again.
  TimeZone::Period period = zone->At(time.seconds);
  if (period.offset != 0) {
    const int64_t guess = time.seconds - period.offset;
    if (guess < period.start || guess >= period.end) period = zone->At(guess);
    time.seconds -= period.offset;
  }
  return time;
}

TimeZone::Period GoTime::Period() const {
  if (zone == nullptr) return {"UTC", 0, TimeZone::kFirst, TimeZone::kLast, false};
  return zone->At(seconds);
}

CivilTime GoTime::Civil() const {
  const auto offset = static_cast<uint64_t>(int64_t{Period().offset});
  return CivilFromSeconds(static_cast<int64_t>(static_cast<uint64_t>(seconds) + offset));
}

GoTime GoTime::In(const TimeZone* other) const {
  GoTime time = *this;
  time.zone = other;
  time.has_monotonic = false;
  return time;
}

GoTime GoTime::Add(int64_t duration) const {
  GoTime time = *this;
  int64_t whole = duration / kSecondInNanoseconds;
  int64_t rest = nanoseconds + duration % kSecondInNanoseconds;
  if (rest >= kSecondInNanoseconds) {
    ++whole;
    rest -= kSecondInNanoseconds;
  } else if (rest < 0) {
    --whole;
    rest += kSecondInNanoseconds;
  }
  time.nanoseconds = static_cast<int32_t>(rest);
  time.seconds = AddSeconds(seconds, whole);
  if (has_monotonic && __builtin_add_overflow(monotonic, duration, &time.monotonic))
    time.has_monotonic = false;
  return time;
}

GoTime GoTime::AddDate(int64_t years, int64_t months, int64_t days) const {
  const CivilTime civil = Civil();
  const auto add = [](int64_t a, int64_t b) {
    return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
  };
  return FromCivil(add(civil.year, years), add(civil.month, months), add(civil.day, days),
                   civil.hour, civil.minute, civil.second, nanoseconds, zone);
}

int64_t GoTime::Since(const GoTime& other) const {
  if (has_monotonic && other.has_monotonic) {
    int64_t difference = 0;
    if (!__builtin_sub_overflow(monotonic, other.monotonic, &difference)) return difference;
    return monotonic > other.monotonic ? INT64_MAX : INT64_MIN;
  }
  const auto a = static_cast<uint64_t>(seconds) - static_cast<uint64_t>(other.seconds);
  const uint64_t wrapped = a * static_cast<uint64_t>(kSecondInNanoseconds) +
                           static_cast<uint64_t>(int64_t{nanoseconds} - other.nanoseconds);
  const auto difference = static_cast<int64_t>(wrapped);
  GoTime back = other;
  back.has_monotonic = false;
  back = back.Add(difference);
  if (back.seconds == seconds && back.nanoseconds == nanoseconds) return difference;
  return Compare(other) < 0 ? INT64_MIN : INT64_MAX;
}

int GoTime::Compare(const GoTime& other) const {
  if (has_monotonic && other.has_monotonic) return Order(monotonic, other.monotonic);
  if (seconds != other.seconds) return Order(SinceZero(seconds), SinceZero(other.seconds));
  return Order(nanoseconds, other.nanoseconds);
}

GoTime GoTime::Truncate(int64_t duration) const {
  GoTime time = In(zone);
  if (duration <= 0) return time;
  return time.Add(-Remainder(time, duration));
}

GoTime GoTime::Round(int64_t duration) const {
  GoTime time = In(zone);
  if (duration <= 0) return time;
  const int64_t rest = Remainder(time, duration);
  const bool down =
      static_cast<uint64_t>(rest) + static_cast<uint64_t>(rest) < static_cast<uint64_t>(duration);
  return time.Add(down ? -rest : duration - rest);
}

}  // namespace chartrender
