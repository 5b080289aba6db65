// JSON that comes from outside of a chart: objects of a cluster, results of the caller's functions.
// Whole numbers are int64, as the Kubernetes client reads them; others float64.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "value/value.h"

namespace chartrender::engine {

// Throws Failure(kTemplate) with the text of Go's decoder.
Value ReadClientJson(std::string_view json, Arena& arena);

}  // namespace chartrender::engine
