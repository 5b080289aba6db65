// Runs a template text for a test: only Go's own functions, and a Go-like dot of a few values.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/budget.h"
#include "base/environment.h"
#include "gotemplate/exec.h"
#include "gotemplate/parser.h"
#include "value/map.h"

namespace chartrender {

inline const FunctionTable& TestFunctions() {
  static const FunctionTable table({}, Dialect::kHelm4);
  return table;
}

// {"s": "text", "n": 42.0 (float64), "list": ["a", "b"], "map": {"k": "v", "nil": null}, "yes":
// true}
inline Value TestDot(Arena& arena) {
  Map* inner = Map::New(arena);
  inner->Set("k", Value::String("v"));
  inner->Set("nil", Value::Nil());
  const std::span<Value> items = arena.Array<Value>(2);
  items[0] = Value::String("a");
  items[1] = Value::String("b");
  Map* dot = Map::New(arena);
  dot->Set("s", Value::String("text"));
  dot->Set("n", Value::Float(42));
  dot->Set("list", Value::List(items));
  dot->Set("map", Value::Of(inner));
  dot->Set("yes", Value::Bool(true));
  return Value::Of(dot);
}

// What the template prints, or "error: " and the text of its error.
inline std::string RunTemplate(std::string_view text, ExecOptions options = {},
                               Limits limits = {}) {
  Budget budget(limits);
  Arena arena;
  const Environment environment;
  try {
    const std::unique_ptr<const Program> program = ParseTemplate("t", text, TestFunctions());
    TemplateSet templates;
    const Template entry = templates.Add(*program);
    Interpreter interpreter(arena, budget, environment, nullptr, options);
    std::string out;
    interpreter.Execute(templates, entry, TestDot(arena), out);
    return out;
  } catch (const Failure& failure) {
    return "error: " + failure.error().message;
  }
}

}  // namespace chartrender
