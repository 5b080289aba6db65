#include "value/format_field.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "base/float_digits.h"
#include "base/quote.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender::internal {

namespace {

constexpr char kLower[] = "0123456789abcdefx";
constexpr char kUpper[] = "0123456789ABCDEFX";
constexpr uint64_t kLastRune = 0x10FFFF;

struct FloatParts {
  uint64_t mantissa = 0;
  int exponent = 0;
  int mantissa_bits = 52;
  bool negative = false;
};

FloatParts SplitFloat(double value, int bits) {
  FloatParts parts;
  int bias = -1023;
  uint64_t raw = 0;
  if (bits == 32) {
    const auto single = static_cast<float>(value);
    uint32_t raw32 = 0;
    std::memcpy(&raw32, &single, sizeof raw32);
    parts.mantissa_bits = 23;
    parts.negative = (raw32 >> 31) != 0;
    parts.exponent = static_cast<int>((raw32 >> 23) & 0xFFU);
    raw = raw32;
    bias = -127;
  } else {
    std::memcpy(&raw, &value, sizeof raw);
    parts.negative = (raw >> 63) != 0;
    parts.exponent = static_cast<int>((raw >> 52) & 0x7FFU);
  }
  parts.mantissa = raw & ((uint64_t{1} << parts.mantissa_bits) - 1);
  if (parts.exponent == 0) {
    parts.exponent = 1;
  } else {
    parts.mantissa |= uint64_t{1} << parts.mantissa_bits;
  }
  parts.exponent += bias;
  return parts;
}

// -ddddp±ddd. Source: strconv fmtB.
std::string FormatBinaryExponent(double value, int bits) {
  const FloatParts parts = SplitFloat(value, bits);
  std::string text = parts.negative ? "-" : "";
  text += std::to_string(parts.mantissa);
  text += 'p';
  const int exponent = parts.exponent - parts.mantissa_bits;
  if (exponent >= 0) text += '+';
  text += std::to_string(exponent);
  return text;
}

// Rounds the mantissa, whose leading one is bit 60, to `precision` hex digits, half to even.
void RoundHexMantissa(uint64_t& mantissa, int& exponent, int precision) {
  if (precision < 0 || precision >= 15) return;
  const auto shift = static_cast<unsigned>(precision * 4);
  const uint64_t extra = (mantissa << shift) & ((uint64_t{1} << 60) - 1);
  mantissa >>= 60 - shift;
  if ((extra | (mantissa & 1)) > (uint64_t{1} << 59)) ++mantissa;
  mantissa <<= 60 - shift;
  if ((mantissa & (uint64_t{1} << 61)) != 0) {
    mantissa >>= 1;
    ++exponent;
  }
}

// -0x1.yyyp±dd. Source: strconv fmtX.
std::string FormatHexFloat(double value, int bits, char format, int precision) {
  FloatParts parts = SplitFloat(value, bits);
  uint64_t mantissa = parts.mantissa << static_cast<unsigned>(60 - parts.mantissa_bits);
  int exponent = mantissa == 0 ? 0 : parts.exponent;
  while (mantissa != 0 && (mantissa & (uint64_t{1} << 60)) == 0) {
    mantissa <<= 1;
    --exponent;
  }
  RoundHexMantissa(mantissa, exponent, precision);
  const char* digits = format == 'X' ? kUpper : kLower;
  std::string text = parts.negative ? "-0" : "0";
  text += format;
  text += static_cast<char>('0' + ((mantissa >> 60) & 1));
  mantissa <<= 4;
  if (precision > 0 || (precision < 0 && mantissa != 0)) text += '.';
  for (int i = 0; precision < 0 ? mantissa != 0 : i < precision; ++i) {
    text += digits[(mantissa >> 60) & 15];
    mantissa <<= 4;
  }
  text += format == 'x' ? 'p' : 'P';
  text += exponent < 0 ? '-' : '+';
  const int size = std::abs(exponent);
  if (size < 10) text += '0';
  text += std::to_string(size);
  return text;
}

std::string FormatNumber(double value, int bits, char verb, int precision) {
  if (std::isnan(value) || std::isinf(value)) return FormatFloat(value, 'g', -1, bits);
  if (verb == 'b') return FormatBinaryExponent(value, bits);
  if (verb == 'x' || verb == 'X') return FormatHexFloat(value, bits, verb, precision);
  return FormatFloat(value, verb, precision, bits);
}

// What the # flag does: a decimal point always, and trailing zeros up to the precision. `number`
// has its sign.
void RestoreZeros(std::string& number, char verb, int precision) {
  int digits = 0;
  if (verb == 'v' || verb == 'g' || verb == 'G' || verb == 'x')
    digits = precision == -1 ? 6 : precision;
  std::string tail;
  bool point = false;
  bool nonzero = false;
  for (size_t i = 1; i < number.size(); ++i) {
    const char c = number[i];
    if (c == '.') {
      point = true;
    } else if (c == 'p' || c == 'P' || ((c == 'e' || c == 'E') && verb != 'x' && verb != 'X')) {
      tail = number.substr(i);
      number.resize(i);
    } else {
      nonzero = nonzero || c != '0';
      if (nonzero) --digits;
    }
  }
  if (!point) {
    if (number.size() == 2 && number[1] == '0') --digits;
    number += '.';
  }
  if (digits > 0) number.append(static_cast<size_t>(digits), '0');
  number += tail;
}

}  // namespace

