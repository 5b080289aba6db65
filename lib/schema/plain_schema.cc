#include "schema/plain_schema.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "algo/regex_syntax.h"
#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "value/map.h"

namespace chartrender::schema {

namespace {

// What is plain for the value of a keyword: never more than any draft allows.
enum class Shape : uint8_t {
  kUnsure,  // nothing: left to the metaschema
  kAnything,
  kList,
  kBool,
  kText,
  kNumber,
  kCount,         // an integer from 0 on
  kTypes,         // a type's name, or several
  kTexts,         // different texts, at least one
  kPattern,       // a regular expression
  kReference,     // to a place in the same document
  kSchema,        // a schema
  kBoolOrSchema,  // the same; draft 4 knows bools only here
  kSchemas,       // schemas, at least one
  kNamed,         // schemas by names
  kPatterned,     // schemas by regular expressions
};

struct Row {
  std::string_view keyword;
  Shape shape;
};

// Every keyword that some metaschema names; what none names may hold anything.
constexpr Row kRows[] = {
    {"$anchor", Shape::kUnsure},
    {"$comment", Shape::kText},
    {"$defs", Shape::kNamed},
    {"$dynamicAnchor", Shape::kUnsure},
    {"$dynamicRef", Shape::kUnsure},
    {"$id", Shape::kUnsure},
    {"$recursiveAnchor", Shape::kUnsure},
    {"$recursiveRef", Shape::kUnsure},
    {"$ref", Shape::kReference},
    {"$schema", Shape::kUnsure},
    {"$vocabulary", Shape::kUnsure},
    {"additionalItems", Shape::kBoolOrSchema},
    {"additionalProperties", Shape::kBoolOrSchema},
    {"allOf", Shape::kSchemas},
    {"anyOf", Shape::kSchemas},
    {"const", Shape::kAnything},
    {"contains", Shape::kSchema},
    {"contentEncoding", Shape::kUnsure},
    {"contentMediaType", Shape::kUnsure},
    {"contentSchema", Shape::kUnsure},
    {"default", Shape::kAnything},
    {"definitions", Shape::kNamed},
    {"dependencies", Shape::kUnsure},
    {"dependentRequired", Shape::kUnsure},
    {"dependentSchemas", Shape::kUnsure},
    {"deprecated", Shape::kBool},
    {"description", Shape::kText},
    {"else", Shape::kSchema},
    {"enum", Shape::kTexts},
    {"examples", Shape::kList},
    {"exclusiveMaximum", Shape::kUnsure},
    {"exclusiveMinimum", Shape::kUnsure},
    {"format", Shape::kText},
    {"id", Shape::kUnsure},
    {"if", Shape::kSchema},
    {"items", Shape::kSchema},
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
    {"not", Shape::kSchema},
    {"oneOf", Shape::kSchemas},
    {"pattern", Shape::kPattern},
    {"patternProperties", Shape::kPatterned},
    {"prefixItems", Shape::kUnsure},
    {"properties", Shape::kNamed},
    {"propertyNames", Shape::kSchema},
    {"readOnly", Shape::kBool},
    {"required", Shape::kTexts},
    {"then", Shape::kSchema},
    {"title", Shape::kText},
    {"type", Shape::kTypes},
    {"unevaluatedItems", Shape::kUnsure},
    {"unevaluatedProperties", Shape::kUnsure},
    {"uniqueItems", Shape::kBool},
    {"writeOnly", Shape::kBool},
};

const Row* FindRow(std::string_view keyword) {
  const auto* found =
      std::lower_bound(std::begin(kRows), std::end(kRows), keyword,
                       [](const Row& row, std::string_view key) { return row.keyword < key; });
  return found != std::end(kRows) && found->keyword == keyword ? found : nullptr;
}

bool IsType(Value value) {
  constexpr std::string_view types[] = {"array",  "boolean", "integer", "null",
                                        "number", "object",  "string"};
  return value.is_string() &&
         std::find(std::begin(types), std::end(types), value.AsString()) != std::end(types);
}

bool IsPattern(std::string_view text) {
  try {
    ParseRegexSyntax(text);
    return true;
  } catch (const Failure&) {
    return false;
  }
}

// Longer lists are left to the metaschema, which does not compare each with each.
bool AreDifferentTexts(Value value) {
  constexpr size_t most = 64;
  if (!value.is_list()) return false;
  const auto items = value.AsList();
  if (items.empty() || items.size() > most) return false;
  for (size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_string()) return false;
    for (size_t k = 0; k < i; ++k) {
      if (items[k].AsString() == items[i].AsString()) return false;
    }
  }
  return true;
}

bool IsDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsLocalReference(std::string_view text) {
  return text.substr(0, 1) == "#" && std::all_of(text.begin() + 1, text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '/' || c == '_' || c == '-' || c == '.' || c == '$';
         });
}

