#include <algorithm>
#include <string>

#include "functions/functions.h"
#include "functions/raise.h"
#include "functions/text_of.h"
#include "value/print.h"

namespace chartrender {

namespace {

std::span<const Map::Entry> EntriesOf(Call& call, const Map* map) {
  if (map == nullptr) return {};
  call.budget.ChargeSteps(map->size());
  return map->Sorted();
}

const Value* FindIn(const Map* map, std::string_view key) {
  return map == nullptr ? nullptr : map->Find(key);
}

Map* Dict(Call& call, Rest<Value> pairs) {
  const std::span<const Value> items = pairs.items;
  Map* map = Map::New(call.arena, (items.size() + 1) / 2);
  for (size_t i = 0; i < items.size(); i += 2) {
    map->Set(functions::TextOf(call, items[i]),
             i + 1 < items.size() ? items[i + 1] : Value::String(""));
  }
  return map;
}

Value Get(Call&, Map* map, std::string_view key) {
  const Value* found = FindIn(map, key);
  return found == nullptr ? Value::String("") : *found;
}

Map* Set(Call&, Map* map, std::string_view key, Value value) {
  if (map == nullptr) functions::Raise("assignment to entry in nil map");
  map->Set(key, value);
  return map;
}

Map* Unset(Call&, Map* map, std::string_view key) {
  if (map != nullptr) map->Erase(key);
  return map;
}

bool HasKey(Call&, Map* map, std::string_view key) { return FindIn(map, key) != nullptr; }

Value Pluck(Call& call, std::string_view key, Rest<Map*> maps) {
  const std::span<Value> values = call.arena.Array<Value>(maps.size());
  size_t count = 0;
  for (const Value map : maps.items) {
    const Value* found = FindIn(map.is_map() ? map.AsMap() : nullptr, key);
    if (found != nullptr) values[count++] = *found;
  }
  return Value::List(values.first(count));
}

// Go gives the keys in random order; ours come in byte order.
Value Keys(Call& call, Rest<Map*> maps) {
  size_t size = 0;
  for (const Value map : maps.items)
    size += map.is_map() && map.AsMap() != nullptr ? map.AsMap()->size() : 0;
  const std::span<Value> keys = call.arena.Array<Value>(size);
  size_t count = 0;
  for (const Value map : maps.items) {
    if (!map.is_map()) continue;
    for (const Map::Entry& entry : EntriesOf(call, map.AsMap()))
      keys[count++] = Value::String(entry.key());
  }
  return Value::List(keys, GoType::kStringList);
}

Value Values(Call& call, Map* map) {
  const std::span<const Map::Entry> entries = EntriesOf(call, map);
  const std::span<Value> values = call.arena.Array<Value>(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) values[i] = entries[i].value;
  return Value::List(values);
}

Map* Pick(Call& call, Map* map, Rest<std::string_view> keys) {
  Map* picked = Map::New(call.arena, keys.size());
  for (const Value key : keys.items) {
    const Value* found = FindIn(map, key.AsString());
    if (found != nullptr) picked->Set(key.AsString(), *found);
  }
  return picked;
}

Map* Omit(Call& call, Map* map, Rest<std::string_view> keys) {
  Map* unwanted = Map::New(call.arena, keys.size());
  for (const Value key : keys.items) unwanted->Set(key.AsString(), Value::Nil());
  Map* kept = Map::New(call.arena, map == nullptr ? 0 : map->size());
  for (const Map::Entry& entry : EntriesOf(call, map)) {
    if (unwanted->Find(entry.key()) == nullptr) kept->Set(entry.key(), entry.value);
  }
  return kept;
}

// What a failed type assertion of Go says. `value` is not of the wanted type.
[[noreturn]] void RaiseConversion(Value value, std::string_view wanted) {
  functions::Raise(StrCat("interface conversion: interface {} is ",
                          value.is_absent() ? std::string("nil") : TypeName(value), ", not ",
                          wanted));
}

Map* RequireMap(Value value) {
  if (!value.is_map() || value.type() != GoType::kAnyMap)
    RaiseConversion(value, "map[string]interface {}");
  return value.AsMap();
}

Value Dig(Call& call, Rest<Value> path) {
  const std::span<const Value> items = path.items;
  if (items.size() < 3) functions::Raise("dig needs at least three arguments");
  const Map* map = RequireMap(items.back());
  const std::span<const Value> keys = items.first(items.size() - 2);
  for (const Value key : keys) {
    if (!key.is_string()) RaiseConversion(key, "string");
  }
  call.budget.ChargeSteps(keys.size());
  for (size_t i = 0;; ++i) {
    const Value* step = FindIn(map, keys[i].AsString());
    if (step == nullptr) return items[items.size() - 2];
    if (i + 1 == keys.size()) return *step;
    map = RequireMap(*step);
  }
}

constexpr std::string_view kSource = "sprig 3.3 dict.go";

constexpr FunctionDef kRows[] = {
    {"dict", Fn<&Dict>, "dict KEY VALUE...: a dict of the pairs.", kSource},
    {"get", Fn<&Get>, "get DICT KEY: the value of KEY, an empty text when there is none.", kSource},
    {"set", Fn<&Set>, "set DICT KEY VALUE: sets KEY in DICT itself and returns it.", kSource},
    {"unset", Fn<&Unset>, "unset DICT KEY: removes KEY from DICT itself and returns it.", kSource},
    {"hasKey", Fn<&HasKey>, "hasKey DICT KEY: whether DICT has KEY.", kSource},
    {"pluck", Fn<&Pluck>, "pluck KEY DICT...: the values of KEY in the DICTs that have it.",
     kSource},
    {"keys", Fn<&Keys>, "The keys of the DICTs.", kSource},
    {"values", Fn<&Values>, "The values of DICT.", kSource},
    {"pick", Fn<&Pick>, "pick DICT KEY...: a new dict of these keys only.", kSource},
    {"omit", Fn<&Omit>, "omit DICT KEY...: a new dict without these keys.", kSource},
    {"dig", Fn<&Dig>, "dig KEY... DEFAULT DICT: the value at that path, else DEFAULT.", kSource},
};

}  // namespace

std::span<const FunctionDef> DictFunctions() { return kRows; }

}  // namespace chartrender
