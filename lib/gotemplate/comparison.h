// How eq, ne, lt, le, gt and ge compare, with Go's errors (thrown as Failure).
// Source: text/template/funcs.go, Go 1.26.
#pragma once

#include <span>

#include "base/budget.h"
#include "value/value.h"

namespace chartrender {

// eq: whether `value` equals one of `others`.
bool EqualToAny(Value value, std::span<const Value> others, Budget& budget);
bool LessThan(Value first, Value second);
bool LessOrEqual(Value a, Value b, Budget& budget);

}  // namespace chartrender
