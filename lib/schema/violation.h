// What validation found wrong, as a tree: a violation has a place in the instance, a kind with the
// facts of its message, and the violations that caused it. Texts are made only when the tree is
// printed. Lives in a Scratch. Source: santhosh-tekuri/jsonschema 6.0.3 kind/kind.go, output.go.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/node.h"
#include "schema/schema.h"
#include "value/value.h"

namespace chartrender::schema {

// One step into the instance: a key, or an index when `key` is null.
struct Token {
  const char* key = nullptr;
  size_t number = 0;  // length of the key, or the index
};

// A place in the instance: its last step and the place before it. Null is the instance itself.
struct PathStep {
  Token token;
  const PathStep* before = nullptr;
};

struct InstanceLocation {
  const PathStep* last = nullptr;
  // Instead, when not null: `size` tokens that validation may still overwrite.
  const Token* shared = nullptr;
  size_t size = 0;
};

enum class ViolationKind : uint8_t {
  kSchema,  // the root of a tree: `node` is the schema
  kGroup,
  kReference,
  kInvalidType,
  kFalseSchema,
  kRefCycle,  // names: first path, second path
  kType,
  kConst,
  kEnum,
  kFormat,  // names: reason
  kMinProperties,
  kMaxProperties,
  kRequired,              // names: missing ones
  kDependency,            // names: property, missing ones
  kAdditionalProperties,  // names: properties
  kPropertyNames,         // names: property
  kMinItems,
  kMaxItems,
  kUniqueItems,      // numbers: indexes
  kAdditionalItems,  // numbers: count
  kContains,
  kMinContains,  // numbers: indexes
  kMaxContains,  // numbers: indexes
  kMinLength,    // numbers: length
  kMaxLength,
  kPattern,
  kMinimum,
  kMaximum,
  kExclusiveMinimum,
  kExclusiveMaximum,
  kMultipleOf,
  kNot,
  kAllOf,
  kAnyOf,
  kOneOf,  // numbers: the two that matched, or none
};

struct Violation {
  ViolationKind kind = ViolationKind::kGroup;
  const Node* node = nullptr;  // the schema that was violated
  Value value;                 // the part of the instance
  InstanceLocation location;
  std::span<const std::string_view> names;
  std::span<const int64_t> numbers;
  Violation* first_cause = nullptr;
  Violation* next = nullptr;  // the next cause of the same parent
};

// A chain of violations in the order in which they were found.
struct ViolationList {
  Violation* first = nullptr;
  Violation* last = nullptr;
  size_t size = 0;

  void Add(Violation* violation) {
    (first == nullptr ? first : last->next) = violation;
    last = violation;
    ++size;
  }
};

// The message alone, as Helm prints it behind "at '/pointer': ".
std::string MessageOf(const Violation& violation);

// Helm's text of a tree whose root is a kSchema: lines such as "- at '/a': got string, want
// integer" joined by newlines. `headline`: with "jsonschema validation failed with 'URL'" before
// them. The innermost violations are appended to `findings` when it is not null.
std::string PrintViolations(const Violation& root, bool headline,
                            std::vector<SchemaFinding>* findings);

}  // namespace chartrender::schema
