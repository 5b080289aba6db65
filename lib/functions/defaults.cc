#include <algorithm>

#include "functions/functions.h"
#include "value/truth.h"

namespace chartrender {

namespace {

bool IsFull(const Value& value) { return IsTrue(value); }

Value Default(Call&, Value fallback, Rest<Value> given) {
  return given.size() > 0 && IsFull(given.items[0]) ? given.items[0] : fallback;
}

bool Empty(Call&, Value value) { return !IsFull(value); }

Value Coalesce(Call&, Rest<Value> values) {
  const auto found = std::find_if(values.items.begin(), values.items.end(), IsFull);
  return found == values.items.end() ? Value::Nil() : *found;
}

bool All(Call&, Rest<Value> values) {
  return std::all_of(values.items.begin(), values.items.end(), IsFull);
}

bool Any(Call&, Rest<Value> values) {
  return std::any_of(values.items.begin(), values.items.end(), IsFull);
}

Value Ternary(Call&, Value if_true, Value if_false, bool condition) {
  return condition ? if_true : if_false;
}

constexpr std::string_view kSource = "sprig 3.3 defaults.go";

constexpr FunctionDef kRows[] = {
    {"default", Fn<&Default>, "default FALLBACK VALUE: VALUE, or FALLBACK when it is empty.",
     kSource},
    {"empty", Fn<&Empty>, "Whether the value is empty: nil, false, 0 or without content.", kSource},
    {"coalesce", Fn<&Coalesce>, "The first of the arguments that is not empty.", kSource},
    {"all", Fn<&All>, "Whether none of the arguments is empty.", kSource},
    {"any", Fn<&Any>, "Whether one of the arguments is not empty.", kSource},
    {"ternary", Fn<&Ternary>, "ternary A B CONDITION: A when CONDITION is true, else B.", kSource},
};

}  // namespace

std::span<const FunctionDef> DefaultFunctions() { return kRows; }

}  // namespace chartrender
