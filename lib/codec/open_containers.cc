#include "codec/open_containers.h"

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

bool OpenContainers::Enter(Value value) {
  open_.push_back(value);
  return open_.size() <= kWatchFrom || FirstPlace() + 1 == open_.size();
}

size_t OpenContainers::FirstPlace() const {
  size_t at = 0;
  while (!IsSame(open_[at], open_.back())) ++at;
  return at;
}

Value OpenContainers::FoundByJson() const {
  const size_t first = FirstPlace();
  const size_t length = open_.size() - 1 - first;
  if (first >= kJsonWatchFrom) return open_[first];
  return open_[first + (kJsonWatchFrom - first) % length];
}

}  // namespace chartrender
