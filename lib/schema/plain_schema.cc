#include "schema/plain_schema.h"

#include <algorithm>

#include "base/error.h"
#include "base/json_pointer.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "schema/equality.h"
#include "schema/keyword.h"
#include "value/map.h"

namespace chartrender::schema {

namespace {

bool IsType(Value value) { return value.is_string() && TypeFromText(value.AsString()) != kNoType; }

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
  PlainCheck(const Draft& draft, Patterns& patterns, PlainSchema& found)
      : draft_(draft), patterns_(patterns), found_(found) {}

  bool IsRoot(Value schema) {
    if (!schema.is_map()) return false;
    ++found_.size;
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
    return row == nullptr || Fits(entry.value, row->plain);
  }

  bool IsSchema(Value value) {
    CheckStack();
    ++found_.size;
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
        if (value.is_string()) return IsType(value);
        return AreDifferentTexts(value) &&
               std::all_of(value.AsList().begin(), value.AsList().end(), IsType);
      case Shape::kTexts:
        return AreDifferentTexts(value);
      case Shape::kPattern:
        return value.is_string() && IsPattern(value.AsString());
      case Shape::kReference:
        if (!value.is_string() || !IsLocalReference(value.AsString())) return false;
        found_.references.insert(value.AsString());
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
  PlainSchema& found_;
};

}  // namespace

std::optional<PlainSchema> ReadPlainSchema(Value schema, const Draft& draft, Patterns& patterns) {
  PlainSchema found;
  if (!PlainCheck(draft, patterns, found).IsRoot(schema)) return std::nullopt;
  return found;
}

bool LeadsToPlainSchema(Value root, std::string_view reference) {
  std::string_view pointer = reference.substr(1);
  if (!pointer.empty() && pointer[0] != '/') return false;
  Value schema = root;
  while (!pointer.empty()) {
    // Plain references need no unescaping.
    const std::string_view token = TakePointerToken(pointer);
    const KeywordRow* row = FindKeyword(token);
    const Value* value = row == nullptr || !schema.is_map() ? nullptr : schema.AsMap()->Find(token);
    if (value == nullptr) return false;
    if (row->plain == Shape::kNamed || row->plain == Shape::kPatterned) {
      value = pointer.empty() ? nullptr : value->AsMap()->Find(TakePointerToken(pointer));
    } else if (row->plain != Shape::kSchema && row->plain != Shape::kBoolOrSchema) {
      return false;
    }
    if (value == nullptr) return false;
    schema = *value;
  }
  return true;
}

}  // namespace chartrender::schema
