#include <algorithm>

#include "functions/cast.h"
#include "functions/functions.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

using functions::ToInt64;

// Go's integers wrap around.
int64_t WrapAdd(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}
int64_t WrapSub(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
}
int64_t WrapMul(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

int64_t Add(Call&, Rest<Value> values) {
  int64_t sum = 0;
  for (const Value value : values.items) sum = WrapAdd(sum, ToInt64(value));
  return sum;
}

int64_t AddOne(Call&, Value value) { return WrapAdd(ToInt64(value), 1); }

int64_t Subtract(Call&, Value a, Value b) { return WrapSub(ToInt64(a), ToInt64(b)); }

int64_t Multiply(Call&, Value first, Rest<Value> values) {
  int64_t product = ToInt64(first);
  for (const Value value : values.items) product = WrapMul(product, ToInt64(value));
  return product;
}

int64_t RequireDivisor(Value value) {
  const int64_t divisor = ToInt64(value);
  if (divisor == 0) functions::Raise("runtime error: integer divide by zero");
  return divisor;
}

int64_t Divide(Call&, Value a, Value b) {
  const int64_t divisor = RequireDivisor(b);
  const int64_t dividend = ToInt64(a);
  return divisor == -1 ? WrapSub(0, dividend) : dividend / divisor;
}

int64_t Remainder(Call&, Value a, Value b) {
  const int64_t divisor = RequireDivisor(b);
  return divisor == -1 ? 0 : ToInt64(a) % divisor;
}

int64_t Max(Call&, Value first, Rest<Value> values) {
  int64_t best = ToInt64(first);
  for (const Value value : values.items) best = std::max(best, ToInt64(value));
  return best;
}

int64_t Min(Call&, Value first, Rest<Value> values) {
  int64_t best = ToInt64(first);
  for (const Value value : values.items) best = std::min(best, ToInt64(value));
  return best;
}

constexpr std::string_view kSource = "sprig 3.3 functions.go, numeric.go";

constexpr FunctionDef kRows[] = {
    {"add", Fn<&Add>, "The sum of the arguments, each cut to an integer first.", kSource},
    {"add1", Fn<&AddOne>, "The argument plus 1.", kSource},
    {"sub", Fn<&Subtract>, "sub A B: A - B.", kSource},
    {"mul", Fn<&Multiply>, "The product of the arguments, each cut to an integer first.", kSource},
    {"div", Fn<&Divide>, "div A B: the integer quotient of A and B.", kSource},
    {"mod", Fn<&Remainder>, "mod A B: what remains of A when divided by B.", kSource},
    {"max", Fn<&Max>, "The largest of the arguments as an integer.", kSource},
    {"biggest", Fn<&Max>, "The old name of max.", kSource},
    {"min", Fn<&Min>, "The smallest of the arguments as an integer.", kSource},
};

}  // namespace

std::span<const FunctionDef> IntegerFunctions() { return kRows; }

}  // namespace chartrender
