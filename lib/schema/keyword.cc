#include "schema/keyword.h"

#include <algorithm>
#include <iterator>

namespace chartrender::schema {

namespace {

// In the order of Keyword, which is byte order.
constexpr std::string_view kTexts[] = {
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "$ref",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "if",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "required",
    "then",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
};
static_assert(std::size(kTexts) == static_cast<size_t>(Keyword::kCount));

}  // namespace

std::string_view KeywordText(Keyword keyword) { return kTexts[static_cast<size_t>(keyword)]; }

KeywordValues::KeywordValues(const Map& object) {
  for (const Map::Entry& entry : object.Sorted()) {
    const auto* found = std::lower_bound(std::begin(kTexts), std::end(kTexts), entry.key());
    if (found == std::end(kTexts) || *found != entry.key()) continue;
    values_[static_cast<size_t>(found - std::begin(kTexts))] = &entry.value;
  }
}

}  // namespace chartrender::schema
