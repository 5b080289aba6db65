// The keywords that a compiled schema is made of. Constant data.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "value/map.h"
#include "value/value.h"

namespace chartrender::schema {

enum class Keyword : uint8_t {
  kDynamicAnchor,
  kDynamicRef,
  kRecursiveAnchor,
  kRecursiveRef,
  kRef,
  kAdditionalItems,
  kAdditionalProperties,
  kAllOf,
  kAnyOf,
  kConst,
  kContains,
  kDependencies,
  kDependentRequired,
  kDependentSchemas,
  kElse,
  kEnum,
  kExclusiveMaximum,
  kExclusiveMinimum,
  kFormat,
  kIf,
  kItems,
  kMaxContains,
  kMaxItems,
  kMaxLength,
  kMaxProperties,
  kMaximum,
  kMinContains,
  kMinItems,
  kMinLength,
  kMinProperties,
  kMinimum,
  kMultipleOf,
  kNot,
  kOneOf,
  kPattern,
  kPatternProperties,
  kPrefixItems,
  kProperties,
  kPropertyNames,
  kRequired,
  kThen,
  kType,
  kUnevaluatedItems,
  kUnevaluatedProperties,
  kUniqueItems,
  kCount,
};

std::string_view KeywordText(Keyword keyword);

// The values of the keywords of one schema object.
class KeywordValues {
 public:
  explicit KeywordValues(const Map& object);
  // Null when the object does not have it.
  const Value* operator[](Keyword keyword) const { return values_[static_cast<size_t>(keyword)]; }

 private:
  std::array<const Value*, static_cast<size_t>(Keyword::kCount)> values_{};
};

}  // namespace chartrender::schema
