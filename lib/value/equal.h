// Equality of values. Source: reflect.DeepEqual.
#pragma once

#include "value/value.h"

namespace chartrender {

class Budget;

// reflect.DeepEqual: same Go type and same content; nil and empty lists differ; NaN is not equal to
// itself. Cyclic maps are cut by the stack guard (Failure kLimit).
// `budget`, when not null, is charged for each value: shared lists can make much from little.
bool DeepEqual(Value a, Value b, Budget* budget = nullptr);

}  // namespace chartrender
