#include <algorithm>

#include "base/json_pointer.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "schema/equality.h"
#include "schema/local_number.h"
#include "schema/pointer.h"
#include "schema/violation.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

using K = ViolationKind;

// A value of an enum or const.
std::string Display(Value value) {
  if (value.is_string()) return QuoteSingle(value.AsString());
  if (value.is_list() || value.is_map()) return "value";
  if (IsJsonNumber(value)) return std::string(JsonNumberText(value));
  if (value.is_missing()) return "<nil>";
  return PlainText(value);
}

std::string JoinQuoted(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) {
    if (!text.empty()) text += ", ";
    text += QuoteSingle(name);
  }
  return text;
}

std::string Counts(std::string_view keyword, size_t got, const std::optional<int64_t>& want) {
  std::string text(keyword);
  text += ": got ";
  AppendLocalInteger(text, static_cast<int64_t>(got));
  text += ", want ";
  AppendLocalInteger(text, want.value_or(0));
  return text;
}

std::string Bounds(std::string_view keyword, Value got, const std::optional<Decimal>& want) {
  std::string text(keyword);
  text += ": got ";
  AppendLocalFloat(text, Decimal::Of(got).value_or(Decimal()).ToDouble());
  text += ", want ";
  AppendLocalFloat(text, want.value_or(Decimal()).ToDouble());
  return text;
}

std::string TypeMessage(const Violation& violation) {
  std::string want;
  for (int bit = kNullType; bit <= kObjectType; bit *= 2) {
    if ((violation.node->types & bit) == 0) continue;
    if (!want.empty()) want += " or ";
    want += TypeText(static_cast<JsonType>(bit));
  }
  std::string text = "got ";
  text.append(TypeText(TypeOf(violation.value))).append(", want ").append(want);
  return text;
}

std::string EnumMessage(const EnumRule& rule) {
  if ((rule.types & (kArrayType | kObjectType)) != 0) return "'enum' failed";
  std::string text = rule.values.size() == 1 ? "value must be " : "value must be one of ";
  for (size_t i = 0; i < rule.values.size(); ++i) {
    if (i > 0) text += ", ";
    text += Display(rule.values[i]);
  }
  return text;
}

std::string ConstMessage(Value want) {
  if (want.is_list() || want.is_map()) return "'const' failed";
  return "value must be " + Display(want);
}

std::string ContainsMessage(std::string_view bound, int64_t want,
                            std::span<const int64_t> matched) {
  std::string text(bound);
  text += ' ';
  AppendLocalInteger(text, want);
  text += " items required to match contains schema, but ";
  if (matched.empty() && bound == "min") return text + "none matched";
  text += "matched ";
  AppendLocalInteger(text, static_cast<int64_t>(matched.size()));
  text += " items at";
  for (const int64_t index : matched) text.append(" ").append(std::to_string(index));
  if (matched.empty()) text += ' ';
  return text;
}

std::string TwoNumbers(std::string_view before, int64_t first, std::string_view between,
                       int64_t second, std::string_view after) {
  std::string text(before);
  AppendLocalInteger(text, first);
  text += between;
  AppendLocalInteger(text, second);
  return text.append(after);
}

std::string OneOfMessage(std::span<const int64_t> matched) {
  if (matched.empty()) return "'oneOf' failed, none matched";
  return TwoNumbers("'oneOf' failed, subschemas ", matched[0], ", ", matched[1], " matched");
}

std::string CycleMessage(const Violation& violation) {
  std::string text = "both ";
  text.append(violation.names[0]).append(" and ").append(violation.names[1]);
  text += " resolve to ";
  AppendQuoted(text, violation.node->Location());
  return text + " causing reference cycle";
}

std::string ObjectMessage(const Violation& violation) {
  const ObjectRules* rules = violation.node->object;
  const auto names = violation.names;
  switch (violation.kind) {
    case K::kMinProperties:
    case K::kMaxProperties: {
      const bool min = violation.kind == K::kMinProperties;
      const Map* map = violation.value.AsMap();
      return Counts(min ? "minProperties" : "maxProperties", map == nullptr ? 0 : map->size(),
                    min ? rules->min_properties : rules->max_properties);
    }
    case K::kRequired:
      return (names.size() == 1 ? "missing property " : "missing properties ") + JoinQuoted(names);
    case K::kDependency:
      return "properties " + JoinQuoted(names.subspan(1)) + " required, if " +
             QuoteSingle(names[0]) + " exists";
    case K::kAdditionalProperties:
      return "additional properties " + JoinQuoted(names) + " not allowed";
    default:
      return "invalid propertyName " + QuoteSingle(names[0]);
  }
}

