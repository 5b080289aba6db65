#include "algo/time_zone.h"

#include <algorithm>

namespace chartrender {

// Reads the big-endian fields of a TZif file. After the end everything reads as nothing and `good`
// is false.
class TzifReader {
 public:
  explicit TzifReader(std::string_view data) : rest_(data) {}

  bool good() const { return good_; }
  std::string_view rest() const { return rest_; }

  std::string_view Take(uint64_t bytes) {
    if (bytes > rest_.size()) {
      good_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return taken;
  }

  static int64_t Number(std::string_view bytes) {
    uint64_t number =
        !bytes.empty() && (static_cast<uint8_t>(bytes[0]) & 0x80) != 0 ? ~uint64_t{0} : 0;
    for (const char c : bytes) number = number << 8 | static_cast<uint8_t>(c);
    return static_cast<int64_t>(number);
  }

  struct Counts {
    uint64_t utc_flags, standard_flags, leaps, times, zones, characters;
    // Bytes of the tables when a time has `size` bytes.
    uint64_t TableBytes(uint64_t size) const {
      return times * size + times + zones * 6 + characters + leaps * (size + 4) + standard_flags +
             utc_flags;
    }
  };
  Counts TakeCounts() {
    const auto next = [this] { return static_cast<uint64_t>(Number(Take(4))) & 0xFFFFFFFF; };
    Counts counts{};
    counts.utc_flags = next();
    counts.standard_flags = next();
    counts.leaps = next();
    counts.times = next();
    counts.zones = next();
    counts.characters = next();
    return counts;
  }

  // Fills `zone`; false when the data is malformed.
  bool Read(TimeZone& zone, Arena& arena);

 private:
  bool ReadTables(TimeZone& zone, const Counts& counts, uint64_t time_size, Arena& arena);

  std::string_view rest_;
  bool good_ = true;
};

bool TzifReader::Read(TimeZone& zone, Arena& arena) {
  if (Take(4) != "TZif") return false;
  const std::string_view version = Take(16);
  if (!good_ || (version[0] != '\0' && version[0] != '2' && version[0] != '3')) return false;
  Counts counts = TakeCounts();
  uint64_t time_size = 4;
  if (version[0] != '\0') {
    // The tables come a second time with 64-bit times.
    Take(counts.TableBytes(4) + 4 + 16);
    counts = TakeCounts();
    time_size = 8;
  }
  if (!good_ || counts.zones == 0 || counts.TableBytes(time_size) > rest_.size()) return false;
  if (!ReadTables(zone, counts, time_size, arena)) return false;
  if (rest_.size() > 2 && rest_.front() == '\n' && rest_.back() == '\n') {
    zone.rule_ = arena.Copy(rest_.substr(1, rest_.size() - 2));
  }
  return true;
}

bool TzifReader::ReadTables(TimeZone& zone, const Counts& counts, uint64_t time_size,
                            Arena& arena) {
  const std::string_view times = Take(counts.times * time_size);
  const std::string_view zone_of_time = Take(counts.times);
  const std::string_view zones = Take(counts.zones * 6);
  const std::string_view names = arena.Copy(Take(counts.characters));
  Take(counts.leaps * (time_size + 4) + counts.standard_flags + counts.utc_flags);
  zone.zones_ = arena.Array<TimeZone::Zone>(counts.zones);
  for (size_t i = 0; i < counts.zones; ++i) {
    const std::string_view record = zones.substr(i * 6, 6);
    const auto name = static_cast<uint8_t>(record[5]);
    if (name >= names.size()) return false;
    const std::string_view text = names.substr(name);
    zone.zones_[i] = {text.substr(0, text.find('\0')),
                      static_cast<int32_t>(Number(record.substr(0, 4))), record[4] != '\0'};
  }
  // A zone without transitions has one that covers all time.
  zone.transitions_ = arena.Array<TimeZone::Transition>(std::max<uint64_t>(counts.times, 1));
  if (counts.times == 0) zone.transitions_[0].when = TimeZone::kFirst;
  for (size_t i = 0; i < counts.times; ++i) {
    const auto index = static_cast<uint8_t>(zone_of_time[i]);
    if (index >= counts.zones) return false;
    zone.transitions_[i] = {Number(times.substr(i * time_size, time_size)), index};
  }
  return true;
}

const TimeZone* TimeZone::Parse(std::string_view name, std::string_view data, Arena& arena) {
  auto* zone = arena.New<TimeZone>();
  zone->name_ = arena.Copy(name);
  return TzifReader(data).Read(*zone, arena) ? zone : nullptr;
}

const TimeZone* TimeZone::Fixed(std::string_view name, int32_t offset, Arena& arena) {
  auto* zone = arena.New<TimeZone>();
  zone->name_ = arena.Copy(name);
  zone->zones_ = arena.Array<Zone>(1);
  zone->zones_[0] = {zone->name_, offset, false};
  zone->transitions_ = arena.Array<Transition>(1);
  zone->transitions_[0] = {kFirst, 0};
  return zone;
}

const TimeZone* TimeZone::Local(const TimeZone& zone, Arena& arena) {
  auto* local = arena.New<TimeZone>(zone);
  local->is_local_ = true;
  return local;
}

// The zone of times before the first transition.
const TimeZone::Zone& TimeZone::FirstZone() const {
  const bool first_used =
      std::any_of(transitions_.begin(), transitions_.end(),
                  [](const Transition& transition) { return transition.zone == 0; });
  if (!first_used) return zones_[0];
  if (!transitions_.empty() && zones_[transitions_[0].zone].is_dst) {
    for (size_t i = transitions_[0].zone; i > 0; --i) {
      if (!zones_[i - 1].is_dst) return zones_[i - 1];
    }
  }
  for (const Zone& zone : zones_) {
    if (!zone.is_dst) return zone;
  }
  return zones_[0];
}

TimeZone::Period TimeZone::At(int64_t unix_seconds) const {
  const auto next = std::upper_bound(
      transitions_.begin(), transitions_.end(), unix_seconds,
      [](int64_t seconds, const Transition& transition) { return seconds < transition.when; });
  const int64_t end = next == transitions_.end() ? kLast : next->when;
  if (next == transitions_.begin()) {
    const Zone& zone = FirstZone();
    return {zone.abbreviation, zone.offset, kFirst, end, zone.is_dst};
  }
  const Transition& current = *(next - 1);
  if (next == transitions_.end() && !rule_.empty()) {
    if (const auto period = PeriodOfTzRule(rule_, current.when, unix_seconds)) return *period;
  }
  const Zone& zone = zones_[current.zone];
  return {zone.abbreviation, zone.offset, current.when, end, zone.is_dst};
}

std::optional<int32_t> TimeZone::OffsetOf(std::string_view abbreviation,
                                          int64_t unix_seconds) const {
  // One abbreviation may mean two offsets: prefer the one that was in use at that time.
  for (const Zone& zone : zones_) {
    if (zone.abbreviation != abbreviation) continue;
    const Period period = At(unix_seconds - zone.offset);
    if (period.abbreviation == abbreviation) return period.offset;
  }
  for (const Zone& zone : zones_) {
    if (zone.abbreviation == abbreviation) return zone.offset;
  }
  return std::nullopt;
}

}  // namespace chartrender
