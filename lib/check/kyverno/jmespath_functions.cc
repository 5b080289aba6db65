#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

#include "algo/base64.h"
#include "algo/go_duration.h"
#include "algo/regex.h"
#include "algo/semver.h"
#include "base/error.h"
#include "check/kyverno/jmespath.h"
#include "check/kyverno/scalar.h"
#include "check/objects.h"
#include "check/policies.h"
#include "check/quantity.h"
#include "codec/json/json.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

// The arguments of one call, with the checks of their kinds.
class Call {
 public:
  Call(std::string_view name, std::vector<JmesArgument>& arguments, JmesRunner& runner)
      : name_(name), arguments_(arguments), runner_(runner) {}

  size_t size() const { return arguments_.size(); }
  Value At(size_t i) const { return arguments_[i].value; }
  const std::vector<JmesArgument>& all() const { return arguments_; }
  JmesRunner& runner() const { return runner_; }
  Arena& arena() const { return runner_.arena(); }
  Budget& budget() const { return runner_.budget(); }

  std::string_view Text(size_t i) const {
    if (!At(i).is_string()) Fail(i, "text");
    return At(i).AsString();
  }
  double Number(size_t i) const {
    const auto number = NumberOf(At(i));
    if (!number) Fail(i, "number");
    return *number;
  }
  std::span<const Value> List(size_t i) const {
    if (!At(i).is_list()) Fail(i, "list");
    return At(i).AsList();
  }
  const Map& Mapping(size_t i) const {
    if (!At(i).is_map() || At(i).AsMap() == nullptr) Fail(i, "map");
    return *At(i).AsMap();
  }
  Value Run(size_t i, Value data) const {
    if (arguments_[i].expression == nullptr) Fail(i, "expression");
    return runner_.Run(*arguments_[i].expression, data);
  }
  [[noreturn]] void Fail(size_t i, std::string_view kind) const {
    throw Failure(ErrorCode::kValues,
                  StrCat("argument ", std::to_string(i + 1), " of ", name_, " is no ", kind));
  }

  Value Made(std::string_view text) const { return Value::String(arena(), text); }
  Value Made(const std::vector<Value>& items) const {
    const std::span<Value> kept = arena().Array<Value>(items.size());
    std::copy(items.begin(), items.end(), kept.begin());
    return Value::List(kept);
  }
  static Value Made(double number) {
    if (const auto whole = WholeNumber(Value::Float(number))) return Value::Int64(*whole);
    return Value::Float(number);
  }

 private:
  std::string_view name_;
  std::vector<JmesArgument>& arguments_;
  JmesRunner& runner_;
};

bool IsLess(Value a, Value b) {
  if (a.is_string() && b.is_string()) return a.AsString() < b.AsString();
  return NumberOf(a).value_or(0) < NumberOf(b).value_or(0);
}

Value Contains(const Call& call) {
  if (call.At(0).is_string()) {
    return Value::Bool(call.At(1).is_string() &&
                       call.Text(0).find(call.Text(1)) != std::string_view::npos);
  }
  const auto list = call.List(0);
  call.budget().ChargeSteps(list.size());
  return Value::Bool(std::any_of(list.begin(), list.end(),
                                 [&](Value item) { return IsJsonEqual(item, call.At(1)); }));
}

Value StartsWith(const Call& call) { return Value::Bool(call.Text(0).starts_with(call.Text(1))); }
Value EndsWith(const Call& call) { return Value::Bool(call.Text(0).ends_with(call.Text(1))); }

