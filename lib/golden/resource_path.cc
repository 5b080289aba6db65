#include "golden/resource_path.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/json_pointer.h"
#include "golden/semantic_diff.h"
#include "value/map.h"

namespace chartrender::golden {

namespace {

// The index of the item that a step names.
std::optional<size_t> FindItem(std::span<const Value> items, const std::string& name) {
  for (size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_map()) continue;
    for (const std::string_view key : {"name", "key", "containerPort"}) {
      const Value value = items[i].AsMap()->Get(key);
      if (value.is_absent()) continue;
      if ((value.is_string() ? std::string(value.AsString()) : JsonText(value)) == name) return i;
      break;
    }
  }
  for (size_t i = 0; i < items.size(); ++i) {
    if (std::to_string(i) == name) return i;
  }
  return std::nullopt;
}

// Follows `path`; `pointer`, when not null, is told the way.
Value Follow(Value value, std::string_view path, std::string* pointer) {
  for (const PathStep& step : SplitPath(path)) {
    if (step.is_item) {
      if (!value.is_list()) return {};
      const auto index = FindItem(value.AsList(), step.name);
      if (!index) return {};
      value = value.AsList()[*index];
      if (pointer != nullptr) *pointer += StrCat("/", std::to_string(*index));
    } else {
      if (!value.is_map()) return {};
      const Value* found = value.AsMap()->Find(step.name);
      if (found == nullptr) return {};
      value = *found;
      if (pointer != nullptr) AppendPointerToken(*pointer += '/', step.name);
    }
  }
  return value;
}

}  // namespace

std::vector<PathStep> SplitPath(std::string_view path) {
  std::vector<PathStep> steps;
  for (size_t i = 0; i < path.size();) {
    if (path[i] == '.') {
      ++i;
    } else if (path.substr(i, 2) == "[\"") {
      PathStep step;
      for (i += 2; i < path.size() && path[i] != '"'; ++i) {
        if (path[i] == '\\' && i + 1 < path.size()) ++i;
        step.name += path[i];
      }
      i = std::min(i + 2, path.size());
      steps.push_back(std::move(step));
    } else if (path[i] == '[') {
      const size_t end = std::min(path.find(']', i), path.size());
      steps.push_back({std::string(path.substr(i + 1, end - i - 1)), true});
      i = std::min(end + 1, path.size());
    } else {
      const size_t end = std::min(path.find_first_of(".[", i), path.size());
      steps.push_back({std::string(path.substr(i, end - i)), false});
      i = end;
    }
  }
  return steps;
}

Value FollowPath(Value document, std::string_view path) { return Follow(document, path, nullptr); }

std::string PointerOf(Value document, std::string_view path) {
  std::string pointer;
  return Follow(document, path, &pointer).is_missing() ? "" : pointer;
}

}  // namespace chartrender::golden
