// Equality of values. Source: reflect.DeepEqual.
#pragma once

#include "value/value.h"

namespace chartrender {

// reflect.DeepEqual: same Go type and same content; nil and empty lists differ; NaN is not equal to
// itself. Cyclic maps are cut by the stack guard (Failure kLimit).
bool DeepEqual(Value a, Value b);

}  // namespace chartrender