std::string ArrayMessage(const Violation& violation) {
  const ArrayRules* rules = violation.node->array;
  const auto numbers = violation.numbers;
  switch (violation.kind) {
    case K::kMinItems:
      return Counts("minItems", violation.value.AsList().size(), rules->min_items);
    case K::kMaxItems:
      return Counts("maxItems", violation.value.AsList().size(), rules->max_items);
    case K::kUniqueItems:
      return TwoNumbers("items at ", numbers[0], " and ", numbers[1], " are equal");
    case K::kAdditionalItems: {
      std::string text = "last ";
      AppendLocalInteger(text, numbers[0]);
      return text + " additionalItem(s) not allowed";
    }
    case K::kMinContains:
      return ContainsMessage("min", rules->min_contains.value_or(0), numbers);
    case K::kMaxContains:
      return ContainsMessage("max", rules->max_contains.value_or(0), numbers);
    default:
      return "no items match contains schema";
  }
}

std::string ScalarMessage(const Violation& violation) {
  const Node& node = *violation.node;
  switch (violation.kind) {
    case K::kMinLength:
      return Counts("minLength", static_cast<size_t>(violation.numbers[0]),
                    node.string->min_length);
    case K::kMaxLength:
      return Counts("maxLength", static_cast<size_t>(violation.numbers[0]),
                    node.string->max_length);
    case K::kPattern:
      return QuoteSingle(violation.value.AsString()) + " does not match pattern " +
             QuoteSingle(node.string->pattern->text());
    case K::kMinimum:
      return Bounds("minimum", violation.value, node.number->minimum);
    case K::kMaximum:
      return Bounds("maximum", violation.value, node.number->maximum);
    case K::kExclusiveMinimum:
      return Bounds("exclusiveMinimum", violation.value, node.number->exclusive_minimum);
    case K::kExclusiveMaximum:
      return Bounds("exclusiveMaximum", violation.value, node.number->exclusive_maximum);
    default:
      return Bounds("multipleOf", violation.value, node.number->multiple_of);
  }
}

std::string PointerOf(const InstanceLocation& location) {
  std::vector<Token> tokens(location.shared, location.shared + location.size);
  if (location.shared == nullptr) {
    for (const PathStep* step = location.last; step != nullptr; step = step->before) {
      tokens.push_back(step->token);
    }
    std::reverse(tokens.begin(), tokens.end());
  }
  std::string pointer;
  for (const Token& token : tokens) {
    pointer += '/';
    if (token.key == nullptr) {
      pointer += std::to_string(token.number);
    } else {
      AppendPointerToken(pointer, {token.key, token.number});
    }
  }
  return pointer;
}

class Printer {
 public:
  explicit Printer(std::vector<SchemaFinding>* findings) : findings_(findings) {}

  void Print(const Violation& violation, size_t indent) {
    CheckStack();
    // A reference to one error adds nothing to it.
    const bool skipped = violation.kind == K::kReference && violation.first_cause != nullptr &&
                         violation.first_cause->next == nullptr;
    if (!skipped) PrintLine(violation, indent++);
    for (const Violation* cause = violation.first_cause; cause != nullptr; cause = cause->next) {
      Print(*cause, indent);
    }
  }
  std::string Take() { return std::move(text_); }

 private:
  void PrintLine(const Violation& violation, size_t indent) {
    if (violation.kind == K::kSchema) {
      text_ += "jsonschema validation failed with " + QuoteSingle(violation.node->Location());
      return;
    }
    if (!text_.empty()) text_ += '\n';
    text_.append(2 * (indent - 1), ' ');
    const std::string pointer = PointerOf(violation.location);
    const std::string message = MessageOf(violation);
    text_.append("- at ").append(QuoteSingle(pointer)).append(": ").append(message);
    if (findings_ != nullptr && violation.first_cause == nullptr) {
      findings_->push_back({pointer, message});
    }
  }

  std::string text_;
  std::vector<SchemaFinding>* findings_;
};

}  // namespace

std::string MessageOf(const Violation& violation) {
  switch (violation.kind) {
    case K::kSchema:
    case K::kGroup:
    case K::kReference:
      return "validation failed";
    case K::kInvalidType:
      return "invalid jsonType " + TypeName(violation.value);
    case K::kFalseSchema:
      return "false schema";
    case K::kRefCycle:
      return CycleMessage(violation);
    case K::kType:
      return TypeMessage(violation);
    case K::kConst:
      return ConstMessage(*violation.node->constant);
    case K::kEnum:
      return EnumMessage(*violation.node->enumeration);
    case K::kFormat:
      return Display(violation.value) + " is not valid " +
             std::string(violation.node->format_name) + ": " + std::string(violation.names[0]);
    case K::kNot:
      return "'not' failed";
    case K::kAllOf:
      return "'allOf' failed";
    case K::kAnyOf:
      return "'anyOf' failed";
    case K::kOneOf:
      return OneOfMessage(violation.numbers);
    default:
      break;
  }
  if (violation.kind <= K::kPropertyNames) return ObjectMessage(violation);
  if (violation.kind <= K::kMaxContains) return ArrayMessage(violation);
  return ScalarMessage(violation);
}

std::string PrintViolations(const Violation& root, bool headline,
                            std::vector<SchemaFinding>* findings) {
  Printer printer(findings);
  if (headline) {
    printer.Print(root, 0);
  } else {
    for (const Violation* cause = root.first_cause; cause != nullptr; cause = cause->next) {
      printer.Print(*cause, 1);
    }
  }
  return printer.Take();
}

}  // namespace chartrender::schema
