// The parser of JSONPath templates. Source: k8s.io/client-go 0.37 util/jsonpath/parser.go.
#pragma once

#include <string_view>
#include <vector>

#include "codec/json/json_path.h"

namespace chartrender {

// The parts of a template. Throws Failure(kUsage).
std::vector<JsonPath::Part> ParseJsonPath(std::string_view text);

}  // namespace chartrender
