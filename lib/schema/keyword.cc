#include "schema/keyword.h"

#include <iterator>

namespace chartrender::schema {

namespace {

// In the order of Keyword.
constexpr KeywordRow kRows[] = {
    {"$anchor", Shape::kUnsure},
    {"$comment", Shape::kText},
    {"$defs", Shape::kNamed, Holds::kNamed, 2019},
    {"$dynamicAnchor", Shape::kUnsure},
    {"$dynamicRef", Shape::kUnsure},
    {"$id", Shape::kUnsure},
    {"$recursiveAnchor", Shape::kUnsure},
    {"$recursiveRef", Shape::kUnsure},
    {"$ref", Shape::kReference},
    {"$schema", Shape::kUnsure},
    {"$vocabulary", Shape::kUnsure},
    {"additionalItems", Shape::kBoolOrSchema, Holds::kSchema, 4},
    {"additionalProperties", Shape::kBoolOrSchema, Holds::kSchema, 4},
    {"allOf", Shape::kSchemas, Holds::kSchemas, 4},
    {"anyOf", Shape::kSchemas, Holds::kSchemas, 4},
    {"const", Shape::kAnything},
    {"contains", Shape::kSchema, Holds::kSchema, 6},
    {"contentEncoding", Shape::kUnsure},
    {"contentMediaType", Shape::kUnsure},
    {"contentSchema", Shape::kUnsure, Holds::kSchema, 2019},
    {"default", Shape::kAnything},
    {"definitions", Shape::kNamed, Holds::kNamed, 4},
    {"dependencies", Shape::kUnsure, Holds::kNamed, 4},
    {"dependentRequired", Shape::kUnsure},
    {"dependentSchemas", Shape::kUnsure, Holds::kNamed, 2019},
    {"deprecated", Shape::kBool},
    {"description", Shape::kText},
    {"else", Shape::kSchema, Holds::kSchema, 7},
    {"enum", Shape::kValues},
    {"examples", Shape::kList},
    {"exclusiveMaximum", Shape::kUnsure},
    {"exclusiveMinimum", Shape::kUnsure},
    {"format", Shape::kText},
    {"id", Shape::kUnsure},
    {"if", Shape::kSchema, Holds::kSchema, 7},
    {"items", Shape::kSchema, Holds::kEither, 4},
    {"maxContains", Shape::kUnsure},
    {"maxItems", Shape::kCount},
    {"maxLength", Shape::kCount},
    {"maxProperties", Shape::kCount},
    {"maximum", Shape::kNumber},
    {"minContains", Shape::kUnsure},
    {"minItems", Shape::kCount},
    {"minLength", Shape::kCount},
    {"minProperties", Shape::kCount},
    {"minimum", Shape::kNumber},
    {"multipleOf", Shape::kUnsure},
    {"not", Shape::kSchema, Holds::kSchema, 4},
    {"oneOf", Shape::kSchemas, Holds::kSchemas, 4},
    {"pattern", Shape::kPattern},
    {"patternProperties", Shape::kPatterned, Holds::kNamed, 4},
    {"prefixItems", Shape::kUnsure, Holds::kSchemas, 2020},
    {"properties", Shape::kNamed, Holds::kNamed, 4},
    {"propertyNames", Shape::kSchema, Holds::kSchema, 6},
    {"readOnly", Shape::kBool},
    {"required", Shape::kNames},
    {"then", Shape::kSchema, Holds::kSchema, 7},
    {"title", Shape::kText},
    {"type", Shape::kTypes},
    {"unevaluatedItems", Shape::kUnsure, Holds::kSchema, 2019},
    {"unevaluatedProperties", Shape::kUnsure, Holds::kSchema, 2019},
    {"uniqueItems", Shape::kBool},
    {"writeOnly", Shape::kBool},
};
static_assert(std::size(kRows) == static_cast<size_t>(Keyword::kCount));

constexpr size_t kSlots = 256;

// Where the search for a word of at least two characters begins; the factors leave one keyword
// beside its place.
constexpr size_t FirstSlot(std::string_view text) {
  const auto at = [&](size_t i) { return size_t{static_cast<unsigned char>(text[i])}; };
  return (text.size() * 91 + at(0) * 121 + at(1) * 78 + at(text.size() / 2) * 86 +
          at(text.size() - 1) * 71) %
         kSlots;
}

// By slot: row number + 1, 0 is empty.
constexpr std::array<uint8_t, kSlots> Indexed() {
  std::array<uint8_t, kSlots> slots{};
  for (size_t row = 0; row < std::size(kRows); ++row) {
    size_t slot = FirstSlot(kRows[row].text);
    while (slots[slot] != 0) slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<uint8_t>(row + 1);
  }
  return slots;
}

constexpr std::array<uint8_t, kSlots> kIndex = Indexed();

}  // namespace

const KeywordRow* FindKeyword(std::string_view text) {
  if (text.size() < 2) return nullptr;
  for (size_t slot = FirstSlot(text); kIndex[slot] != 0; slot = (slot + 1) % kSlots) {
    const KeywordRow& row = kRows[kIndex[slot] - 1];
    if (row.text == text) return &row;
  }
  return nullptr;
}

std::string_view KeywordText(Keyword keyword) { return kRows[static_cast<size_t>(keyword)].text; }

Keyword KeywordOf(const KeywordRow& row) { return static_cast<Keyword>(&row - kRows); }

KeywordMembers::KeywordMembers(const Map& object) {
  for (const Map::Entry& entry : object.Sorted()) {
    const KeywordRow* row = FindKeyword(entry.key());
    if (row == nullptr) continue;
    const Keyword keyword = KeywordOf(*row);
    members_[static_cast<size_t>(keyword)] = &entry;
    present_.Add(keyword);
  }
}

}  // namespace chartrender::schema
