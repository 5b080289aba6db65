// Lists as sprig reads them by reflection: every slice type is a list of values.
#pragma once

#include <span>
#include <string_view>

#include "gotemplate/function.h"

namespace chartrender::functions {

// True for every Go slice: lists, bytes and named slice types.
bool IsSliceKind(Value value);

// The elements of a value for which IsSliceKind() holds; bytes become uint8 values in the arena.
std::span<const Value> ItemsOf(Call& call, Value list);

// The elements of `list`. Nil fails as Go's nil type does, another kind with `complaint`, its kind
// and `tail`.
std::span<const Value> RequireItems(Call& call, Value list, std::string_view complaint,
                                    std::string_view tail = {});

// The same without counting steps, for functions that look at few of them.
std::span<const Value> RequireView(Call& call, Value list, std::string_view complaint);

// A copy of `items` in the arena, as []interface {}.
Value CopyList(Call& call, std::span<const Value> items, GoType type = GoType::kAnyList);

}  // namespace chartrender::functions
