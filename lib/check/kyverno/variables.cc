#include "check/kyverno/variables.h"

#include <algorithm>

#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"

namespace chartrender::check::kyverno {

namespace {

constexpr size_t kDeepest = 8;  // of variables within variables

// Where the braces that open at `begin` close, behind them; maps and other variables may stand
// between.
size_t EndOfVariable(std::string_view text, size_t begin, bool& nested, size_t depth = 0) {
  if (depth > kDeepest)
    throw Failure(ErrorCode::kValues, "variables lie too deep within each other");
  size_t at = begin + 2;
  while (at < text.size() && text[at] != '}') {
    if (text.substr(at).starts_with("{{")) {
      bool deeper = false;
      at = EndOfVariable(text, at, deeper, depth + 1);
      nested = true;
      continue;
    }
    if (text[at] == '{') at = text.find_first_of("{}", at + 1);
    if (at >= text.size() || text[at] == '{') break;
    ++at;
  }
  if (at >= text.size() || !text.substr(at).starts_with("}}"))
    throw Failure(ErrorCode::kValues, StrCat("the variable in \"", text, "\" does not end"));
  return at + 2;
}

}  // namespace

std::vector<Variable> FindVariables(std::string_view text) {
  std::vector<Variable> found;
  for (size_t at = 0; (at = text.find("{{", at)) != std::string_view::npos;) {
    if (at > 0 && text[at - 1] == '\\') {
      at += 2;
      continue;
    }
    bool nested = false;
    const size_t end = EndOfVariable(text, at, nested);
    std::string_view inner = text.substr(at + 2, end - at - 4);
    const size_t first = inner.find_first_not_of(" \t\n\r");
    inner = first == std::string_view::npos
                ? std::string_view()
                : inner.substr(first, inner.find_last_not_of(" \t\n\r") - first + 1);
    if (inner.starts_with("-"))
      inner.remove_prefix(std::min(inner.find_first_not_of("- \t\n\r"), inner.size()));
    found.push_back({at, end, inner, nested});
    at = end;
  }
  return found;
}

Value Scope::Query(std::string_view expression) { return QueryIn(expression, Value::Of(data_)); }

Value Scope::QueryIn(std::string_view expression, Value data) {
  auto found = paths_.find(expression);
  if (found == paths_.end()) {
    found =
        paths_.emplace(std::string(expression), std::make_unique<JmesPath>(expression, lasting_))
            .first;
  }
  JmesResult result = Search(*found->second, data, budget_, *arena_);
  if (result.missing) {
    throw Failure(ErrorCode::kValues,
                  StrCat("there is no field ", result.key, " for {{ ", expression, " }}"));
  }
  return result.value;
}

Value Scope::Substitute(Value value) {
  CheckStack();
  budget_.ChargeSteps(1);
  if (value.is_string()) return SubstituteText(value);
  if (value.is_list()) {
    const std::span<const Value> items = value.AsList();
    const std::span<Value> made = arena_->Array<Value>(items.size());
    for (size_t i = 0; i < items.size(); ++i) made[i] = Substitute(items[i]);
    return Value::List(made);
  }
  if (!value.is_map() || value.AsMap() == nullptr) return value;
  Map* made = Map::New(*arena_, value.AsMap()->size());
  for (const Map::Entry& entry : value.AsMap()->Sorted()) {
    const Value key = SubstituteText(Value::String(entry.key()));
    if (!key.is_string())
      throw Failure(ErrorCode::kValues, StrCat("the key ", entry.key(), " becomes no text"));
    made->SetCopy(key.AsString(), Substitute(entry.value));
  }
  return Value::Of(made);
}

Value Scope::ValueOf(const Variable& variable) {
  if (!variable.nested) return Query(variable.expression);
  CheckStack();
  const Value expression = SubstituteText(Value::String(*arena_, variable.expression));
  if (!expression.is_string()) return expression;
  return Query(expression.AsString());
}

Value Scope::SubstituteText(Value text) {
  const std::string_view raw = text.AsString();
  if (raw.find("{{") == std::string_view::npos) return text;
  const std::vector<Variable> variables = FindVariables(raw);
  if (variables.size() == 1 && variables[0].begin == 0 && variables[0].end == raw.size())
    return ValueOf(variables[0]);
  std::string made;
  size_t at = 0;
  for (const Variable& variable : variables) {
    made += raw.substr(at, variable.begin - at);
    const Value value = ValueOf(variable);
    if (value.is_string()) {
      made += value.AsString();
    } else {
      WriteJson(made, value, JsonStyle::kCompact, &budget_);
    }
    budget_.ExpectMemory(made.size());
    at = variable.end;
  }
  made += raw.substr(at);
  for (size_t i = 0; (i = made.find("\\{{", i)) != std::string::npos; i += 2) made.erase(i, 1);
  return Value::String(*arena_, made);
}

}  // namespace chartrender::check::kyverno
