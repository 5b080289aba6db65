#include "gotemplate/number.h"

#include <cmath>

#include "base/error.h"
#include "base/float_digits.h"
#include "base/quote.h"

namespace chartrender::gotemplate {

namespace {

char Lower(char c) { return static_cast<char>(static_cast<unsigned char>(c) | 0x20U); }

std::string QuotedError(std::string_view message, std::string_view text) {
  std::string error(message);
  AppendQuote(error, text);
  return error;
}

// Underscores stand only between digits, or between a base prefix and a digit. Source: strconv
// underscoreOK.
bool UnderscoresFit(std::string_view text) {
  char saw = '^';
  size_t at = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  bool hex = false;
  if (text.size() >= at + 2 && text[at] == '0') {
    const char prefix = Lower(text[at + 1]);
    if (prefix == 'b' || prefix == 'o' || prefix == 'x') {
      hex = prefix == 'x';
      saw = '0';
      at += 2;
    }
  }
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if ((c >= '0' && c <= '9') || (hex && Lower(c) >= 'a' && Lower(c) <= 'f')) {
      saw = '0';
    } else if (c == '_') {
      if (saw != '0') return false;
      saw = '_';
    } else {
      if (saw == '_') return false;
      saw = '!';
    }
  }
  return saw != '_';
}

// strconv.ParseUint(text, 0, 64).
bool ReadUint(std::string_view text, uint64_t& value) {
  if (text.empty()) return false;
  const std::string_view whole = text;
  unsigned base = 10;
  if (text[0] == '0') {
    const char prefix = text.size() >= 3 ? Lower(text[1]) : '\0';
    base = prefix == 'b' ? 2 : prefix == 'x' ? 16 : 8;
    text.remove_prefix(prefix == 'b' || prefix == 'o' || prefix == 'x' ? 2 : 1);
  }
  bool underscores = false;
  uint64_t number = 0;
  for (const char c : text) {
    if (c == '_') {
      underscores = true;
      continue;
    }
    unsigned digit = 36;
    if (c >= '0' && c <= '9') digit = static_cast<unsigned>(c - '0');
    if (Lower(c) >= 'a' && Lower(c) <= 'z') digit = static_cast<unsigned>(Lower(c) - 'a' + 10);
    if (digit >= base) return false;
    if (number > (UINT64_MAX - digit) / base) return false;
    number = number * base + digit;
  }
  if (underscores && !UnderscoresFit(whole)) return false;
  value = number;
  return true;
}

// strconv.ParseInt(text, 0, 64).
bool ReadInt(std::string_view text, int64_t& value) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  uint64_t size = 0;
  if (!ReadUint(text, size)) return false;
  const uint64_t most = static_cast<uint64_t>(INT64_MAX) + (negative ? 1 : 0);
  if (size > most) return false;
  value = static_cast<int64_t>(negative ? 0 - size : size);
  return true;
}

// strconv.ParseFloat(text, 64). False also when the value overflows.
bool ReadFloat(std::string_view text, double& value, bool* overflow = nullptr) {
  std::string digits;
  if (text.find('_') != std::string_view::npos) {
    if (!UnderscoresFit(text)) return false;
    for (const char c : text) {
      if (c != '_') digits += c;
    }
    text = digits;
  }
  bool range = false;
  if (!ParseFloat(text, value, &range)) return false;
  if (overflow != nullptr) *overflow = range;
  return !range;
}

// Whether a float has an integer value, as Go's conversions on amd64 find it.
bool FitsInt(double value) {
  return value >= -9223372036854775808.0 && value < 9223372036854775808.0 &&
         std::trunc(value) == value;
}
bool FitsUint(double value) {
  return value >= 0 && value < 18446744073709551616.0 && std::trunc(value) == value;
}

void TakeIntegers(NumberLiteral& number, double value) {
  if (!number.is_int && FitsInt(value)) {
    number.is_int = true;
    number.int_value = static_cast<int64_t>(value);
  }
  if (!number.is_uint && FitsUint(value)) {
    number.is_uint = true;
    number.uint_value = static_cast<uint64_t>(value);
  }
}

void SetComplex(NumberLiteral& number, double real, double imaginary) {
  number.is_complex = true;
  number.complex_value[0] = real;
  number.complex_value[1] = imaginary;
  if (imaginary != 0) return;
  number.is_float = true;
  number.float_value = real;
  TakeIntegers(number, real);
}

