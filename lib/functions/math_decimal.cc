#include <cmath>
#include <limits>

#include "base/float_digits.h"
#include "functions/cast.h"
#include "functions/decimal.h"
#include "functions/functions.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

using functions::Decimal;
using functions::ToFloat64;

Decimal ToDecimal(Value value) {
  const double number = ToFloat64(value);
  if (!std::isfinite(number))
    functions::Raise("Cannot create a Decimal from " + FormatFloat(number, 'g', -1));
  return Decimal::FromFloat(number);
}

// `start` combined with each of `values` in turn.
template <class Operation>
double Combine(Decimal start, std::span<const Value> values, Operation operation) {
  for (const Value value : values) start = operation(start, ToDecimal(value));
  return start.ToFloat();
}

double AddOneF(Call&, Value value) { return ToDecimal(value).Add(Decimal::FromFloat(1)).ToFloat(); }

double AddF(Call&, Rest<Value> values) {
  return Combine(Decimal(), values.items,
                 [](const Decimal& a, const Decimal& b) { return a.Add(b); });
}

double SubF(Call&, Value first, Rest<Value> values) {
  return Combine(ToDecimal(first), values.items,
                 [](const Decimal& a, const Decimal& b) { return a.Subtract(b); });
}

double MulF(Call& call, Value first, Rest<Value> values) {
  return Combine(ToDecimal(first), values.items, [&call](const Decimal& a, const Decimal& b) {
    call.budget.ChargeSteps(1);
    return a.Multiply(b);
  });
}

double DivF(Call&, Value first, Rest<Value> values) {
  return Combine(ToDecimal(first), values.items, [](const Decimal& a, const Decimal& b) {
    if (b.is_zero()) functions::Raise("decimal division by 0");
    return a.Divide(b);
  });
}

// Source: math.Max.
double LargerOf(double a, double b) {
  if (std::isinf(a) && a > 0) return a;
  if (std::isinf(b) && b > 0) return b;
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<double>::quiet_NaN();
  if (a == 0 && b == 0) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

// Source: math.Min.
double SmallerOf(double a, double b) {
  if (std::isinf(a) && a < 0) return a;
  if (std::isinf(b) && b < 0) return b;
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<double>::quiet_NaN();
  if (a == 0 && b == 0) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}

double MaxF(Call&, Value first, Rest<Value> values) {
  double best = ToFloat64(first);
  for (const Value value : values.items) best = LargerOf(best, ToFloat64(value));
  return best;
}

double MinF(Call&, Value first, Rest<Value> values) {
  double best = ToFloat64(first);
  for (const Value value : values.items) best = SmallerOf(best, ToFloat64(value));
  return best;
}

double Floor(Call&, Value value) { return std::floor(ToFloat64(value)); }
double Ceil(Call&, Value value) { return std::ceil(ToFloat64(value)); }

// 10^places by Go's squarings, whose rounding differs from the C library's. Source: math.Pow.
double PowerOfTen(int64_t places) {
  if (places == 0) return 1;
  if (places == 1) return 10;
  const double whole = std::fabs(static_cast<double>(places));
  if (whole >= 9223372036854775808.0)
    return places < 0 ? 0 : std::numeric_limits<double>::infinity();
  double result = 1;
  int result_exponent = 0;
  int exponent = 0;
  double square = std::frexp(10.0, &exponent);
  for (auto i = static_cast<int64_t>(whole); i != 0; i >>= 1) {
    if (exponent < -(1 << 12) || exponent > (1 << 12)) {
      result_exponent += exponent;
      break;
    }
    if ((i & 1) == 1) {
      result *= square;
      result_exponent += exponent;
    }
    square *= square;
    exponent *= 2;
    if (square < .5) {
      square += square;
      --exponent;
    }
  }
  if (places < 0) return std::ldexp(1 / result, -result_exponent);
  return std::ldexp(result, result_exponent);
}

double Round(Call&, Value value, GoInt places, Rest<double> round_on) {
  const double threshold = round_on.size() > 0 ? round_on.items[0].AsFloat() : .5;
  const double power = PowerOfTen(places.value);
  const double shifted = power * ToFloat64(value);
  double whole = 0;
  // The fraction of an infinite number is NaN in Go, 0 in C.
  const double fraction =
      std::isinf(shifted) ? std::numeric_limits<double>::quiet_NaN() : std::modf(shifted, &whole);
  return (fraction >= threshold ? std::ceil(shifted) : std::floor(shifted)) / power;
}

constexpr std::string_view kDecimal = "sprig 3.3 numeric.go, shopspring/decimal 1.4.0";
constexpr std::string_view kSource = "sprig 3.3 numeric.go";

constexpr FunctionDef kRows[] = {
    {"add1f", Fn<&AddOneF>, "The argument plus 1, as a decimal.", kDecimal},
    {"addf", Fn<&AddF>, "The exact decimal sum of the arguments.", kDecimal},
    {"subf", Fn<&SubF>, "subf A B...: A less each B, exact in decimals.", kDecimal},
    {"mulf", Fn<&MulF>, "The exact decimal product of the arguments.", kDecimal},
    {"divf", Fn<&DivF>, "divf A B...: A divided by each B, to 16 decimal places.", kDecimal},
    {"maxf", Fn<&MaxF>, "The largest of the arguments as a float.", kSource},
    {"minf", Fn<&MinF>, "The smallest of the arguments as a float.", kSource},
    {"floor", Fn<&Floor>, "The largest whole number that is not above the argument.", kSource},
    {"ceil", Fn<&Ceil>, "The smallest whole number that is not below the argument.", kSource},
    {"round", Fn<&Round>,
     "round NUMBER PLACES [UP]: rounded to PLACES, up from the fraction UP (0.5) on.", kSource},
};

}  // namespace

std::span<const FunctionDef> DecimalFunctions() { return kRows; }

}  // namespace chartrender
