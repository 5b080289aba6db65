#include "base/float_digits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/ascii.h"
#include "base/float_chars.h"

namespace chartrender {

namespace {

// Reads what to_chars(scientific) wrote: d.ddde[+-]xx.
FloatDigits ReadScientific(const char* first, const char* last) {
  FloatDigits result;
  if (*first == '-') {
    result.negative = true;
    ++first;
  }
  const char* exponent = std::find(first, last, 'e');
  for (const char* at = first; at != exponent; ++at) {
    if (*at != '.' && result.count < static_cast<int>(sizeof result.digits)) {
      result.digits[result.count++] = *at;
    }
  }
  int power = 0;
  const char* power_start = exponent + 1;
  if (power_start < last && *power_start == '+') ++power_start;
  std::from_chars(power_start, last, power);
  while (result.count > 1 && result.digits[result.count - 1] == '0') --result.count;
  const bool zero = result.count == 1 && result.digits[0] == '0';
  if (zero) result.count = 0;
  result.point = zero ? 0 : power + 1;
  return result;
}

void AppendExponent(std::string& text, int exponent, char letter) {
  text += letter;
  text += exponent < 0 ? '-' : '+';
  const int size = exponent < 0 ? -exponent : exponent;
  if (size < 10) text += '0';
  text += std::to_string(size);
}

// Shortest digits as d.ddde+xx. Source: strconv/ftoa.go fmtE.
std::string LayoutExponent(const FloatDigits& d, char letter) {
  std::string text;
  if (d.negative) text += '-';
  text += d.count > 0 ? d.digits[0] : '0';
  if (d.count > 1) {
    text += '.';
    text.append(d.digits + 1, static_cast<size_t>(d.count - 1));
  }
  AppendExponent(text, d.count == 0 ? 0 : d.point - 1, letter);
  return text;
}

// Shortest digits without exponent. Source: strconv/ftoa.go fmtF.
std::string LayoutFixed(const FloatDigits& d) {
  std::string text;
  if (d.negative) text += '-';
  if (d.point > 0) {
    for (int i = 0; i < d.point; ++i) text += i < d.count ? d.digits[i] : '0';
  } else {
    text += '0';
  }
  if (d.count > d.point) {
    text += '.';
    for (int i = d.point; i < d.count; ++i) text += i < 0 ? '0' : d.digits[i];
  }
  return text;
}

std::string FormatGeneral(double value, char format, int precision, const FloatDigits& shortest) {
  const auto letter = static_cast<char>(format + 'e' - 'g');
  if (precision < 0) {
    const int exponent = shortest.point - 1;
    if (shortest.count != 0 && (exponent < -4 || exponent >= 6)) {
      return LayoutExponent(shortest, letter);
    }
    return LayoutFixed(shortest);
  }
  if (precision == 0) precision = 1;
  std::string text =
      WithPrecision(value, std::chars_format::scientific, std::min(precision, 800) - 1);
  const size_t mark = text.find('e');
  int exponent = 0;
  const char* from = text.data() + mark + 1;
  if (*from == '+') ++from;
  std::from_chars(from, text.data() + text.size(), exponent);
  std::string digits = text.substr(0, mark);
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  if (exponent < -4 || exponent >= precision) {
    AppendExponent(digits, exponent, letter);
    return digits;
  }
  text = WithPrecision(value, std::chars_format::fixed, std::max(precision - 1 - exponent, 0));
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

}  // namespace

FloatDigits ShortestDigits(double value) {
  char buffer[64];
  return ReadScientific(buffer, WriteShortest(buffer, value));
}

FloatDigits ShortestDigits32(float value) {
  char buffer[64];
  return ReadScientific(buffer, WriteShortest(buffer, value));
}

std::string FormatFloat(double value, char format, int precision, int bits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  FloatDigits shortest;
  if (precision < 0) {
    shortest = bits == 32 ? ShortestDigits32(static_cast<float>(value)) : ShortestDigits(value);
  }
  switch (format) {
    case 'e':
    case 'E': {
      if (precision < 0) return LayoutExponent(shortest, format);
      std::string text = WithPrecision(value, std::chars_format::scientific, precision);
      if (format == 'E') text[text.find('e')] = 'E';
      return text;
    }
    case 'f':
    case 'F':
      return precision < 0 ? LayoutFixed(shortest)
                           : WithPrecision(value, std::chars_format::fixed, precision);
    default:
      return FormatGeneral(value, format, precision, shortest);
  }
}

std::string FormatFloatJson(double value, int bits) {
  const double size = std::fabs(value);
  const FloatDigits d =
      bits == 32 ? ShortestDigits32(static_cast<float>(value)) : ShortestDigits(value);
  const bool small = bits == 32 ? static_cast<float>(size) < 1e-6F : size < 1e-6;
  const bool large = bits == 32 ? static_cast<float>(size) >= 1e21F : size >= 1e21;
  if (size == 0 || (!small && !large)) return LayoutFixed(d);
  std::string text = LayoutExponent(d, 'e');
  // e-09 becomes e-9.
  const size_t n = text.size();
  if (n >= 4 && text[n - 4] == 'e' && text[n - 3] == '-' && text[n - 2] == '0')
    text.erase(n - 2, 1);
  return text;
}

namespace {

bool IsDigit(char c, bool hex) {
  return (c >= '0' && c <= '9') || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
}

// Checks the syntax of an unsigned number; `tiny` tells a value below 1 from one above, and so
// underflow from overflow.
bool CheckSyntax(std::string_view text, bool hex, bool& tiny) {
  size_t at = 0;
  bool digits = false;
  int leading = 0;  // digits of the integer part after its zeros
  int zeros = 0;    // zeros after the point before the first other digit
  bool nonzero = false;
  for (; at < text.size() && IsDigit(text[at], hex); ++at) {
    digits = true;
    nonzero = nonzero || text[at] != '0';
    if (nonzero) ++leading;
  }
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && IsDigit(text[at], hex); ++at) {
      digits = true;
      if (!nonzero && text[at] == '0') ++zeros;
      nonzero = nonzero || text[at] != '0';
    }
  }
  if (!digits) return false;
  int power = 0;
  if (at < text.size() &&
      (hex ? (text[at] == 'p' || text[at] == 'P') : (text[at] == 'e' || text[at] == 'E'))) {
    ++at;
    bool negative = false;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) negative = text[at++] == '-';
    if (at >= text.size() || !IsDigit(text[at], false)) return false;
    for (; at < text.size() && IsDigit(text[at], false); ++at) {
      if (power < 100000) power = power * 10 + (text[at] - '0');
    }
    if (negative) power = -power;
  } else if (hex) {
    return false;
  }
  const int scale = hex ? 4 : 1;
  tiny = power + scale * (leading > 0 ? leading : -zeros) < 0;
  return at == text.size();
}

