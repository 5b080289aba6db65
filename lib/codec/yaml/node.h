// The first document of a YAML text as a tree, in the scratch arena: what go-yaml decodes values
// from. Source: go.yaml.in/yaml/v2 2.4.4 decode.go (parser).
#pragma once

#include <cstdint>
#include <string_view>

#include "base/arena.h"

namespace chartrender::yaml {

enum class NodeType : uint8_t { kScalar, kAlias, kSequence, kMapping };

struct Node {
  NodeType type = NodeType::kScalar;
  bool implicit = false;   // of a scalar: plain without tag, or with the tag `!`
  bool expanding = false;  // of an alias: it is being decoded
  int64_t line = 0;        // from 0; -1 for a scalar that is not written
  uint32_t size = 0;       // items of a sequence; keys and values of a mapping, counted each
  std::string_view tag;    // in full; "": none
  std::string_view value;  // text of a scalar, name of an alias
  Node* first = nullptr;   // first child
  Node* next = nullptr;    // next child of the same parent: a key's value, a value's next key
  Node* target = nullptr;  // of an alias
};

// The root of the first document, or null for a text without documents. Fails with `yaml: ` and the
// problem.
Node* Compose(std::string_view text, Arena& scratch);

// A `<<` that merges the map behind it.
bool IsMergeKey(const Node& node);

}  // namespace chartrender::yaml