// The float at the start of `text`; moves behind it. Source: fmt/scan.go floatToken.
std::string_view TakeFloat(std::string_view& text) {
  size_t at = 0;
  const auto accept = [&](std::string_view set) {
    if (at >= text.size() || set.find(text[at]) == std::string_view::npos) return false;
    ++at;
    return true;
  };
  accept("+-");
  std::string_view digits = "0123456789_";
  std::string_view exponent = "eEpP";
  if (accept("0") && accept("xX")) {
    digits = "0123456789aAbBcCdDeEfF_";
    exponent = "pP";
  }
  while (accept(digits)) {
  }
  if (accept(".")) {
    while (accept(digits)) {
    }
  }
  if (accept(exponent)) {
    accept("+-");
    while (accept("0123456789_")) {
    }
  }
  const std::string_view token = text.substr(0, at);
  text.remove_prefix(at);
  return token;
}

std::string ReadComplex(std::string_view text, NumberLiteral& number) {
  double parts[2] = {0, 0};
  for (double& part : parts) {
    if (text.empty() || (&part != parts && text[0] != '+' && text[0] != '-')) {
      return "syntax error scanning complex number";
    }
    const std::string_view token = TakeFloat(text);
    bool overflow = false;
    if (!ReadFloat(token, part, &overflow)) {
      std::string error = QuotedError("strconv.ParseFloat: parsing ", token);
      return error + (overflow ? ": value out of range" : ": invalid syntax");
    }
  }
  if (text.empty() || text[0] != 'i') return "syntax error scanning complex number";
  SetComplex(number, parts[0], parts[1]);
  return {};
}

std::string ReadCharConstant(std::string_view text, NumberLiteral& number) {
  const std::string_view body = text.substr(1);
  const std::optional<UnquotedChar> character = UnquoteChar(body, '\'');
  if (!character) return "invalid syntax";
  if (body.substr(character->width) != "'") return StrCat("malformed character constant: ", text);
  number.is_int = number.is_uint = number.is_float = true;
  number.int_value = character->code;
  number.uint_value = character->code;
  number.float_value = character->code;
  return {};
}

std::string ReadReal(std::string_view text, NumberLiteral& number) {
  number.is_uint = ReadUint(text, number.uint_value);
  number.is_int = ReadInt(text, number.int_value);
  if (number.is_int && number.int_value == 0) number.is_uint = true;  // -0
  if (number.is_int) {
    number.is_float = true;
    number.float_value = static_cast<double>(number.int_value);
  } else if (number.is_uint) {
    number.is_float = true;
    number.float_value = static_cast<double>(number.uint_value);
  } else if (double value = 0; ReadFloat(text, value)) {
    if (text.find_first_of(".eEpP") == std::string_view::npos)
      return QuotedError("integer overflow: ", text);
    number.is_float = true;
    number.float_value = value;
    TakeIntegers(number, value);
  }
  if (!number.is_int && !number.is_uint && !number.is_float) {
    return QuotedError("illegal number syntax: ", text);
  }
  return {};
}

// Its value without a wanted type; Missing when it is too large for an int. Source: exec.go
// idealConstant.
Value IdealOf(const NumberLiteral& number, Arena& arena) {
  if (number.is_complex) {
    double* pair = arena.Array<double>(2).data();
    pair[0] = number.complex_value[0];
    pair[1] = number.complex_value[1];
    return Value::Complex(pair);
  }
  const std::string_view text = number.text;
  const bool hex = text.size() > 2 && text[0] == '0' && Lower(text[1]) == 'x' &&
                   text.find_first_of("pP") == std::string_view::npos;
  const bool character = !text.empty() && text[0] == '\'';
  if (number.is_float && !hex && !character &&
      text.find_first_of(".eEpP") != std::string_view::npos) {
    return Value::Float(number.float_value);
  }
  return number.is_int ? Value::Int(number.int_value) : Value::Missing();
}

}  // namespace

std::string ReadNumberLiteral(std::string_view text, TokenKind kind, Arena& arena,
                              NumberLiteral& number) {
  number.text = text;
  std::string error;
  double imaginary = 0;
  if (kind == TokenKind::kCharConstant) {
    error = ReadCharConstant(text, number);
  } else if (kind == TokenKind::kComplex) {
    error = ReadComplex(text, number);
  } else if (!text.empty() && text.back() == 'i' &&
             ReadFloat(text.substr(0, text.size() - 1), imaginary)) {
    SetComplex(number, 0, imaginary);
  } else {
    error = ReadReal(text, number);
  }
  if (error.empty()) number.ideal = IdealOf(number, arena);
  return error;
}

}  // namespace chartrender::gotemplate
