// Types, properties, equality and duplicates of values as JSON Schema sees them: numbers are equal
// by value, not by Go type. Pure functions. Source: santhosh-tekuri/jsonschema 6.0.3 schema.go,
// util.go.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "schema/node.h"
#include "value/value.h"

namespace chartrender {
class Budget;
}

namespace chartrender::schema {

// kNoType for what JSON does not have: NaN, []string, map[string]string, objects of Go.
JsonType TypeOf(Value value);
// "null", "boolean", ...
std::string_view TypeText(JsonType type);
JsonType TypeFromText(std::string_view text);
// The bits of `type` in a schema: a text, or a list of texts.
uint8_t TypesFrom(Value type);
// True when `value`, of that type, is of one of `types` (bits; 0: any).
bool IsOfTypes(Value value, JsonType type, uint8_t types);
// Of an object, which may be nil.
bool HasProperty(Value object, std::string_view name);

// `stranger`, when not null, is set to a part of `a` that has no JSON type and made the comparison
// impossible.
bool JsonEqual(Value a, Value b, Value* stranger = nullptr);

// The first item that equals an earlier one, with that one's index: {earlier, later}. Linear; a
// step of the budget for each item.
std::optional<std::pair<size_t, size_t>> FindDuplicates(std::span<const Value> items,
                                                        Value* stranger, Budget* budget = nullptr);

}  // namespace chartrender::schema
