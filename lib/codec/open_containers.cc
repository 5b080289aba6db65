#include "codec/open_containers.h"

#include <bit>

namespace chartrender {

namespace {

// Cycles are found late enough to cost nothing for usual values, and early enough to stay small.
constexpr size_t kWatchFrom = 64;
constexpr size_t kJsonWatchFrom = 1000;  // encoding/json startDetectingCyclesAfter

bool IsSame(Value a, Value b) {
  if (a.is_map()) return b.is_map() && a.AsMap() == b.AsMap();
  return b.is_list() && a.AsList().data() == b.AsList().data() &&
         a.AsList().size() == b.AsList().size();
}

}  // namespace

size_t OpenContainers::WatchedPlace(size_t place) { return std::bit_floor(place - 1); }

bool OpenContainers::Enter(Value value) {
  open_.push_back(value);
  const size_t place = open_.size() - 1;
  return place < kWatchFrom || !IsSame(open_[WatchedPlace(place)], value);
}

Value OpenContainers::FoundByJson() const {
  const size_t place = open_.size() - 1;
  const size_t length = place - WatchedPlace(place);
  size_t first = place - length;  // where the cycle is entered
  while (first > 0 && IsSame(open_[first - 1], open_[first - 1 + length])) --first;
  if (first >= kJsonWatchFrom) return open_[first];
  return open_[first + (kJsonWatchFrom - first) % length];
}

}  // namespace chartrender
