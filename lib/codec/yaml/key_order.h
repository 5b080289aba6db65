// The natural order in which go-yaml writes the keys of a map: a2 before a10, letters after
// everything else. Source: go.yaml.in/yaml/v2 2.4.4 and v3 3.0.5 sorter.go.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "codec/yaml/resolve.h"
#include "value/map.h"

namespace chartrender {
class Budget;
}

namespace chartrender::yaml {

// keyList.Less. v2's is not transitive (a10b < a1b < a2 < a10b): it must not be handed to
// std::sort.
bool IsKeyLess(std::string_view a, std::string_view b, Version version);

// Whether Map::Sorted() is that order.
bool IsInKeyOrder(const Map& map, Version version);

// The entries of `map` in that order; the result is the same for the same keys. Where the order
// contradicts itself Go's own result is random. `budget`, when not null, is asked for the time.
std::vector<const Map::Entry*> InKeyOrder(const Map& map, Version version,
                                          const Budget* budget = nullptr);

}  // namespace chartrender::yaml
