#include "check/kyverno/conditions.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <vector>

#include "algo/go_duration.h"
#include "algo/semver.h"
#include "base/error.h"
#include "check/kyverno/scalar.h"
#include "check/objects.h"
#include "check/policies.h"
#include "check/quantity.h"
#include "codec/json/json.h"

namespace chartrender::check::kyverno {

namespace {

constexpr std::string_view kOperators[] = {"Equal",
                                           "Equals",
                                           "NotEqual",
                                           "NotEquals",
                                           "In",
                                           "AnyIn",
                                           "AllIn",
                                           "NotIn",
                                           "AnyNotIn",
                                           "AllNotIn",
                                           "GreaterThanOrEquals",
                                           "GreaterThan",
                                           "LessThanOrEquals",
                                           "LessThan",
                                           "DurationGreaterThanOrEquals",
                                           "DurationGreaterThan",
                                           "DurationLessThanOrEquals",
                                           "DurationLessThan"};

std::optional<double> SecondsOf(Value value, bool needs_unit) {
  if (value.is_string()) {
    if (needs_unit && value.AsString() == "0") return std::nullopt;
    const auto time = TryParseDuration(value.AsString());
    return time ? std::optional(DurationSeconds(*time)) : std::nullopt;
  }
  const auto number = NumberOf(value);
  return number ? std::optional(std::trunc(*number)) : std::nullopt;
}

struct Times {
  double key, value;
};
// Both as durations, when one of them is a text that is one.
std::optional<Times> ReadTimes(Value key, Value value) {
  const bool any =
      (key.is_string() && SecondsOf(key, true)) || (value.is_string() && SecondsOf(value, true));
  if (!any) return std::nullopt;
  const auto a = SecondsOf(key, true);
  const auto b = SecondsOf(value, true);
  if (!a || !b) return std::nullopt;
  return Times{*a, *b};
}

bool IsEqual(Value key, Value value) {
  if (key.is(Kind::kBool)) return value.is(Kind::kBool) && key.AsBool() == value.AsBool();
  if (const auto number = NumberOf(key)) {
    const auto other = value.is_string() ? ParseNumber(value.AsString()) : NumberOf(value);
    return other && *other == *number;
  }
  if (key.is_string()) {
    if (const auto times = ReadTimes(key, value)) return times->key == times->value;
    if (!value.is_string()) return false;
    const auto quantity = Quantity::Parse(key.AsString());
    if (quantity && !value.AsString().empty()) {
      const auto other = Quantity::Parse(value.AsString());
      return other && quantity->Compare(*other) == 0;
    }
    return IsWildcardMatch(value.AsString(), key.AsString());
  }
  return (key.is_map() || key.is_list()) && key.kind() == value.kind() && IsJsonEqual(key, value);
}

bool IsComparable(Value key) { return !key.is_absent(); }

bool MatchesEither(const std::string& a, const std::string& b) {
  return IsWildcardMatch(a, b) || IsWildcardMatch(b, a);
}

std::vector<std::string> TextsOf(std::span<const Value> items) {
  std::vector<std::string> texts;
  for (const Value item : items) texts.push_back(TextOf(item));
  return texts;
}

// A text that may be a list in JSON; nothing when it is JSON of something else.
std::optional<std::vector<std::string>> ListInText(std::string_view text) {
  Arena arena;
  Value value;
  try {
    value = ReadJson(text, arena);
  } catch (const Failure&) {
    return std::vector<std::string>{std::string(text)};
  }
  if (value.is_absent()) return std::vector<std::string>();
  if (!value.is_list()) return std::nullopt;
  for (const Value item : value.AsList()) {
    if (!item.is_string()) return std::nullopt;
  }
  return TextsOf(value.AsList());
}

enum class Set : uint8_t { kAnyIn, kAllIn, kAnyNotIn, kAllNotIn };

bool Holds(const std::vector<bool>& in, Set set) {
  switch (set) {
    case Set::kAnyIn:
      return std::find(in.begin(), in.end(), true) != in.end();
    case Set::kAllIn:
      return std::find(in.begin(), in.end(), false) == in.end();
    case Set::kAnyNotIn:
      return std::find(in.begin(), in.end(), false) != in.end();
    case Set::kAllNotIn:
      return std::find(in.begin(), in.end(), true) == in.end();
  }
  return false;
}

// One text in a value: nothing when the value is no set.
std::optional<bool> IsIn(const std::string& key, Value value) {
  if (value.is_list()) {
    const auto texts = TextsOf(value.AsList());
    return std::any_of(texts.begin(), texts.end(),
                       [&](const std::string& text) { return MatchesEither(text, key); });
  }
  if (!value.is_string()) return std::nullopt;
  if (IsWildcardMatch(value.AsString(), key)) return true;
  if (IsRange(value.AsString())) return IsScalarMatch(Value::String(key), value);
  const auto texts = ListInText(value.AsString());
  if (!texts) return std::nullopt;
  return std::find(texts->begin(), texts->end(), key) != texts->end();
}

bool IsListInSet(Value key, Value value, Set set) {
  const std::vector<std::string> keys = TextsOf(key.AsList());
  std::vector<bool> in;
  std::vector<std::string> wanted;
  if (value.is_string()) {
    if (keys.size() == 1 && keys[0] == value.AsString()) return Holds({true}, set);
    if (IsRange(value.AsString())) {
      for (const std::string& text : keys) in.push_back(IsScalarMatch(Value::String(text), value));
      return Holds(in, set);
    }
    const auto texts = ListInText(value.AsString());
    if (!texts) return false;
    wanted = *texts;
  } else if (value.is_list()) {
    wanted = TextsOf(value.AsList());
  } else if (!value.is_absent() && !value.is_map() &&
             (set == Set::kAnyIn || set == Set::kAnyNotIn)) {
    wanted = {TextOf(value)};
  } else {
    return false;
  }
  for (const std::string& text : keys) {
    in.push_back(std::any_of(wanted.begin(), wanted.end(), [&](const std::string& pattern) {
      return MatchesEither(text, pattern);
    }));
  }
  return Holds(in, set);
}

bool IsInSet(Value key, Value value, Set set) {
  if (key.is_absent() || key.is_map()) return false;
  if (key.is_list()) return IsListInSet(key, value, set);
  const auto in = IsIn(TextOf(key), value);
  return in && *in == (set == Set::kAnyIn || set == Set::kAllIn);
}

// Whether a text is met by the key, or a list in JSON.
bool IsListOrMatch(Value key, Value value) {
  if (IsWildcardMatch(value.AsString(), TextOf(key))) return true;
  return value.AsString().starts_with("[") && ListInText(value.AsString());
}

// The deprecated In and NotIn compare lists of texts as they are written.
bool IsInOld(Value key, Value value, bool wanted) {
  if (!key.is_list()) {
    const bool is_set = value.is_list() || (value.is_string() && IsListOrMatch(key, value));
    return is_set && IsInSet(key, value, wanted ? Set::kAllIn : Set::kAllNotIn);
  }
  const std::vector<std::string> keys = TextsOf(key.AsList());
  std::vector<std::string> texts;
  if (value.is_list()) {
    texts = TextsOf(value.AsList());
  } else if (value.is_string()) {
    if (keys.size() == 1 && keys[0] == value.AsString()) return true;
    const auto list = ListInText(value.AsString());
    if (!list) return false;
    texts = *list;
  } else {
    return false;
  }
  const bool all = std::all_of(keys.begin(), keys.end(), [&](const std::string& text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
  });
  return all == wanted;
}

bool HoldsOrder(int compared, std::string_view op) {
  if (op.starts_with("Greater")) return compared > 0 || (compared == 0 && op.ends_with("Equals"));
  return compared < 0 || (compared == 0 && op.ends_with("Equals"));
}
int Order(double a, double b) { return a < b ? -1 : a > b ? 1 : 0; }

std::optional<SemVer> VersionIn(Value value) {
  if (!value.is_string()) return std::nullopt;
  try {
    return SemVer::ParseStrict(value.AsString());
  } catch (const Failure&) {
    return std::nullopt;
  }
}

bool IsOrdered(Value key, std::string_view op, Value value) {
  if (!key.is_string() && !NumberOf(key)) return false;
  if (const auto times = ReadTimes(key, value))
    return HoldsOrder(Order(times->key, times->value), op);
  const auto number_of = [](Value side) {
    return side.is_string() ? ParseNumber(side.AsString()) : NumberOf(side);
  };
  if (key.is_string()) {
    const auto a = Quantity::Parse(key.AsString());
    const auto b = a ? Quantity::Of(value) : std::nullopt;
    if (b) return HoldsOrder(a->Compare(*b), op);
    if (!number_of(key)) {
      const auto x = VersionIn(key);
      const auto y = x ? VersionIn(value) : std::nullopt;
      return y && HoldsOrder(x->Compare(*y), op);
    }
  }
  const auto a = number_of(key);
  const auto b = number_of(value);
  return a && b && HoldsOrder(Order(*a, *b), op);
}

bool IsOrderedTime(Value key, std::string_view op, Value value) {
  const auto a = SecondsOf(key, false);
  const auto b = SecondsOf(value, false);
  return a && b && HoldsOrder(Order(*a, *b), op);
}

void AddMessage(std::string& messages, std::string_view message) {
  if (message.empty()) return;
  if (!messages.empty()) messages += "; ";
  messages += message;
}

// How much there is to compare.
uint64_t SizeOf(Value value) {
  if (value.is_string()) return value.AsString().size() + 1;
  uint64_t size = 1;
  for (const Value item : Items(value)) size += item.is_string() ? item.AsString().size() + 1 : 8;
  return size;
}

bool IsMet(Value condition, Scope& scope) {
  const Value key = scope.Substitute(Member(condition, "key"));
  const Value value = scope.Substitute(Member(condition, "value"));
  scope.budget().ChargeBytes(SizeOf(key) * SizeOf(value));
  return IsConditionMet(key, TextMember(condition, "operator"), value);
}

}  // namespace

bool IsConditionOperator(std::string_view name) {
  return std::find(std::begin(kOperators), std::end(kOperators), name) != std::end(kOperators);
}

bool IsConditionMet(Value key, std::string_view op, Value value) {
  if (op == "Equal" || op == "Equals") return IsEqual(key, value);
  if (op == "NotEqual" || op == "NotEquals") return IsComparable(key) && !IsEqual(key, value);
  if (op == "In" || op == "NotIn") return IsInOld(key, value, op == "In");
  if (op == "AnyIn") return IsInSet(key, value, Set::kAnyIn);
  if (op == "AllIn") return IsInSet(key, value, Set::kAllIn);
  if (op == "AnyNotIn") return IsInSet(key, value, Set::kAnyNotIn);
  if (op == "AllNotIn") return IsInSet(key, value, Set::kAllNotIn);
  if (op.starts_with("Duration")) {
    op.remove_prefix(std::string_view("Duration").size());
    return IsOrderedTime(key, op, value);
  }
  return IsOrdered(key, op, value);
}

ConditionsOutcome AreConditionsMet(Value conditions, Scope& scope) {
  std::string yes;
  std::string no;
  bool any_met = true;
  bool all_met = true;
  std::string_view key;
  const bool is_list = conditions.is_list();
  if (!is_list && Member(conditions, "any").is_list()) {
    any_met = false;
    for (const Value condition : Items(Member(conditions, "any"))) {
      any_met = IsMet(condition, scope);
      key = TextMember(condition, "key");
      AddMessage(any_met ? yes : no, TextMember(condition, "message"));
      if (any_met) break;
    }
  }
  for (const Value condition : is_list ? conditions.AsList() : Items(Member(conditions, "all"))) {
    all_met = IsMet(condition, scope);
    if (key.empty()) key = TextMember(condition, "key");
    AddMessage(all_met ? yes : no, TextMember(condition, "message"));
    if (!all_met) break;
  }
  const bool met = any_met && all_met;
  return {met, met ? yes : no, key};
}

}  // namespace chartrender::check::kyverno
