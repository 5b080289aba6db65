// A compiled schema: what each keyword asks for, with references already followed to other nodes.
// Nodes may refer to each other in cycles; the compiler owns them and their regular expressions.
// Const once compiled, which for those of a self-contained document is when validation reaches
// them. Source: santhosh-tekuri/jsonschema 6.0.3 schema.go.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

// A copy of `items` that lives as long as the arena.
template <class T>
std::span<const T> Kept(const std::vector<T>& items, Arena& arena) {
  const std::span<T> kept = arena.Array<T>(items.size());
  std::copy(items.begin(), items.end(), kept.begin());
  return kept;
}

struct EnumRule {
  std::span<const Value> values;
  uint8_t types = 0;
  std::span<const std::string_view> texts;  // the strings among the values, in byte order
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
  std::span<const std::string_view> required;
  const Node* node = nullptr;  // instead of `required`
};

// One entry of `patternProperties`.
struct PatternProperties {
  const Pattern* pattern = nullptr;
  const Node* node = nullptr;
};

struct ObjectRules {
  std::optional<int64_t> min_properties;
  std::optional<int64_t> max_properties;
  std::span<const std::string_view> required;
  std::span<const Dependency> dependencies;
  PropertyTable properties;
  std::span<const PatternProperties> patterns;
  Additional additional;
  const Node* names = nullptr;
  std::span<const Dependency> dependent_schemas;
  std::span<const Dependency> dependent_required;
};

struct ArrayRules {
  std::optional<int64_t> min_items;
  std::optional<int64_t> max_items;
  bool unique = false;
  std::span<const Node* const> prefix;  // prefixItems, or items as a list
  const Node* items = nullptr;          // for the items after the prefix
  Additional additional;                // additionalItems behind items as a list
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

// A place that a `$dynamicRef` may lead to.
struct DynamicAnchor {
  std::string_view anchor;
  const Node* node = nullptr;
};

class Compiler;

struct Node {
  // Where the schema stands; no document for a metaschema that is put together from vocabularies.
  const Document* document = nullptr;
  Place* place = nullptr;
  // Compiles this node when it is first reached; null when that is done. No other field but these
  // three counts before.
  std::atomic<Compiler*> later = nullptr;
  const Node* resource = nullptr;
  std::span<const DynamicAnchor> dynamic_anchors;  // of a resource
  int version = 2020;                              // of the draft

  // A schema that accepts everything or nothing; then no other field counts.
  enum class Trivial : uint8_t { kNo, kTrue, kFalse };
  Trivial trivial = Trivial::kNo;
  bool type_at_most = false;  // nothing but `types` counts
  bool recursive_anchor = false;
  bool all_properties_evaluated = false;
  bool all_items_evaluated = false;
  size_t items_evaluated = 0;

  uint8_t types = 0;
  std::optional<Value> constant;
  const EnumRule* enumeration = nullptr;
  FormatCheck format = nullptr;
  std::string_view format_name;

  const Node* ref = nullptr;
  const Node* recursive_ref = nullptr;
  const Node* dynamic_ref = nullptr;
  std::string_view dynamic_ref_anchor;
  std::string_view dynamic_anchor;

  ObjectRules* object = nullptr;
  ArrayRules* array = nullptr;
  StringRules* string = nullptr;
  const NumberRules* number = nullptr;

  const Node* negated = nullptr;
  std::span<const Node* const> all_of;
  std::span<const Node* const> any_of;
  std::span<const Node* const> one_of;
  const Node* condition = nullptr;
  const Node* consequence = nullptr;
  const Node* alternative = nullptr;
  const Node* unevaluated_properties = nullptr;
  const Node* unevaluated_items = nullptr;

  std::string Location() const {
    return document == nullptr ? "urn:mem:metaschema" : document->Location(*place);
  }
  // To be called before anything else is read, by any thread.
  void Reach() const {
    if (Compiler* compiler = later.load(std::memory_order_acquire)) CompileLater(*compiler);
  }

 private:
  void CompileLater(Compiler& compiler) const;
};

}  // namespace chartrender::schema
