// A compiled schema: what each keyword asks for, with references already followed to other nodes.
// Nodes may refer to each other in cycles; the compiler owns them and their regular expressions.
// Const once compiled. Source: santhosh-tekuri/jsonschema 6.0.3 schema.go.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "schema/decimal.h"
#include "schema/document.h"
#include "schema/pattern.h"
#include "schema/property_table.h"
#include "value/value.h"

namespace chartrender::schema {

// The types of JSON, as bits. kNoType is a Go type that JSON does not have.
enum JsonType : uint8_t {
  kNoType = 0,
  kNullType = 1,
  kBooleanType = 2,
  kNumberType = 4,
  kIntegerType = 8,
  kStringType = 16,
  kArrayType = 32,
  kObjectType = 64,
};

// Checks a text; what is wrong with it, or nothing. Source: format.go.
using FormatCheck = std::optional<std::string> (*)(std::string_view text);

struct EnumRule {
  std::span<const Value> values;
  uint8_t types = 0;
  std::unordered_set<std::string_view> texts;  // the strings among the values
};

// A bound of true or false, or a schema.
struct Additional {
  enum class Is : uint8_t { kAbsent, kTrue, kFalse, kSchema };
  Is is = Is::kAbsent;
  const Node* node = nullptr;
};

// One entry of `dependencies`, `dependentRequired` or `dependentSchemas`.
struct Dependency {
  std::string_view property;
  std::vector<std::string_view> required;
  const Node* node = nullptr;  // instead of `required`
};

struct ObjectRules {
  std::optional<int64_t> min_properties;
  std::optional<int64_t> max_properties;
  std::vector<std::string_view> required;
  std::vector<Dependency> dependencies;
  PropertyTable properties;
  std::vector<std::pair<const Pattern*, const Node*>> patterns;
  Additional additional;
  const Node* names = nullptr;
  std::vector<Dependency> dependent_schemas;
  std::vector<Dependency> dependent_required;
};

struct ArrayRules {
  std::optional<int64_t> min_items;
  std::optional<int64_t> max_items;
  bool unique = false;
  std::vector<const Node*> prefix;  // prefixItems, or items as a list
  const Node* items = nullptr;      // for the items after the prefix
  Additional additional;            // additionalItems behind items as a list
  const Node* contains = nullptr;
  std::optional<int64_t> min_contains;
  std::optional<int64_t> max_contains;
};

struct StringRules {
  std::optional<int64_t> min_length;
  std::optional<int64_t> max_length;
  const Pattern* pattern = nullptr;
};

struct NumberRules {
  std::optional<Decimal> minimum;
  std::optional<Decimal> maximum;
  std::optional<Decimal> exclusive_minimum;
  std::optional<Decimal> exclusive_maximum;
  std::optional<Decimal> multiple_of;
};

struct Node {
  // Where the schema stands; no document for a metaschema that is put together from vocabularies.
  const Document* document = nullptr;
  PlaceId place = kRoot;
  const Node* resource = nullptr;
  std::vector<std::pair<std::string_view, const Node*>> dynamic_anchors;  // of a resource
  int version = 2020;                                                     // of the draft

  // A schema that accepts everything or nothing; then no other field counts.
  enum class Trivial : uint8_t { kNo, kTrue, kFalse };
  Trivial trivial = Trivial::kNo;
  bool recursive_anchor = false;
  bool all_properties_evaluated = false;
  bool all_items_evaluated = false;
  size_t items_evaluated = 0;

  uint8_t types = 0;
  std::optional<Value> constant;
  std::unique_ptr<EnumRule> enumeration;
  FormatCheck format = nullptr;
  std::string_view format_name;

  const Node* ref = nullptr;
  const Node* recursive_ref = nullptr;
  const Node* dynamic_ref = nullptr;
  std::string dynamic_ref_anchor;
  std::string_view dynamic_anchor;

  std::unique_ptr<ObjectRules> object;
  std::unique_ptr<ArrayRules> array;
  std::unique_ptr<StringRules> string;
  std::unique_ptr<NumberRules> number;

  const Node* negated = nullptr;
  std::vector<const Node*> all_of;
  std::vector<const Node*> any_of;
  std::vector<const Node*> one_of;
  const Node* condition = nullptr;
  const Node* consequence = nullptr;
  const Node* alternative = nullptr;
  const Node* unevaluated_properties = nullptr;
  const Node* unevaluated_items = nullptr;

  std::string Location() const {
    return document == nullptr ? "urn:mem:metaschema" : document->Location(place);
  }
};

}  // namespace chartrender::schema