void FieldWriter::WritePadding(int64_t count) {
  if (count <= 0) return;
  Expect(static_cast<size_t>(count));
  text_.append(static_cast<size_t>(count), flags.zero && !flags.minus ? '0' : ' ');
}

void FieldWriter::Pad(std::string_view field) {
  if (!flags.has_width || width == 0) {
    text_.append(field);
    return;
  }
  const int64_t padding = width - static_cast<int64_t>(CountRunes(field));
  if (!flags.minus) WritePadding(padding);
  text_.append(field);
  if (flags.minus) WritePadding(padding);
}

void FieldWriter::PadWithBlanks(std::string_view field) {
  const bool zero = flags.zero;
  flags.zero = false;
  Pad(field);
  flags.zero = zero;
}

void FieldWriter::WriteInteger(uint64_t value, unsigned base, bool is_signed, char verb,
                               bool upper) {
  const bool negative = is_signed && static_cast<int64_t>(value) < 0;
  if (negative) value = 0 - value;
  int least = 0;  // digits
  if (flags.has_precision) {
    least = precision;
    if (least == 0 && value == 0) {
      const bool zero = flags.zero;
      flags.zero = false;
      WritePadding(width);
      flags.zero = zero;
      return;
    }
  } else if (flags.zero && !flags.minus && flags.has_width) {
    least = width - (negative || flags.plus || flags.space ? 1 : 0);
  }
  std::array<char, 64>
      digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, static_cast<int>(base));
  const auto count = static_cast<size_t>(end.ptr - digits.data());
  std::string field;
  if (negative) {
    field += '-';
  } else if (flags.plus) {
    field += '+';
  } else if (flags.space) {
    field += ' ';
  }
  const size_t zeros = least > static_cast<int>(count) ? static_cast<size_t>(least) - count : 0;
  Expect(zeros);
  if (verb == 'O') field += "0o";
  if (flags.sharp) {
    if (base == 2) field += "0b";
    if (base == 8 && zeros == 0 && digits[0] != '0') field += '0';
    if (base == 16) field += upper ? "0X" : "0x";
  }
  field.append(zeros, '0');
  for (size_t i = 0; i < count; ++i) {
    const char c = digits[i];
    field += upper && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  PadWithBlanks(field);
}

void FieldWriter::WriteHex(uint64_t value, bool leading_0x) {
  const bool sharp = flags.sharp;
  flags.sharp = leading_0x;
  WriteInteger(value, 16, false, 'v', false);
  flags.sharp = sharp;
}

