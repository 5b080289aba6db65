#include "schema/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <vector>

#include "base/float_digits.h"
#include "codec/json/json.h"

namespace chartrender::schema {

namespace {

using Wide = unsigned __int128;

// big.Rat.SetString refuses greater exponents.
constexpr int64_t kLargestExponent = 1'000'000;

uint64_t PowerOfTenModulo(int64_t exponent, uint64_t modulus) {
  uint64_t result = 1 % modulus;
  uint64_t base = 10 % modulus;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) result = static_cast<uint64_t>(Wide{result} * base % modulus);
    base = static_cast<uint64_t>(Wide{base} * base % modulus);
  }
  return result;
}

bool FitsUint64(std::string_view digits) { return digits.size() <= 19; }

uint64_t ToUint64(std::string_view digits) {
  uint64_t number = 0;
  for (const char c : digits) number = number * 10 + static_cast<uint64_t>(c - '0');
  return number;
}

// A natural number as decimal digits, least significant first; wide enough for the remainders of
// one divisor.
class Remainder {
 public:
  explicit Remainder(std::string_view divisor) : divisor_(divisor.rbegin(), divisor.rend()) {
    digits_.assign(divisor_.size() + 1, 0);
    for (char& c : divisor_) c = static_cast<char>(c - '0');
    divisor_.push_back(0);
  }

  // remainder = (remainder * 10 + digit) mod divisor.
  void Push(char digit) {
    std::move_backward(digits_.begin(), digits_.end() - 1, digits_.end());
    digits_[0] = digit;
    while (!Less()) Subtract();
  }

  bool is_zero() const {
    return std::all_of(digits_.begin(), digits_.end(), [](char c) { return c == 0; });
  }

 private:
  bool Less() const {
    return std::lexicographical_compare(digits_.rbegin(), digits_.rend(), divisor_.rbegin(),
                                        divisor_.rend());
  }
  void Subtract() {
    int borrow = 0;
    for (size_t i = 0; i < digits_.size(); ++i) {
      int digit = digits_[i] - divisor_[i] - borrow;
      borrow = digit < 0 ? 1 : 0;
      digits_[i] = static_cast<char>(digit + borrow * 10);
    }
  }

  std::vector<char> divisor_;
  std::vector<char> digits_;
};

}  // namespace

void Decimal::Normalise() {
  const size_t first = digits_.find_first_not_of('0');
  if (first == std::string::npos) {
    *this = Decimal();
    return;
  }
  digits_.erase(0, first);
  const size_t last = digits_.find_last_not_of('0');
  exponent_ += static_cast<int64_t>(digits_.size() - last - 1);
  digits_.resize(last + 1);
}

std::optional<Decimal> Decimal::Parse(std::string_view literal) {
  Decimal number;
  size_t at = 0;
  if (at < literal.size() && (literal[at] == '-' || literal[at] == '+')) {
    number.negative_ = literal[at++] == '-';
  }
  bool fraction = false;
  int64_t places = 0;
  for (; at < literal.size() && literal[at] != 'e' && literal[at] != 'E'; ++at) {
    if (literal[at] == '.') {
      fraction = true;
      continue;
    }
    if (literal[at] < '0' || literal[at] > '9') return std::nullopt;
    number.digits_.push_back(literal[at]);
    if (fraction) ++places;
  }
  if (number.digits_.empty()) return std::nullopt;
  int64_t exponent = 0;
  if (at < literal.size()) {
    std::string_view text = literal.substr(at + 1);
    if (!text.empty() && text[0] == '+') text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  }
  const bool zero = number.digits_.find_first_not_of('0') == std::string::npos;
  if (!zero && (exponent - places > kLargestExponent || exponent < places - kLargestExponent)) {
    return std::nullopt;
  }
  number.exponent_ = zero ? 0 : exponent - places;
  number.Normalise();
  return number;
}

