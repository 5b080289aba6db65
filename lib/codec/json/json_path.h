// kubectl's JSONPath templates: text with actions in braces that select values, `{.items[*].name}`.
//
// A template is parsed once and can be executed on any value, from any thread. Where Go walks a map
// in random order (wildcards, `..`), byte order of the keys is used. Source: k8s.io/client-go 0.37
// util/jsonpath.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace chartrender {

// One element of an action. Lists of nodes refer to JsonPath's table by index.
struct JsonPathNode {
  enum class Type : uint8_t {
    kText,
    kField,
    kArray,
    kFilter,
    kInt,
    kBool,
    kFloat,
    kWildcard,
    kRecursive,
    kUnion,
    kIdentifier
  };
  // One of the numbers of [start:end:step].
  struct Bound {
    int64_t value = 0;
    bool known = false;
    bool derived = false;  // the end of a single index
  };
  using List = std::vector<JsonPathNode>;

  Type type = Type::kText;
  std::string text;    // of text, field, identifier; the operator of a filter
  int64_t number = 0;  // of an int or a bool
  double real = 0;
  Bound bounds[3];          // of an array
  std::vector<List> lists;  // of a union; the left and the right side of a filter
};

class JsonPath {
 public:
  // A piece of plain text, or an action.
  using Part = JsonPathNode::List;

  // Throws Failure(kUsage) with the parser's text, e.g. "unclosed action".
  static JsonPath Parse(std::string_view text);

  // The text that the template makes of `data`. A value that is not found, or another failure of
  // the execution, ends the text there: what is printed is what kubectl's printer has written
  // before it fails, which is nothing when the search fails.
  std::string Execute(Value data) const;

 private:
  std::vector<Part> parts_;
};

}  // namespace chartrender
