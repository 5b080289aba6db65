#include "engine/client_json.h"

#include <algorithm>
#include <charconv>

#include "base/stack.h"
#include "codec/json/json.h"
#include "value/map.h"

namespace chartrender::engine {

namespace {

// Numbers as the Kubernetes client reads them: whole ones are int64.
Value WithClientNumbers(Value value, Arena& arena) {
  CheckStack();
  if (IsJsonNumber(value)) {
    const std::string_view text = JsonNumberText(value);
    int64_t whole = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), whole);
    if (end.ec == std::errc() && end.ptr == text.data() + text.size()) {
      return Value::Int(whole, GoType::kInt64);
    }
    return ReadJson(text, arena);
  }
  if (value.is_map()) {
    Map* map = Map::New(arena, value.AsMap()->size());
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      map->Set(entry.key(), WithClientNumbers(entry.value, arena));
    }
    return Value::Of(map);
  }
  if (!value.is_list()) return value;
  const std::span<Value> items = arena.Array<Value>(value.AsList().size());
  std::transform(value.AsList().begin(), value.AsList().end(), items.begin(),
                 [&](Value item) { return WithClientNumbers(item, arena); });
  return Value::List(items);
}

}  // namespace

Value ReadClientJson(std::string_view json, Arena& arena) {
  return WithClientNumbers(ReadJsonNumbers(json, arena), arena);
}

}  // namespace chartrender::engine