Value Length(const Call& call) {
  const Value value = call.At(0);
  if (value.is_list()) return Value::Int64(static_cast<int64_t>(value.AsList().size()));
  if (value.is_map()) return Value::Int64(static_cast<int64_t>(call.Mapping(0).size()));
  const std::string_view text = call.Text(0);
  return Value::Int64(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

Value Keys(const Call& call) {
  std::vector<Value> keys;
  for (const Map::Entry& entry : call.Mapping(0).Sorted())
    keys.push_back(Value::String(entry.key()));
  return call.Made(keys);
}

Value Values(const Call& call) {
  std::vector<Value> values;
  for (const Map::Entry& entry : call.Mapping(0).Sorted()) values.push_back(entry.value);
  return call.Made(values);
}

Value Join(const Call& call) {
  std::string text;
  const auto list = call.List(1);
  for (size_t i = 0; i < list.size(); ++i) {
    if (!list[i].is_string()) call.Fail(1, "list of texts");
    if (i > 0) text += call.Text(0);
    text += list[i].AsString();
    call.budget().ExpectMemory(text.size());
  }
  return call.Made(text);
}

Value NotNull(const Call& call) {
  for (const JmesArgument& argument : call.all()) {
    if (!argument.value.is_absent()) return argument.value;
  }
  return Value::Nil();
}

Value Extreme(const Call& call, bool most) {
  const auto list = call.List(0);
  if (list.empty()) return Value::Nil();
  Value found = list[0];
  for (const Value item : list) {
    if (most ? IsLess(found, item) : IsLess(item, found)) found = item;
  }
  return found;
}
Value Max(const Call& call) { return Extreme(call, true); }
Value Min(const Call& call) { return Extreme(call, false); }

Value Sum(const Call& call) {
  double sum = 0;
  for (const Value item : call.List(0)) {
    const auto number = NumberOf(item);
    if (!number) call.Fail(0, "list of numbers");
    sum += *number;
  }
  return Call::Made(sum);
}

Value Sort(const Call& call) {
  const auto list = call.List(0);
  call.budget().ExpectSorting(list.size());
  std::vector<Value> sorted(list.begin(), list.end());
  std::stable_sort(sorted.begin(), sorted.end(), IsLess);
  return call.Made(sorted);
}

Value SortBy(const Call& call) {
  std::vector<std::pair<Value, Value>> keyed;
  for (const Value item : call.List(0)) keyed.emplace_back(call.Run(1, item), item);
  call.budget().ExpectSorting(keyed.size());
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return IsLess(a.first, b.first); });
  std::vector<Value> sorted;
  sorted.reserve(keyed.size());
  for (const auto& entry : keyed) sorted.push_back(entry.second);
  return call.Made(sorted);
}

Value MapEach(const Call& call) {
  std::vector<Value> made;
  for (const Value item : call.List(1)) made.push_back(call.Run(0, item));
  return call.Made(made);
}

Value Reverse(const Call& call) {
  const auto list = call.List(0);
  return call.Made(std::vector<Value>(list.rbegin(), list.rend()));
}

Value Merge(const Call& call) {
  Map* merged = Map::New(call.arena());
  for (size_t i = 0; i < call.size(); ++i) {
    for (const Map::Entry& entry : call.Mapping(i).Sorted())
      merged->SetCopy(entry.key(), entry.value);
  }
  return Value::Of(merged);
}

Value ToArray(const Call& call) {
  return call.At(0).is_list() ? call.At(0) : call.Made(std::vector<Value>{call.At(0)});
}

Value ToText(const Call& call) {
  if (call.At(0).is_string()) return call.At(0);
  std::string text;
  WriteJson(text, call.At(0), JsonStyle::kCompact, &call.budget());
  return call.Made(text);
}

Value ToNumber(const Call& call) {
  if (NumberOf(call.At(0))) return call.At(0);
  if (!call.At(0).is_string()) return Value::Nil();
  const auto number = ParseNumber(call.Text(0));
  return number ? Call::Made(*number) : Value::Nil();
}

Value ToBoolean(const Call& call) {
  std::string text(call.Text(0));
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (text != "true" && text != "false") call.Fail(0, "true or false");
  return Value::Bool(text == "true");
}

Value TypeName(const Call& call) {
  const Value value = call.At(0);
  return Value::String(value.is_string()       ? "string"
                       : value.is_list()       ? "array"
                       : value.is_map()        ? "object"
                       : value.is(Kind::kBool) ? "boolean"
                       : NumberOf(value)       ? "number"
                                               : "null");
}

template <char first, char last, int shift>
Value Shifted(const Call& call) {
  std::string text(call.Text(0));
  for (char& c : text) c = c >= first && c <= last ? static_cast<char>(c + shift) : c;
  return call.Made(text);
}