void FieldWriter::WriteUnicode(uint64_t code) {
  std::array<char, 16>
      digits;  // NOLINT(cppcoreguidelines-pro-type-member-init): written before it is read
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), code, 16);
  const auto count = static_cast<size_t>(end.ptr - digits.data());
  const size_t least = flags.has_precision && precision > 4 ? static_cast<size_t>(precision) : 4;
  Expect(least);
  std::string field = "U+";
  if (count < least) field.append(least - count, '0');
  for (size_t i = 0; i < count; ++i) {
    const char c = digits[i];
    field += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (flags.sharp && code <= kLastRune && IsPrintRune(static_cast<uint32_t>(code))) {
    field += " '";
    AppendRune(field, static_cast<uint32_t>(code));
    field += '\'';
  }
  PadWithBlanks(field);
}

void FieldWriter::WriteChar(uint64_t code) {
  std::string field;
  AppendRune(field, code > kLastRune ? kRuneError : static_cast<uint32_t>(code));
  Pad(field);
}

void FieldWriter::WriteQuotedChar(uint64_t code) {
  std::string field;
  AppendQuoteRune(field, code > kLastRune ? kRuneError : static_cast<uint32_t>(code), flags.plus);
  Pad(field);
}

void FieldWriter::WriteFloat(double value, int bits, char verb, int default_precision) {
  const int digits = flags.has_precision ? precision : default_precision;
  if (digits > 0) Expect(static_cast<size_t>(digits));
  std::string number = FormatNumber(value, bits, verb, digits);
  if (number[0] != '-' && number[0] != '+') number.insert(0, 1, '+');
  if (flags.space && number[0] == '+' && !flags.plus) number[0] = ' ';
  if (number[1] == 'I' || number[1] == 'N') {
    if (number[1] == 'N' && !flags.space && !flags.plus) number.erase(0, 1);
    PadWithBlanks(number);
    return;
  }
  if (flags.sharp && verb != 'b') RestoreZeros(number, verb, digits);
  if (!flags.plus && number[0] == '+') {
    Pad(std::string_view(number).substr(1));
    return;
  }
  const auto size = static_cast<int64_t>(number.size());
  if (flags.zero && !flags.minus && flags.has_width && width > size) {
    text_ += number[0];
    WritePadding(width - size);
    text_.append(number, 1);
    return;
  }
  Pad(number);
}

std::string_view FieldWriter::Truncate(std::string_view value) const {
  if (!flags.has_precision) return value;
  size_t at = 0;
  for (int left = precision; at < value.size(); at += DecodeRune(value.substr(at)).width) {
    if (--left < 0) return value.substr(0, at);
  }
  return value;
}

void FieldWriter::WriteQuoted(std::string_view value) {
  value = Truncate(value);
  std::string field;
  if (flags.sharp && CanBackquote(value)) {
    field += '`';
    field.append(value);
    field += '`';
  } else {
    AppendQuote(field, value, flags.plus);
  }
  Pad(field);
}

void FieldWriter::WriteHexString(std::string_view value, bool upper) {
  size_t length = value.size();
  if (flags.has_precision && static_cast<size_t>(precision) < length)
    length = static_cast<size_t>(precision);
  size_t size = 2 * length;
  if (size == 0) {
    if (flags.has_width) WritePadding(width);
    return;
  }
  if (flags.space) {
    if (flags.sharp) size *= 2;
    size += length - 1;
  } else if (flags.sharp) {
    size += 2;
  }
  Expect(size);
  const char* digits = upper ? kUpper : kLower;
  const int64_t padding = flags.has_width ? width - static_cast<int64_t>(size) : 0;
  if (!flags.minus) WritePadding(padding);
  for (size_t i = 0; i < length; ++i) {
    if (flags.space && i > 0) text_ += ' ';
    if (flags.sharp && (i == 0 || flags.space)) {
      text_ += '0';
      text_ += digits[16];
    }
    const auto byte = static_cast<unsigned char>(value[i]);
    text_ += digits[byte >> 4];
    text_ += digits[byte & 15];
  }
  if (flags.minus) WritePadding(padding);
}

}  // namespace chartrender::internal
