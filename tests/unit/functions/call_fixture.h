// A Call on its own: arena, budget and environment for calling a row of a function table.
#pragma once

#include <initializer_list>
#include <stdexcept>
#include <string>
#include <vector>

#include "functions/functions.h"
#include "value/print.h"

namespace chartrender {

class FunctionCaller {
 public:
  explicit FunctionCaller(std::span<const FunctionDef> rows, Limits limits = {})
      : rows_(rows), budget_(limits), arena_(&budget_) {}

  Value Run(std::string_view name, std::vector<Value> args) {
    Call call{arena_, budget_, environment_, nullptr};
    for (const FunctionDef& row : rows_) {
      if (row.name == name) return row.signature.invoke(call, args);
    }
    throw std::invalid_argument(std::string(name));
  }

  // The result as fmt prints it, or the error's text behind "error: ".
  std::string Text(std::string_view name, std::vector<Value> args) {
    try {
      return PlainText(Run(name, std::move(args)));
    } catch (const Failure& failure) {
      return "error: " + failure.error().message;
    }
  }

  Value List(std::initializer_list<Value> items) {
    const std::span<Value> copy = arena_.Array<Value>(items.size());
    std::copy(items.begin(), items.end(), copy.begin());
    return Value::List(copy);
  }
  Value Dict(std::initializer_list<std::pair<std::string_view, Value>> entries) {
    Map* map = Map::New(arena_);
    for (const auto& [key, value] : entries) map->Set(key, value);
    return Value::Of(map);
  }
  Arena& arena() { return arena_; }

 private:
  std::span<const FunctionDef> rows_;
  Budget budget_;
  Arena arena_;
  Environment environment_ = Environment::System();
};

}  // namespace chartrender
