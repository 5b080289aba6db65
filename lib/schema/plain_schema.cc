#include "schema/plain_schema.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json_pointer.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "schema/equality.h"
#include "schema/keyword.h"
#include "schema/sure_validity.h"
#include "value/map.h"

namespace chartrender::schema {

namespace {

bool IsType(Value value) { return value.is_string() && TypeFromText(value.AsString()) != kNoType; }

// Longer lists are left to the metaschema, which does not compare each with each.
bool AreDifferent(std::span<const Value> items) {
  constexpr size_t most = 64;
  if (items.size() > most) return false;
  for (size_t i = 0; i < items.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (JsonEqual(items[k], items[i])) return false;
    }
  }
  return true;
}

bool AreTypes(Value value) {
  if (value.is_string()) return IsType(value);
  if (!value.is_list() || value.AsList().empty() || !AreDifferent(value.AsList())) return false;
  return std::all_of(value.AsList().begin(), value.AsList().end(), IsType);
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
  PlainCheck(const Draft& draft, Patterns& patterns) : draft_(draft), patterns_(patterns) {}

  // Number of schemas that were looked at, and the keywords in them.
  size_t size() const { return size_; }
  KeywordSet keywords() const { return keywords_; }
  // The references among them that were not taken before.
  std::vector<std::string_view> TakeReferences() { return std::exchange(references_, {}); }

  bool IsRoot(Value schema) {
    if (!schema.is_map()) return false;
    ++size_;
    const auto members = schema.AsMap()->Sorted();
    return std::all_of(members.begin(), members.end(), [this](const Map::Entry& entry) {
      if (entry.key() == KeywordText(Keyword::kSchema)) {
        return entry.value.is_string() && entry.value.AsString().substr(0, 4) == "http" &&
               DraftFromUrl(entry.value.AsString()) != nullptr;
      }
      return IsMember(entry);
    });
  }

 private:
  bool IsMember(const Map::Entry& entry) {
    const KeywordRow* row = FindKeyword(entry.key());
    if (row == nullptr) return true;
    keywords_.Add(KeywordOf(*row));
    return Fits(entry.value, row->plain);
  }

  bool IsSchema(Value value) {
    CheckStack();
    ++size_;
    if (value.is(Kind::kBool)) return draft_.version > 4;
    if (!value.is_map()) return false;
    const auto members = value.AsMap()->Sorted();
    return std::all_of(members.begin(), members.end(),
                       [this](const Map::Entry& entry) { return IsMember(entry); });
  }

  bool IsPattern(std::string_view text) {
    try {
      patterns_.Get(text);
      return true;
    } catch (const Failure&) {
      return false;
    }
  }

  bool AreNames(std::span<const Value> items) const {
    if (items.empty()) return draft_.version > 4;
    return AreDifferent(items) &&
           std::all_of(items.begin(), items.end(), [](Value item) { return item.is_string(); });
  }

  bool AreValues(std::span<const Value> items) const {
    return draft_.version >= 2019 || (!items.empty() && AreDifferent(items));
  }

  bool Fits(Value value, Shape shape) {
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
        return AreTypes(value);
      case Shape::kNames:
        return value.is_list() && AreNames(value.AsList());
      case Shape::kValues:
        return value.is_list() && AreValues(value.AsList());
      case Shape::kPattern:
        return value.is_string() && IsPattern(value.AsString());
      case Shape::kReference:
        if (!value.is_string() || !IsLocalReference(value.AsString())) return false;
        references_.push_back(value.AsString());
        return true;
      default:
        return HoldsSchemas(value, shape);
    }
  }

  bool HoldsSchemas(Value value, Shape shape) {
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
  Patterns& patterns_;
  size_t size_ = 0;
  KeywordSet keywords_;
  std::vector<std::string_view> references_;
};

// The place that a plain reference leads to when a schema stands there in a keyword of a plain
// schema: a plain one. Else null.
Place* PlaceOfPlainSchema(Document& document, std::string_view pointer) {
  Place* schema = &document.root();
  while (!pointer.empty() && schema->lookup == Place::Lookup::kFound) {
    // Plain references need no unescaping.
    const std::string_view token = TakePointerToken(pointer);
    const KeywordRow* row = FindKeyword(token);
    const Shape shape = row == nullptr ? Shape::kUnsure : row->plain;
    const bool named = shape == Shape::kNamed || shape == Shape::kPatterned;
    if (named ? pointer.empty() : shape != Shape::kSchema && shape != Shape::kBoolOrSchema) {
      return nullptr;
    }
    schema = &document.Member(*schema, token);
    if (named) schema = &document.Member(*schema, TakePointerToken(pointer));
  }
  return schema->lookup == Place::Lookup::kFound ? schema : nullptr;
}

}  // namespace

bool IsPlainSchema(Value schema, const Draft& draft, Patterns& patterns) {
  return PlainCheck(draft, patterns).IsRoot(schema);
}

size_t ReadSelfContained(Document& document, const Draft& draft, Patterns& patterns) {
  PlainCheck check(draft, patterns);
  if (!check.IsRoot(document.root().value)) return 0;
  for (auto references = check.TakeReferences(); !references.empty();
       references = check.TakeReferences()) {
    for (const std::string_view reference : references) {
      const auto [known, added] = document.plain_references.try_emplace(reference);
      if (!added) continue;
      const std::string_view pointer = reference.substr(1);
      if (!pointer.empty() && pointer[0] != '/') return 0;
      Place* place = PlaceOfPlainSchema(document, pointer);
      if (place == nullptr) {
        place = &document.Follow(document.root(), pointer);
        if (place->lookup != Place::Lookup::kFound || !check.IsRoot(place->value)) return 0;
      }
      known->second = place;
    }
  }
  document.simple = check.keywords().IsWithin(kSimpleKeywords);
  return check.size();
}

}  // namespace chartrender::schema
