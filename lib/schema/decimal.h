// Exact decimal numbers, for keywords such as `minimum` and `multipleOf` whose answers must not
// depend on binary rounding. Immutable after construction. Source: math/big Rat as
// santhosh-tekuri/jsonschema 6.0.3 uses it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

namespace chartrender::schema {

class Decimal {
 public:
  // A JSON or Go number literal. Nothing when its exponent is beyond what big.Rat accepts (10^6).
  static std::optional<Decimal> Parse(std::string_view literal);
  // The number of a Value for which IsNumber() holds, by the decimal text that Go prints for it.
  static std::optional<Decimal> Of(Value value);

  bool is_zero() const { return digits_.empty(); }
  bool IsInteger() const { return exponent_ >= 0; }
  // Negative, zero or positive, as this is less than, equal to or greater than `other`.
  int Compare(const Decimal& other) const;
  // True when this divided by `divisor`, which is not zero, is an integer.
  bool IsMultipleOf(const Decimal& divisor) const;
  // The nearest double; infinite when there is none.
  double ToDouble() const;
  // Of an integer: its low 64 bits, as big.Int.Int64 gives them.
  int64_t ToInt64() const;

 private:
  // The number is digits_ x 10^exponent_; digits_ has no zeros at either end, and none at all for
  // zero.
  std::string digits_;
  int64_t exponent_ = 0;
  bool negative_ = false;

  void Normalise();
  int64_t Point() const { return static_cast<int64_t>(digits_.size()) + exponent_; }
};

// True for integers, finite floats and json.Number.
bool IsNumber(Value value);
// True when the number has no fraction, by the text that Go prints for it.
bool IsIntegral(Value value);

}  // namespace chartrender::schema
