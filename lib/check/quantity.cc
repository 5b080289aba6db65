#include "check/quantity.h"

#include <charconv>

#include "base/float_digits.h"

namespace chartrender::check {

namespace {

struct Suffix {
  std::string_view text;
  int base;
  int power;
};
constexpr Suffix kSuffixes[] = {
    {"", 10, 0},   {"n", 10, -9}, {"u", 10, -6}, {"m", 10, -3}, {"k", 10, 3},  {"M", 10, 6},
    {"G", 10, 9},  {"T", 10, 12}, {"P", 10, 15}, {"E", 10, 18}, {"Ki", 2, 10}, {"Mi", 2, 20},
    {"Gi", 2, 30}, {"Ti", 2, 40}, {"Pi", 2, 50}, {"Ei", 2, 60},
};
constexpr size_t kMostDigits = 60;
constexpr int kMostPower = 100;

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The factor that a suffix stands for; nothing when it is none.
std::optional<Suffix> ReadSuffix(std::string_view text) {
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.text == text) return suffix;
  }
  if (text.size() < 2 || (text[0] != 'e' && text[0] != 'E')) return std::nullopt;
  std::string_view digits = text.substr(1);
  if (digits[0] == '+') digits.remove_prefix(1);
  int power = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), power);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  if (power > kMostPower || power < -kMostPower) return std::nullopt;
  return Suffix{text, 10, power};
}

}  // namespace

std::optional<Quantity> Quantity::Parse(std::string_view text) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  size_t size = 0;
  size_t digits = 0;
  int fraction = 0;
  bool dot = false;
  for (; size < text.size() && (IsDigit(text[size]) || (text[size] == '.' && !dot)); ++size) {
    if (text[size] == '.') {
      dot = true;
      continue;
    }
    ++digits;
    fraction += dot ? 1 : 0;
  }
  const auto suffix = ReadSuffix(text.substr(size));
  if (digits == 0 || digits > kMostDigits || !suffix) return std::nullopt;

  constexpr Int128 kMost = Int128(1'000'000'000'000'000'000) * 1'000'000'000'000'000'000;
  const auto times = [](Int128& number, int factor) {
    if (number > kMost) return false;
    number *= factor;
    return true;
  };
  Int128 number = 0;
  for (size_t i = 0; i < size; ++i) {
    if (text[i] == '.') continue;
    if (!times(number, 10)) return std::nullopt;
    number += text[i] - '0';
  }
  if (suffix->base == 2) {
    for (int i = 0; i < suffix->power; ++i) {
      if (!times(number, 2)) return std::nullopt;
    }
  }
  // To billionths; what is smaller is rounded up.
  int power = 9 - fraction + (suffix->base == 10 ? suffix->power : 0);
  for (; power > 0 && number != 0; --power) {
    if (!times(number, 10)) return std::nullopt;
  }
  for (; power < 0; ++power) number = number / 10 + (number % 10 == 0 ? 0 : 1);
  return Quantity(negative ? -number : number);
}

std::optional<Quantity> Quantity::Of(Value value) {
  switch (value.kind()) {
    case Kind::kString:
      return Parse(value.AsString());
    case Kind::kInt:
      return Parse(std::to_string(value.AsInt()));
    case Kind::kUint:
      return Parse(std::to_string(value.AsUint()));
    case Kind::kFloat:
      return Parse(FormatFloatJson(value.AsFloat()));
    default:
      return std::nullopt;
  }
}

int64_t Quantity::Rounded(int64_t unit) const {
  const Int128 size = billionths_ < 0 ? -billionths_ : billionths_;
  Int128 whole = size / unit + (size % unit == 0 ? 0 : 1);
  if (whole > INT64_MAX) whole = INT64_MAX;
  return static_cast<int64_t>(billionths_ < 0 ? -whole : whole);
}

}  // namespace chartrender::check
