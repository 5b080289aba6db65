#include "schema/local_number.h"

#include <cmath>
#include <cstdlib>
#include <string_view>

#include "base/float_digits.h"

namespace chartrender::schema {

namespace {

constexpr std::string_view kSuperscripts[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

// The digits of an integer with a comma before each group of three.
void AppendGrouped(std::string& text, std::string_view digits) {
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
}

void AppendScientific(std::string& text, std::string_view digits, int exponent) {
  text += digits[0];
  if (digits.size() > 1) text.append(".").append(digits.substr(1));
  text += "×10";
  if (exponent < 0) text += "⁻";
  const std::string written = std::to_string(std::abs(exponent));
  if (written.size() < 2) text += kSuperscripts[0];
  for (const char c : written) text += kSuperscripts[c - '0'];
}

}  // namespace

void AppendLocalInteger(std::string& text, int64_t number) {
  const std::string digits = std::to_string(number);
  if (number < 0) text += '-';
  AppendGrouped(text, std::string_view(digits).substr(number < 0 ? 1 : 0));
}

void AppendLocalFloat(std::string& text, double number) {
  if (std::signbit(number)) text += '-';
  if (std::isinf(number)) {
    text += "∞";
    return;
  }
  if (number == 0) {
    text += '0';
    return;
  }
  const FloatDigits found = ShortestDigits(number);
  const std::string_view digits(found.digits, static_cast<size_t>(found.count));
  if (found.point - 1 < -4 || found.point - 1 >= 6) {
    AppendScientific(text, digits, found.point - 1);
    return;
  }
  if (found.point <= 0) {
    text.append("0.").append(static_cast<size_t>(-found.point), '0').append(digits);
    return;
  }
  const auto whole = static_cast<size_t>(found.point);
  std::string integer(digits.substr(0, whole));
  integer.resize(whole, '0');
  AppendGrouped(text, integer);
  if (digits.size() > whole) text.append(".").append(digits.substr(whole));
}

}  // namespace chartrender::schema
