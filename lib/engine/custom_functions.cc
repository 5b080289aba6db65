#include "engine/custom_functions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "engine/client_json.h"
#include "engine/functions.h"

namespace chartrender::engine {

namespace {

constexpr Param kAnyParam[] = {{ParamKind::kAny, nullptr}};

// What the language reads as something else than a function.
constexpr std::string_view kKeywords[] = {"block",    "break", "continue", "define", "else",
                                          "end",      "false", "if",       "nil",    "range",
                                          "template", "true",  "with"};

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsIdentifier(std::string_view name) {
  if (name.empty() || IsDigit(name[0])) return false;
  if (std::find(std::begin(kKeywords), std::end(kKeywords), name) != std::end(kKeywords)) {
    return false;
  }
  return std::all_of(name.begin(), name.end(), [](char c) { return IsLetter(c) || IsDigit(c); });
}

std::string ArgumentsText(Call& call, std::span<const Value> args) {
  std::string text = "[";
  for (const Value arg : args) {
    if (text.size() > 1) text += ',';
    WriteJson(text, arg.is_absent() ? Value::Nil() : arg, JsonStyle::kRaw, &call.budget);
  }
  return text += ']';
}

}  // namespace

CustomFunctions::CustomFunctions(Dialect dialect, std::vector<TemplateFunction> functions)
    : table_(&ChartFunctions(dialect)) {
  if (functions.empty()) return;
  rows_.reserve(functions.size());
  std::vector<const FunctionDef*> rows;
  for (TemplateFunction& function : functions) {
    const std::string& name = function.name;
    if (!IsIdentifier(name) || !function.call) {
      throw Failure(
          ErrorCode::kUsage,
          StrCat("template function `", name,
                 "`: a name of letters, digits and `_` and something to call are needed"));
    }
    const bool twice = std::any_of(rows_.begin(), rows_.end(),
                                   [&](const Row& row) { return row.function.name == name; });
    if (twice || table_->Find(name) != nullptr) {
      throw Failure(ErrorCode::kUsage,
                    StrCat("template function `", name, "`: there is one of this name"));
    }
    rows_.push_back({{}, std::move(function)});
    Row& row = rows_.back();
    row.name = row.function.name;
    row.signature = {&Invoke, kAnyParam, true};
    rows.push_back(&row);
  }
  own_ = std::make_unique<const FunctionTable>(*table_, rows);
  table_ = own_.get();
}

Value CustomFunctions::Invoke(Call& call, std::span<const Value> args) {
  const auto& function = static_cast<const Row*>(call.row)->function;
  const std::string arguments = ArgumentsText(call, args);
  std::optional<Result<std::string>> result;
  RunOnCallersStack([&] { result.emplace(function.call(arguments)); });
  if (!result->ok()) throw Failure(ErrorCode::kTemplate, result->error().message);
  const std::string& json = result->value();
  call.budget.ChargeMemory(json.size());
  return json.empty() ? Value::Nil() : ReadClientJson(json, call.arena);
}

}  // namespace chartrender::engine
