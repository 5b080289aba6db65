// Paths as Change::path writes them, followed into a document.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace chartrender::golden {

struct PathStep {
  std::string name;
  bool is_item = false;  // `[name]` of a list, else a key of a map
};

// "spec.containers[api].env[0]" and `data["a.b"]` as steps.
std::vector<PathStep> SplitPath(std::string_view path);

// The value that `path` leads to, Missing when there is none. An item of a list is the map whose
// name, key or containerPort (the first it has) is the step's text, else the one at that index.
Value FollowPath(Value document, std::string_view path);

// The same place as a JSON pointer (RFC 6901) with indices for items; "" when the path leads
// nowhere.
std::string PointerOf(Value document, std::string_view path);

}  // namespace chartrender::golden
