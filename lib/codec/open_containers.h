// The maps and lists that a writer is inside of: finds those that contain themselves before they
// fill the memory. Belongs to one writing.
#pragma once

#include <cstddef>
#include <vector>

#include "value/value.h"

namespace chartrender {

class OpenContainers {
 public:
  OpenContainers() { open_.reserve(kUsual); }
  // Goes into a map or list that is not nil. False when it is open already; it must be left all the
  // same.
  bool Enter(Value value);
  void Leave() { open_.pop_back(); }
  // How many are open.
  [[nodiscard]] size_t depth() const { return open_.size(); }

  // After Enter() gave false: the container at which encoding/json, which looks for repetitions
  // only below its level 1000, would find this cycle.
  [[nodiscard]] Value FoundByJson() const;

 private:
  // The place of the container that is compared with those inside it: the last power of two, so
  // that every cycle is found before thrice its length (Brent's algorithm).
  [[nodiscard]] static size_t WatchedPlace(size_t place);

  static constexpr size_t kUsual = 16;  // values are seldom deeper
  std::vector<Value> open_;
};

}  // namespace chartrender
