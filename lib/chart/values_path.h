// The place of a value for warnings, "parent.sub.key": a chain of names on the stack, written out
// only when there is something to tell. And a look at a map's entries that stays valid while the
// map is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "value/map.h"

namespace chartrender {

struct ValuesPath {
  const ValuesPath* above = nullptr;  // null: the top, which has no name
  std::string_view name = {};
  std::string Text() const;
};

// Entries in key order.
std::vector<Map::Entry> Snapshot(const Map& map);

}  // namespace chartrender
