#include "chart/values.h"

#include <algorithm>
#include <vector>

#include "base/budget.h"
#include "base/stack.h"

namespace chartrender {

Value CopyValue(Value value, Arena& arena) {
  if (value.is_map()) {
    return value.AsMap() == nullptr ? value
                                    : Value::Of(CopyMap(value.AsMap(), arena), value.type());
  }
  if (!value.is_list() || value.AsList().empty()) return value;
  CheckStack();
  const std::span<const Value> from = value.AsList();
  const std::span<Value> items = arena.Array<Value>(from.size());
  std::transform(from.begin(), from.end(), items.begin(),
                 [&](Value item) { return CopyValue(item, arena); });
  return Value::List(items, value.type());
}

Map* CopyMap(const Map* map, Arena& arena) {
  if (map == nullptr) return Map::New(arena);
  CheckStack();
  if (Budget* budget = arena.budget()) budget->ChargeSteps(map->size() + 1);
  return Map::Copy(*map, arena, [&arena](Value value) { return CopyValue(value, arena); });
}

Map* MergeMaps(const Map* a, const Map* b, Arena& arena) {
  CheckStack();
  Map* merged = Map::New(arena, (a == nullptr ? 0 : a->size()) + (b == nullptr ? 0 : b->size()));
  if (a != nullptr) {
    for (const Map::Entry& entry : a->Sorted()) merged->Set(entry.key(), entry.value);
  }
  if (b == nullptr) return merged;
  for (const Map::Entry& entry : b->Sorted()) {
    const Value* old = merged->Find(entry.key());
    if (entry.value.is_map() && old != nullptr && old->is_map()) {
      merged->Set(entry.key(), Value::Of(MergeMaps(old->AsMap(), entry.value.AsMap(), arena)));
    } else {
      merged->Set(entry.key(), entry.value);
    }
  }
  return merged;
}

namespace {

// The map at `name` in `values`, or null.
Map* Table(const Map* values, std::string_view name) {
  if (values == nullptr) return nullptr;
  const Value* found = values->Find(name);
  return found != nullptr && found->is_map() ? found->AsMap() : nullptr;
}

}  // namespace

Map* FindTable(Map* values, std::string_view path, std::string* missing) {
  Map* table = values;
  for (size_t at = 0; at <= path.size();) {
    const size_t end = std::min(path.find('.', at), path.size());
    const std::string_view name = path.substr(at, end - at);
    table = Table(table, name);
    if (table == nullptr) {
      if (missing != nullptr) *missing = name;
      return nullptr;
    }
    at = end + 1;
  }
  return table;
}

Value FindPathValue(Map* values, std::string_view path) {
  const size_t dot = path.rfind('.');
  const Map* table =
      dot == std::string_view::npos ? values : FindTable(values, path.substr(0, dot));
  if (table == nullptr) return Value::Missing();
  const Value found = table->Get(dot == std::string_view::npos ? path : path.substr(dot + 1));
  return found.is_map() ? Value::Missing() : found;
}

}  // namespace chartrender
