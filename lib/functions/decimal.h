// Exact decimal arithmetic for addf, subf, mulf and divf. A number is a whole number of any size
// times a power of ten. Immutable values; memory grows with the digits. Source:
// shopspring/decimal 1.4.0.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace chartrender::functions {

class Decimal {
 public:
  Decimal() = default;  // 0

  // The shortest decimal that reads back as `value`, which must be finite. Source: NewFromFloat.
  static Decimal FromFloat(double value);

  Decimal Add(const Decimal& other) const;
  Decimal Subtract(const Decimal& other) const;
  Decimal Multiply(const Decimal& other) const;
  // Rounded half away from zero to 16 places. `divisor` must come from FromFloat and not be 0.
  // Source: Div.
  Decimal Divide(const Decimal& divisor) const;

  bool is_zero() const { return limbs_.empty(); }
  // The nearest float; infinite when it is too large. Source: Float64.
  double ToFloat() const;
  // Digits and exponent, for example "-123e-2".
  std::string ToText() const;

 private:
  using Limbs = std::vector<uint32_t>;  // base 10^9, lowest first, no zero on top

  static void Normalize(Limbs& limbs);
  static Limbs ScaledUp(const Limbs& limbs, int64_t power);
  static Limbs ScaledDown(const Limbs& limbs, int64_t power);
  static Limbs Sum(const Limbs& a, const Limbs& b);
  static Limbs Difference(const Limbs& a, const Limbs& b);  // a >= b
  static Limbs Product(const Limbs& a, const Limbs& b);
  static Limbs Quotient(const Limbs& a, uint64_t divisor);
  static int Compare(const Limbs& a, const Limbs& b);

  bool negative_ = false;
  Limbs limbs_;
  int64_t exponent_ = 0;
};

}  // namespace chartrender::functions
