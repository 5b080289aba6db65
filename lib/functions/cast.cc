#include "functions/cast.h"

#include <cmath>
#include <limits>
#include <string>

#include "base/float_digits.h"
#include "value/object.h"

namespace chartrender::functions {

namespace {

constexpr int64_t kSmallest = std::numeric_limits<int64_t>::min();
constexpr uint64_t kCutoff = uint64_t{1} << 63;        // the first magnitude above an int64
constexpr double kFloatLimit = 9223372036854775808.0;  // 2^63

char LowerAscii(char c) { return static_cast<char>(c | 0x20); }

bool IsDecimalDigit(char c) { return c >= '0' && c <= '9'; }

// Source: strconv underscoreOK.
bool UnderscoresAreSeparators(std::string_view text) {
  size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  char last = '^';
  bool hex = false;
  if (text.size() - at >= 2 && text[at] == '0') {
    const char prefix = LowerAscii(text[at + 1]);
    if (prefix == 'b' || prefix == 'o' || prefix == 'x') {
      hex = prefix == 'x';
      at += 2;
      last = '0';
    }
  }
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const char lower = LowerAscii(c);
    if (IsDecimalDigit(c) || (hex && lower >= 'a' && lower <= 'f')) {
      last = '0';
    } else if (c == '_') {
      if (last != '0') return false;
      last = '_';
    } else {
      if (last == '_') return false;
      last = '!';
    }
  }
  return last != '_';
}

int DigitOf(char c) {
  if (IsDecimalDigit(c)) return c - '0';
  const char lower = LowerAscii(c);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

// Cuts the prefix that names the base off `text`.
int TakeBase(std::string_view& text) {
  if (text[0] != '0') return 10;
  if (text.size() >= 3) {
    const char prefix = LowerAscii(text[1]);
    const int base = prefix == 'b' ? 2 : prefix == 'o' ? 8 : prefix == 'x' ? 16 : 0;
    if (base != 0) {
      text.remove_prefix(2);
      return base;
    }
  }
  text.remove_prefix(1);
  return 8;
}

// Source: strconv.ParseUint.
IntegerError ParseMagnitude(std::string_view text, int base, uint64_t& value) {
  if (text.empty()) return IntegerError::kSyntax;
  const std::string_view whole = text;
  const bool prefixed = base == 0;
  if (prefixed) base = TakeBase(text);
  bool underscores = false;
  bool overflow = false;
  value = 0;
  for (const char c : text) {
    if (c == '_' && prefixed) {
      underscores = true;
      continue;
    }
    const int digit = DigitOf(c);
    if (digit >= base) return IntegerError::kSyntax;
    overflow = overflow || __builtin_mul_overflow(value, static_cast<uint64_t>(base), &value) ||
               __builtin_add_overflow(value, static_cast<uint64_t>(digit), &value);
    // strconv stops at the overflow, before it looks at what follows.
    if (overflow) return IntegerError::kRange;
  }
  if (underscores && !UnderscoresAreSeparators(whole)) return IntegerError::kSyntax;
  return IntegerError::kNone;
}

// "12.00" without its fraction of zeros. Source: cast trimZeroDecimal.
std::string_view WithoutZeroFraction(std::string_view text) {
  bool zero = false;
  for (size_t i = text.size(); i > 0; --i) {
    if (text[i - 1] == '.') {
      if (zero) return text.substr(0, i - 1);
    } else if (text[i - 1] == '0') {
      zero = true;
    } else {
      return text;
    }
  }
  return text;
}

}  // namespace

std::optional<double> FloatOfText(std::string_view text) {
  std::string digits;
  if (text.find('_') != std::string_view::npos) {
    if (!UnderscoresAreSeparators(text)) return std::nullopt;
    for (const char c : text) {
      if (c != '_') digits += c;
    }
    text = digits;
  }
  double value = 0;
  bool range = false;
  if (!ParseFloat(text, value, &range) || range) return std::nullopt;
  return value;
}

IntegerError ParseInteger(std::string_view text, int base, int64_t& value) {
  value = 0;
  if (text.empty()) return IntegerError::kSyntax;
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  uint64_t magnitude = 0;
  const IntegerError error = ParseMagnitude(text, base, magnitude);
  if (error == IntegerError::kSyntax) return error;
  if (error == IntegerError::kRange || magnitude > kCutoff || (!negative && magnitude == kCutoff)) {
    value = negative ? kSmallest : std::numeric_limits<int64_t>::max();
    return IntegerError::kRange;
  }
  value = static_cast<int64_t>(negative ? 0 - magnitude : magnitude);
  return IntegerError::kNone;
}

int64_t TruncateFloat(double value) {
  return value >= -kFloatLimit && value < kFloatLimit ? static_cast<int64_t>(value) : kSmallest;
}

namespace {

// Of the named integers, cast knows time.Month and time.Weekday: those that stand on int.
Value AsPlain(Value value) {
  const Value plain = Underlying(value);
  return plain.type() == GoType::kInt ? plain : value;
}

}  // namespace

int64_t ToInt64(Value value) {
  value = AsPlain(value);
  switch (value.kind()) {
    case Kind::kInt:
    case Kind::kUint:
      return value.AsInt();
    case Kind::kFloat:
      return TruncateFloat(value.AsFloat());
    case Kind::kBool:
      return value.AsBool() ? 1 : 0;
    case Kind::kString: {
      int64_t parsed = 0;
      return ParseInteger(WithoutZeroFraction(value.AsString()), 0, parsed) == IntegerError::kNone
                 ? parsed
                 : 0;
    }
    default:
      return 0;
  }
}

double ToFloat64(Value value) {
  value = AsPlain(value);
  switch (value.kind()) {
    case Kind::kInt:
      return static_cast<double>(value.AsInt());
    case Kind::kUint:
      return static_cast<double>(value.AsUint());
    case Kind::kFloat:
      return value.AsFloat();
    case Kind::kBool:
      return value.AsBool() ? 1 : 0;
    case Kind::kString:
      return FloatOfText(value.AsString()).value_or(0);
    default:
      return 0;
  }
}

}  // namespace chartrender::functions