class PlainCheck {
 public:
  explicit PlainCheck(const Draft& draft) : draft_(draft) {}

  bool IsRoot(Value schema) const {
    if (!schema.is_map()) return false;
    return std::all_of(schema.AsMap()->Sorted().begin(), schema.AsMap()->Sorted().end(),
                       [this](const Map::Entry& entry) {
                         if (entry.key() == "$schema") {
                           return entry.value.is_string() &&
                                  entry.value.AsString().substr(0, 4) == "http" &&
                                  DraftFromUrl(entry.value.AsString()) != nullptr;
                         }
                         return IsMember(entry);
                       });
  }

 private:
  bool IsMember(const Map::Entry& entry) const {
    const Row* row = FindRow(entry.key());
    return row == nullptr || Fits(entry.value, row->shape);
  }

  bool IsSchema(Value value) const {
    CheckStack();
    if (value.is(Kind::kBool)) return draft_.version > 4;
    if (!value.is_map()) return false;
    const auto members = value.AsMap()->Sorted();
    return std::all_of(members.begin(), members.end(),
                       [this](const Map::Entry& entry) { return IsMember(entry); });
  }

  bool Fits(Value value, Shape shape) const {
    switch (shape) {
      case Shape::kUnsure:
        return false;
      case Shape::kAnything:
        return true;
      case Shape::kList:
        return value.is_list();
      case Shape::kBool:
        return value.is(Kind::kBool);
      case Shape::kText:
        return value.is_string();
      case Shape::kNumber:
        return IsJsonNumber(value);
      case Shape::kCount:
        return IsJsonNumber(value) && IsDigits(JsonNumberText(value));
      case Shape::kTypes:
        if (value.is_string()) return IsType(value);
        return AreDifferentTexts(value) &&
               std::all_of(value.AsList().begin(), value.AsList().end(), IsType);
      case Shape::kTexts:
        return AreDifferentTexts(value);
      case Shape::kPattern:
        return value.is_string() && IsPattern(value.AsString());
      case Shape::kReference:
        return value.is_string() && IsLocalReference(value.AsString());
      default:
        return HoldsSchemas(value, shape);
    }
  }

  bool HoldsSchemas(Value value, Shape shape) const {
    if (shape == Shape::kSchema) return IsSchema(value);
    if (shape == Shape::kBoolOrSchema) return value.is(Kind::kBool) || IsSchema(value);
    if (shape == Shape::kSchemas) {
      return value.is_list() && !value.AsList().empty() &&
             std::all_of(value.AsList().begin(), value.AsList().end(),
                         [this](Value item) { return IsSchema(item); });
    }
    if (!value.is_map()) return false;
    const auto members = value.AsMap()->Sorted();
    return std::all_of(members.begin(), members.end(), [&](const Map::Entry& entry) {
      return IsSchema(entry.value) && (shape == Shape::kNamed || IsPattern(entry.key()));
    });
  }

  const Draft& draft_;
};

}  // namespace

bool IsPlainSchema(Value schema, const Draft& draft) { return PlainCheck(draft).IsRoot(schema); }

}  // namespace chartrender::schema