Value Trim(const Call& call) {
  const std::string_view text = call.Text(0);
  const std::string_view cut = call.Text(1);
  const size_t first = text.find_first_not_of(cut);
  if (first == std::string_view::npos) return Value::String("");
  return Value::String(text.substr(first, text.find_last_not_of(cut) - first + 1));
}

Value TrimPrefix(const Call& call) {
  const std::string_view text = call.Text(0);
  return Value::String(text.starts_with(call.Text(1)) ? text.substr(call.Text(1).size()) : text);
}

Value Split(const Call& call) {
  std::string_view text = call.Text(0);
  const std::string_view mark = call.Text(1);
  if (mark.empty()) call.Fail(1, "mark");
  std::vector<Value> parts;
  for (size_t at = 0; (at = text.find(mark)) != std::string_view::npos;) {
    parts.push_back(Value::String(text.substr(0, at)));
    text.remove_prefix(at + mark.size());
  }
  parts.push_back(Value::String(text));
  return call.Made(parts);
}

Value ReplaceAll(const Call& call) {
  std::string_view text = call.Text(0);
  const std::string_view old = call.Text(1);
  if (old.empty()) call.Fail(1, "text to replace");
  std::string made;
  for (size_t at = 0; (at = text.find(old)) != std::string_view::npos;) {
    made.append(text.substr(0, at)).append(call.Text(2));
    call.budget().ExpectMemory(made.size());
    text.remove_prefix(at + old.size());
  }
  return call.Made(made.append(text));
}

Value Truncate(const Call& call) {
  const auto size = static_cast<size_t>(std::clamp(call.Number(1), 0.0, 1e9));
  return Value::String(call.Text(0).substr(0, size));
}

Value RegexMatch(const Call& call) {
  const Regex regex(call.Text(0));
  return Value::Bool(regex.Matches(TextOf(call.At(1)), &call.budget()));
}

Value RegexReplaceAll(const Call& call) {
  const Regex regex(call.Text(0));
  return call.Made(regex.ReplaceAll(TextOf(call.At(1)), TextOf(call.At(2)), &call.budget()));
}

Value FromBase64(const Call& call) {
  std::string bytes;
  if (DecodeBase64(call.Text(0), bytes)) call.Fail(0, "base64 text");
  return call.Made(bytes);
}
Value ToBase64(const Call& call) { return call.Made(EncodeBase64(call.Text(0))); }

Value CompareVersions(const Call& call) {
  return Value::Bool(
      SemVerConstraint::Parse(call.Text(1)).Holds(SemVer::ParseStrict(call.Text(0))));
}

Value PatternMatch(const Call& call) {
  const std::string text = TextOf(call.At(1));
  call.budget().ChargeBytes(text.size() * call.Text(0).size());
  return Value::Bool(IsWildcardMatch(call.Text(0), text));
}

Value ParseJsonText(const Call& call) { return ReadJson(call.Text(0), call.arena()); }

Value Items(const Call& call) {
  std::vector<Value> items;
  const bool is_list = call.At(0).is_list();
  const auto add = [&](Value key, Value value) {
    Map* item = Map::New(call.arena(), 2);
    item->SetCopy(call.Text(1), key);
    item->SetCopy(call.Text(2), value);
    items.push_back(Value::Of(item));
  };
  if (is_list) {
    const auto list = call.List(0);
    for (size_t i = 0; i < list.size(); ++i) add(Value::Int64(static_cast<int64_t>(i)), list[i]);
  } else {
    for (const Map::Entry& entry : call.Mapping(0).Sorted())
      add(Value::String(entry.key()), entry.value);
  }
  return call.Made(items);
}

Value Lookup(const Call& call) {
  if (call.At(0).is_map()) return call.Mapping(0).Get(call.Text(1));
  const auto list = call.List(0);
  const double at = call.Number(1);
  if (at < 0 || at >= static_cast<double>(list.size())) return Value::Nil();
  return list[static_cast<size_t>(at)];
}

