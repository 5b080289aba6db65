// Nodes to Values: go-yaml's decoding followed by sigs.k8s.io/yaml's way through JSON, in one pass.
// What that way refuses or changes in rare cases (null keys, unsigned keys, NaN) is left to
// generic.h. Source: go.yaml.in/yaml/v2 2.4.4 decode.go; sigs.k8s.io/yaml 1.6.0 yaml.go.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "codec/yaml/node.h"
#include "codec/yaml/read.h"
#include "codec/yaml/resolve.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender::yaml {

// The scalar that a node means and its text (decoded when it is !!binary).
struct ScalarNode {
  Scalar scalar;
  std::string text;  // only of !!binary; else the node's value is the text
  bool binary = false;
};
ScalarNode ResolveNode(const Node& node);

// A float as the value of a Go string, `+Inf` and `NaN` included, and as a map key (`.inf`):
// shortest at 32 bits.
std::string FloatText32(double number);
std::string FloatKey(double number);

// The value of the tree at `root`. Fails with Go's text, without the prefix of sigs.k8s.io/yaml
// where go-yaml fails.
Value DecodeTree(Node& root, Arena& arena, YamlNumbers numbers);

}  // namespace chartrender::yaml
