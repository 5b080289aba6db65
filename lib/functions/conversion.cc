#include "functions/cast.h"
#include "functions/functions.h"
#include "functions/text_of.h"
#include "value/print.h"

namespace chartrender {

namespace {

GoInt ToInt(Call&, Value value) { return {functions::ToInt64(value)}; }
int64_t ToInt64(Call&, Value value) { return functions::ToInt64(value); }
double ToFloat64(Call&, Value value) { return functions::ToFloat64(value); }
std::string_view ToString(Call& call, Value value) { return functions::TextOf(call, value); }

// A number that is too large gives the nearest integer, as strconv.Atoi does besides its error.
GoInt Atoi(Call&, std::string_view text) {
  int64_t value = 0;
  functions::ParseInteger(text, 10, value);
  return {value};
}

int64_t ToDecimal(Call& call, Value value) {
  int64_t parsed = 0;
  const auto error = functions::ParseInteger(PlainText(value, &call.budget), 8, parsed);
  return error == functions::IntegerError::kNone ? parsed : 0;
}

constexpr FunctionDef kRows[] = {
    {"int", Fn<&ToInt>, "The value as int, 0 when it is no number.", "spf13/cast 1.7.0 ToInt"},
    {"int64", Fn<&ToInt64>, "The value as int64, 0 when it is no number.",
     "spf13/cast 1.7.0 ToInt64"},
    {"float64", Fn<&ToFloat64>, "The value as float64, 0 when it is no number.",
     "spf13/cast 1.7.0 ToFloat64"},
    {"toString", Fn<&ToString>, "The value as text.", "sprig 3.3 strings.go strval"},
    {"atoi", Fn<&Atoi>, "The decimal integer that STR is, 0 when it is none.", "Go strconv.Atoi"},
    {"toDecimal", Fn<&ToDecimal>, "The value of an octal number.",
     "sprig 3.3 numeric.go toDecimal"},
};

}  // namespace

std::span<const FunctionDef> ConversionFunctions() { return kRows; }

}  // namespace chartrender