Value Add(const Call& call) { return Call::Made(call.Number(0) + call.Number(1)); }
Value Subtract(const Call& call) { return Call::Made(call.Number(0) - call.Number(1)); }
Value Multiply(const Call& call) { return Call::Made(call.Number(0) * call.Number(1)); }
// Of numbers, or of two quantities or durations.
Value Divide(const Call& call) {
  if (call.At(0).is_string() && call.At(1).is_string()) {
    const auto amount = [&](size_t i) {
      if (const auto time = TryParseDuration(call.Text(i))) return DurationSeconds(*time);
      const auto quantity = Quantity::Parse(call.Text(i));
      if (!quantity) call.Fail(i, "quantity or duration");
      return static_cast<double>(quantity->InThousandths());
    };
    const double by = amount(1);
    if (by == 0) call.Fail(1, "divisor");
    return Call::Made(amount(0) / by);
  }
  if (call.Number(1) == 0) call.Fail(1, "divisor");
  return Call::Made(call.Number(0) / call.Number(1));
}
Value Absolute(const Call& call) { return Call::Made(std::fabs(call.Number(0))); }
Value Ceiling(const Call& call) { return Call::Made(std::ceil(call.Number(0))); }
Value Floor(const Call& call) { return Call::Made(std::floor(call.Number(0))); }

constexpr size_t kAny = SIZE_MAX;
struct Function {
  std::string_view name;
  size_t least, most;  // arguments
  Value (*run)(const Call& call);
};
constexpr Function kFunctions[] = {
    {"abs", 1, 1, Absolute},
    {"add", 2, 2, Add},
    {"base64_decode", 1, 1, FromBase64},
    {"base64_encode", 1, 1, ToBase64},
    {"ceil", 1, 1, Ceiling},
    {"contains", 2, 2, Contains},
    {"divide", 2, 2, Divide},
    {"ends_with", 2, 2, EndsWith},
    {"floor", 1, 1, Floor},
    {"items", 3, 3, Items},
    {"join", 2, 2, Join},
    {"keys", 1, 1, Keys},
    {"length", 1, 1, Length},
    {"lookup", 2, 2, Lookup},
    {"map", 2, 2, MapEach},
    {"max", 1, 1, Max},
    {"merge", 1, kAny, Merge},
    {"min", 1, 1, Min},
    {"multiply", 2, 2, Multiply},
    {"not_null", 1, kAny, NotNull},
    {"parse_json", 1, 1, ParseJsonText},
    {"pattern_match", 2, 2, PatternMatch},
    {"regex_match", 2, 2, RegexMatch},
    {"regex_replace_all", 3, 3, RegexReplaceAll},
    {"replace_all", 3, 3, ReplaceAll},
    {"reverse", 1, 1, Reverse},
    {"semver_compare", 2, 2, CompareVersions},
    {"sort", 1, 1, Sort},
    {"sort_by", 2, 2, SortBy},
    {"split", 2, 2, Split},
    {"starts_with", 2, 2, StartsWith},
    {"subtract", 2, 2, Subtract},
    {"sum", 1, 1, Sum},
    {"to_array", 1, 1, ToArray},
    {"to_boolean", 1, 1, ToBoolean},
    {"to_lower", 1, 1, Shifted<'A', 'Z', 'a' - 'A'>},
    {"to_number", 1, 1, ToNumber},
    {"to_string", 1, 1, ToText},
    {"to_upper", 1, 1, Shifted<'a', 'z', 'A' - 'a'>},
    {"trim", 2, 2, Trim},
    {"trim_prefix", 2, 2, TrimPrefix},
    {"truncate", 2, 2, Truncate},
    {"type", 1, 1, TypeName},
    {"values", 1, 1, Values},
};

const Function* Find(std::string_view name) {
  const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                   [&](const Function& function) { return function.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

}  // namespace

bool IsJmesFunction(std::string_view name) { return Find(name) != nullptr; }

Value CallJmesFunction(std::string_view name, std::vector<JmesArgument>& arguments,
                       JmesRunner& runner) {
  const Function* function = Find(name);
  if (arguments.size() < function->least || arguments.size() > function->most) {
    throw Failure(ErrorCode::kValues, StrCat("the function ", name, " does not take ",
                                             std::to_string(arguments.size()), " arguments"));
  }
  const Value made = function->run(Call(name, arguments, runner));
  return made.is_missing() ? Value::Nil() : made;
}

}  // namespace chartrender::check::kyverno
