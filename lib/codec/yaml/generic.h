// A YAML document as Go's map[interface {}]interface {} and friends hold it: keys of any scalar
// type. The slow way to a Value, taken for documents that JSON refuses in part, and the printer of
// keys for error texts. Source: sigs.k8s.io/yaml 1.6.0 convertToJSONableObject; fmt/print.go (%#v).
#pragma once

#include <string>

#include "base/arena.h"
#include "codec/yaml/node.h"
#include "codec/yaml/read.h"
#include "value/value.h"

namespace chartrender::yaml {

// The value of the tree at `root`, which must decode without an error of go-yaml. Fails as
// convertToJSONableObject and json.Marshal do: `unsupported map key of type: uint64, key:
// 0x8000000000000000, value: 1`, `json: unsupported value: NaN`.
Value DecodeGeneric(Node& root, Arena& arena, YamlNumbers numbers);

// %#v of what the node decodes to: map[interface {}]interface {}{"a":1}.
std::string GoSyntaxOfNode(Node& node);

}  // namespace chartrender::yaml
