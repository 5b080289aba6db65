#include "functions/decimal.h"

#include <algorithm>
#include <limits>

#include "base/float_digits.h"

namespace chartrender::functions {

namespace {

constexpr uint32_t kBase = 1'000'000'000;
constexpr int64_t kBaseDigits = 9;
constexpr int64_t kDivisionPlaces = 16;

uint32_t PowerOfTen(int64_t power) {
  uint32_t result = 1;
  for (int64_t i = 0; i < power; ++i) result *= 10;
  return result;
}

std::vector<uint32_t> LimbsOf(uint64_t value) {
  std::vector<uint32_t> limbs;
  for (; value != 0; value /= kBase) limbs.push_back(static_cast<uint32_t>(value % kBase));
  return limbs;
}

}  // namespace

Decimal Decimal::FromFloat(double value) {
  Decimal result;
  if (value == 0) return result;
  const FloatDigits digits = ShortestDigits(value);
  uint64_t whole = 0;
  for (int i = 0; i < digits.count; ++i)
    whole = whole * 10 + static_cast<uint64_t>(digits.digits[i] - '0');
  result.negative_ = digits.negative;
  result.limbs_ = LimbsOf(whole);
  result.exponent_ = digits.point - digits.count;
  return result;
}

void Decimal::Normalize(Limbs& limbs) {
  while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
}

Decimal::Limbs Decimal::ScaledUp(const Limbs& limbs, int64_t power) {
  if (limbs.empty() || power == 0) return limbs;
  Limbs result(static_cast<size_t>(power / kBaseDigits), 0);
  const uint64_t factor = PowerOfTen(power % kBaseDigits);
  uint64_t carry = 0;
  for (const uint32_t limb : limbs) {
    carry += limb * factor;
    result.push_back(static_cast<uint32_t>(carry % kBase));
    carry /= kBase;
  }
  if (carry != 0) result.push_back(static_cast<uint32_t>(carry));
  return result;
}

Decimal::Limbs Decimal::ScaledDown(const Limbs& limbs, int64_t power) {
  const int64_t skipped = power / kBaseDigits;
  if (skipped >= static_cast<int64_t>(limbs.size())) return {};
  const Limbs rest(limbs.begin() + skipped, limbs.end());
  return Quotient(rest, PowerOfTen(power % kBaseDigits));
}

Decimal::Limbs Decimal::Sum(const Limbs& a, const Limbs& b) {
  Limbs result;
  uint32_t carry = 0;
  for (size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
    const uint32_t limb = carry + (i < a.size() ? a[i] : 0) + (i < b.size() ? b[i] : 0);
    carry = limb >= kBase ? 1 : 0;
    result.push_back(limb - carry * kBase);
  }
  return result;
}

Decimal::Limbs Decimal::Difference(const Limbs& a, const Limbs& b) {
  Limbs result;
  uint32_t borrow = 0;
  for (size_t i = 0; i < a.size(); ++i) {
    const uint32_t less = borrow + (i < b.size() ? b[i] : 0);
    borrow = a[i] < less ? 1 : 0;
    result.push_back(a[i] + borrow * kBase - less);
  }
  Normalize(result);
  return result;
}

Decimal::Limbs Decimal::Product(const Limbs& a, const Limbs& b) {
  Limbs result(a.size() + b.size(), 0);
  for (size_t i = 0; i < a.size(); ++i) {
    uint64_t carry = 0;
    for (size_t j = 0; j < b.size(); ++j) {
      carry += uint64_t{a[i]} * b[j] + result[i + j];
      result[i + j] = static_cast<uint32_t>(carry % kBase);
      carry /= kBase;
    }
    result[i + b.size()] = static_cast<uint32_t>(carry);
  }
  Normalize(result);
  return result;
}

Decimal::Limbs Decimal::Quotient(const Limbs& a, uint64_t divisor) {
  Limbs result(a.size(), 0);
  unsigned __int128 rest = 0;
  for (size_t i = a.size(); i > 0; --i) {
    rest = rest * kBase + a[i - 1];
    result[i - 1] = static_cast<uint32_t>(rest / divisor);
    rest %= divisor;
  }
  Normalize(result);
  return result;
}

int Decimal::Compare(const Limbs& a, const Limbs& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  for (size_t i = a.size(); i > 0; --i) {
    if (a[i - 1] != b[i - 1]) return a[i - 1] < b[i - 1] ? -1 : 1;
  }
  return 0;
}

Decimal Decimal::Add(const Decimal& other) const {
  Decimal result;
  result.exponent_ = std::min(exponent_, other.exponent_);
  const Limbs a = ScaledUp(limbs_, exponent_ - result.exponent_);
  const Limbs b = ScaledUp(other.limbs_, other.exponent_ - result.exponent_);
  if (negative_ == other.negative_) {
    result.negative_ = negative_;
    result.limbs_ = Sum(a, b);
  } else {
    const bool keeps = Compare(a, b) >= 0;
    result.negative_ = keeps ? negative_ : other.negative_;
    result.limbs_ = keeps ? Difference(a, b) : Difference(b, a);
  }
  if (result.is_zero()) result.negative_ = false;
  return result;
}

Decimal Decimal::Subtract(const Decimal& other) const {
  Decimal negated = other;
  negated.negative_ = !other.negative_ && !other.is_zero();
  return Add(negated);
}

Decimal Decimal::Multiply(const Decimal& other) const {
  Decimal result;
  result.exponent_ = exponent_ + other.exponent_;
  result.limbs_ = Product(limbs_, other.limbs_);
  result.negative_ = negative_ != other.negative_ && !result.is_zero();
  return result;
}

Decimal Decimal::Divide(const Decimal& divisor) const {
  uint64_t whole = 0;
  for (size_t i = divisor.limbs_.size(); i > 0; --i) whole = whole * kBase + divisor.limbs_[i - 1];
  // The quotient is dividend * 10^shift / divisor, cut to a whole number of 10^-16.
  const int64_t shift = exponent_ - divisor.exponent_ + kDivisionPlaces;
  const Limbs dividend = shift > 0 ? ScaledUp(limbs_, shift) : limbs_;
  const Limbs scaled_divisor = shift < 0 ? ScaledUp(divisor.limbs_, -shift) : divisor.limbs_;
  Decimal result;
  result.exponent_ = -kDivisionPlaces;
  result.limbs_ = Quotient(shift < 0 ? ScaledDown(limbs_, -shift) : dividend, whole);
  const Limbs rest = Difference(dividend, Product(result.limbs_, scaled_divisor));
  if (Compare(Sum(rest, rest), scaled_divisor) >= 0) result.limbs_ = Sum(result.limbs_, {1});
  result.negative_ = negative_ != divisor.negative_ && !result.is_zero();
  return result;
}

std::string Decimal::ToText() const {
  if (is_zero()) return "0";
  std::string text = negative_ ? "-" : "";
  text += std::to_string(limbs_.back());
  for (size_t i = limbs_.size() - 1; i > 0; --i) {
    const std::string limb = std::to_string(limbs_[i - 1]);
    text.append(static_cast<size_t>(kBaseDigits) - limb.size(), '0').append(limb);
  }
  return text + "e" + std::to_string(exponent_);
}

double Decimal::ToFloat() const {
  double value = 0;
  return ParseFloat(ToText(), value) ? value : 0;
}

}  // namespace chartrender::functions