template <class T>
bool ParseAs(std::string_view text, bool hex, double& value, bool* range) {
  bool tiny = false;
  if (!CheckSyntax(text, hex, tiny)) return false;
  std::string cleaned(text);
  const size_t exponent = hex ? cleaned.find_first_of("pP") : cleaned.find_first_of("eE");
  if (exponent != std::string::npos && cleaned[exponent + 1] == '+') cleaned.erase(exponent + 1, 1);
  T result = 0;
  const auto format = hex ? std::chars_format::hex : std::chars_format::general;
  const FloatRead read = ReadFloat(cleaned, format, result);
  if (read == FloatRead::kNoNumber) return false;
  if (read == FloatRead::kOutOfRange) {
    result = tiny ? 0 : std::numeric_limits<T>::infinity();
    if (!tiny && range != nullptr) *range = true;
  }
  value = static_cast<double>(result);
  return true;
}

}  // namespace

bool ParseFloat(std::string_view text, double& value, bool* range, int bits) {
  if (range != nullptr) *range = false;
  const bool is_signed = !text.empty() && (text[0] == '+' || text[0] == '-');
  const bool negative = is_signed && text[0] == '-';
  if (is_signed) text.remove_prefix(1);
  if (EqualsIgnoringCase(text, "inf") || EqualsIgnoringCase(text, "infinity")) {
    value = std::numeric_limits<double>::infinity();
  } else if (EqualsIgnoringCase(text, "nan")) {
    value = std::numeric_limits<double>::quiet_NaN();
    return !is_signed;
  } else {
    const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    if (hex) text.remove_prefix(2);
    const bool parsed = bits == 32 ? ParseAs<float>(text, hex, value, range)
                                   : ParseAs<double>(text, hex, value, range);
    if (!parsed) return false;
  }
  if (negative) value = -value;
  return true;
}

}  // namespace chartrender
