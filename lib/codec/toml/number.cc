#include "codec/toml/number.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/float_digits.h"
#include "base/quote.h"
#include "codec/toml/lexer.h"

namespace chartrender::toml {

namespace {

std::string Complaint(std::string_view kind, std::string_view text, std::string_view reason) {
  std::string quoted;
  AppendQuote(quoted, text);
  return StrCat("Invalid ", kind, " ", quoted, reason);
}

bool HasLeadingZero(std::string_view text) {
  if (text.size() > 1 && text[0] == '0' && text[1] != 'b' && text[1] != 'o' && text[1] != 'x')
    return true;
  return text.size() > 2 && (text[0] == '-' || text[0] == '+') && text[1] == '0';
}

// Each `_` follows a digit, and so does the end.
bool UnderscoresAreGood(std::string_view text) {
  const std::string_view word =
      text.starts_with('+') || text.starts_with('-') ? text.substr(1) : text;
  if (word == "nan" || word == "inf") return true;
  bool digit = false;
  for (const char c : text) {
    if (c == '_' && !digit) return false;
    digit = IsTomlHex(static_cast<unsigned char>(c));
  }
  return digit;
}

bool PeriodsAreGood(std::string_view text) {
  bool period = false;
  for (const char c : text) {
    if (period && !IsTomlDigit(static_cast<unsigned char>(c))) return false;
    period = c == '.';
  }
  return !period;
}

std::string WithoutUnderscores(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  return plain;
}

}  // namespace

Value ParseInteger(std::string_view text, std::string& problem) {
  if (!UnderscoresAreGood(text)) {
    problem = Complaint("integer", text, ": underscores must be surrounded by digits");
    return {};
  }
  if (HasLeadingZero(text)) {
    problem = Complaint("integer", text, ": cannot have leading zeroes");
    return {};
  }
  std::string plain = WithoutUnderscores(text);
  if (plain.starts_with('+')) plain.erase(0, 1);
  int base = 10;
  if (plain.size() > 2 && plain[0] == '0') {
    base = plain[1] == 'x' ? 16 : plain[1] == 'o' ? 8 : 2;
    plain.erase(0, 2);
  }
  int64_t number = 0;
  const auto end = std::from_chars(plain.data(), plain.data() + plain.size(), number, base);
  if (end.ec == std::errc::result_out_of_range)
    problem = StrCat(text, " is out of range for int64");
  return Value::Int64(number);
}

Value ParseTomlFloat(std::string_view text, std::string& problem) {
  bool first = true;
  bool leading_zero = false;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find_first_of(".eE", at), text.size());
    const std::string_view part = text.substr(at, end - at);
    at = end + 1;
    if (part.empty()) continue;
    if (!UnderscoresAreGood(part)) {
      problem = Complaint("float", text, ": underscores must be surrounded by digits");
      return {};
    }
    if (first) leading_zero = HasLeadingZero(part);
    first = false;
  }
  if (leading_zero) {
    problem = Complaint("float", text, ": cannot have leading zeroes");
    return {};
  }
  if (!PeriodsAreGood(text)) {
    problem = Complaint("float", text, ": '.' must be followed by one or more digits");
    return {};
  }
  const std::string plain = WithoutUnderscores(text);
  if (plain == "nan" || plain == "+nan")
    return Value::Float(std::numeric_limits<double>::quiet_NaN());
  if (plain == "-nan") return Value::Float(-std::numeric_limits<double>::quiet_NaN());
  double number = 0;
  bool range = false;
  if (!ParseFloat(plain, number, &range)) {
    problem = Complaint("float value:", text, "");
  } else if (range) {
    problem = StrCat(text, " is out of range for float64");
  }
  return Value::Float(number);
}

}  // namespace chartrender::toml
