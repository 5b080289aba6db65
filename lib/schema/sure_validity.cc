#include "schema/sure_validity.h"

#include <algorithm>
#include <optional>

#include "base/budget.h"
#include "base/stack.h"
#include "schema/decimal.h"
#include "schema/equality.h"

namespace chartrender::schema {

namespace {

// One after the other, for one value: more of them may be a circle.
constexpr int kMostReferences = 16;

class SureCheck {
 public:
  SureCheck(const Document& document, Budget* budget) : document_(document), budget_(budget) {}

  // `references` were followed for this value.
  bool Accepts(Value schema, Value value, int references = 0) {
    CheckStack();
    if (budget_ != nullptr) budget_->ChargeSteps(1);
    if (schema.is(Kind::kBool)) return schema.AsBool();
    const JsonType type = TypeOf(value);
    if (type == kNoType) return false;
    const Value* properties = nullptr;
    const Value* additional = nullptr;
    for (const Map::Entry& member : schema.AsMap()->Sorted()) {
      const KeywordRow* row = FindKeyword(member.key());
      if (row == nullptr) continue;
      const Keyword keyword = KeywordOf(*row);
      if (keyword == Keyword::kProperties) {
        properties = &member.value;
      } else if (keyword == Keyword::kAdditionalProperties) {
        additional = &member.value;
      } else if (!Meets(keyword, member.value, value, type, references)) {
        return false;
      }
    }
    return type != kObjectType || value.AsMap() == nullptr ||
           ArePropertiesFine(properties, additional, *value.AsMap());
  }

 private:
  bool Meets(Keyword keyword, Value rule, Value value, JsonType type, int references) {
    switch (keyword) {
      case Keyword::kType:
        return IsOfTypes(value, type, TypesFrom(rule));
      case Keyword::kItems:
        return type != kArrayType || std::all_of(value.AsList().begin(), value.AsList().end(),
                                                 [&](Value item) { return Accepts(rule, item); });
      case Keyword::kRequired:
        return type != kObjectType ||
               std::all_of(rule.AsList().begin(), rule.AsList().end(),
                           [&](Value name) { return HasProperty(value, name.AsString()); });
      case Keyword::kEnum:
        return std::any_of(rule.AsList().begin(), rule.AsList().end(),
                           [&](Value item) { return IsSame(value, item); });
      case Keyword::kMinimum:
        return !IsNumber(value) || Compares(value, rule, [](int order) { return order >= 0; });
      case Keyword::kMaximum:
        return !IsNumber(value) || Compares(value, rule, [](int order) { return order <= 0; });
      case Keyword::kRef: {
        const auto target = document_.plain_references.find(rule.AsString());
        return target != document_.plain_references.end() && references < kMostReferences &&
               Accepts(target->second->value, value, references + 1);
      }
      default:
        return true;
    }
  }

  bool ArePropertiesFine(const Value* properties, const Value* additional, const Map& object) {
    if (properties == nullptr && additional == nullptr) return true;
    const auto entries = object.Sorted();
    return std::all_of(entries.begin(), entries.end(), [&](const Map::Entry& entry) {
      const Value* schema =
          properties == nullptr ? nullptr : properties->AsMap()->Find(entry.name());
      if (schema == nullptr) schema = additional;
      return schema == nullptr || Accepts(*schema, entry.value);
    });
  }

  static bool IsSame(Value value, Value item) {
    Value stranger;
    return JsonEqual(value, item, &stranger) && stranger.is_missing();
  }

  template <class IsFine>
  static bool Compares(Value value, Value bound, IsFine is_fine) {
    const std::optional<Decimal> number = Decimal::Of(value);
    const std::optional<Decimal> limit = Decimal::Of(bound);
    return number.has_value() && limit.has_value() && is_fine(number->Compare(*limit));
  }

  const Document& document_;
  Budget* budget_;
};

}  // namespace

bool IsSurelyValid(const Node& schema, Value value, Budget* budget) {
  const Document* document = schema.document;
  return document != nullptr && document->simple &&
         SureCheck(*document, budget).Accepts(schema.place->value, value);
}

}  // namespace chartrender::schema