std::optional<Decimal> Decimal::Of(Value value) {
  if (IsJsonNumber(value)) return Parse(JsonNumberText(value));
  Decimal number;
  if (value.is(Kind::kFloat)) {
    const FloatDigits found = value.type() == GoType::kFloat32
                                  ? ShortestDigits32(static_cast<float>(value.AsFloat()))
                                  : ShortestDigits(value.AsFloat());
    number.digits_.assign(found.digits, static_cast<size_t>(found.count));
    number.exponent_ = found.point - found.count;
    number.negative_ = found.negative;
  } else {
    char text[24] = {};
    const auto end = value.is(Kind::kInt)
                         ? std::to_chars(text, text + sizeof(text), value.AsInt())
                         : std::to_chars(text, text + sizeof(text), value.AsUint());
    number.negative_ = text[0] == '-';
    number.digits_.assign(text + (number.negative_ ? 1 : 0), end.ptr);
  }
  number.Normalise();
  return number;
}

int Decimal::Compare(const Decimal& other) const {
  if (is_zero() || other.is_zero() || negative_ != other.negative_) {
    const int mine = is_zero() ? 0 : (negative_ ? -1 : 1);
    const int theirs = other.is_zero() ? 0 : (other.negative_ ? -1 : 1);
    return mine - theirs;
  }
  int magnitude = 0;
  if (Point() != other.Point()) {
    magnitude = Point() < other.Point() ? -1 : 1;
  } else {
    magnitude = digits_.compare(other.digits_);
  }
  return negative_ ? -magnitude : magnitude;
}

bool Decimal::IsMultipleOf(const Decimal& divisor) const {
  if (is_zero()) return true;
  const int64_t zeros = exponent_ - divisor.exponent_;
  if (zeros < 0) return false;  // the digits do not end in zeros, so ten does not divide them
  if (FitsUint64(divisor.digits_)) {
    const uint64_t modulus = ToUint64(divisor.digits_);
    uint64_t rest = 0;
    for (const char c : digits_) {
      rest = static_cast<uint64_t>((Wide{rest} * 10 + static_cast<unsigned>(c - '0')) % modulus);
    }
    return Wide{rest} * PowerOfTenModulo(zeros, modulus) % modulus == 0;
  }
  Remainder rest(divisor.digits_);
  for (const char c : digits_) rest.Push(static_cast<char>(c - '0'));
  for (int64_t i = 0; i < zeros && !rest.is_zero(); ++i) rest.Push(0);
  return rest.is_zero();
}

double Decimal::ToDouble() const {
  if (is_zero()) return 0;
  std::string text = negative_ ? "-" : "";
  text.append(digits_).append("e").append(std::to_string(exponent_));
  double value = 0;
  ParseFloat(text, value);
  return value;
}

int64_t Decimal::ToInt64() const {
  uint64_t low = 0;
  for (const char c : digits_) low = low * 10 + static_cast<uint64_t>(c - '0');
  // 10^64 is a multiple of 2^64.
  for (int64_t i = 0; i < std::min<int64_t>(exponent_, 64); ++i) low *= 10;
  return static_cast<int64_t>(negative_ ? 0 - low : low);
}

bool IsNumber(Value value) {
  switch (value.kind()) {
    case Kind::kInt:
    case Kind::kUint:
      return value.type() != GoType::kUintptr;
    case Kind::kFloat:
      return std::isfinite(value.AsFloat());
    case Kind::kObject:
      return IsJsonNumber(value);
    default:
      return false;
  }
}

bool IsIntegral(Value value) {
  switch (value.kind()) {
    case Kind::kInt:
    case Kind::kUint:
      return true;
    case Kind::kFloat:
      // The shortest text of a float has a fraction exactly when the float has one.
      return std::trunc(value.AsFloat()) == value.AsFloat();
    default: {
      const std::optional<Decimal> number = Decimal::Of(value);
      return number.has_value() && number->IsInteger();
    }
  }
}

}  // namespace chartrender::schema
