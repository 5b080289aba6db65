// Floats as Go's strconv writes them. The digits come from std::to_chars(scientific), the layout is
// made here, so that nothing depends on the locale. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender {

// Shortest decimal that reads back as the value: 0.d1d2d3... x 10^point. NaN and infinities have no
// digits.
struct FloatDigits {
  char digits[32];
  int count = 0;
  int point = 0;  // decimal point stands after `point` digits
  bool negative = false;
};

FloatDigits ShortestDigits(double value);
// The same for a float that was rounded to 32 bits first.
FloatDigits ShortestDigits32(float value);

// strconv.FormatFloat(value, format, precision, bits): format one of e E f g G; precision -1 is
// shortest, whose 'g' takes the exponent form when the decimal exponent is < -4 or >= 6 (1e+06).
// fmt's %v and text/template's printing of a float64 are FormatFloat(value, 'g', -1). Source:
// strconv/ftoa.go.
std::string FormatFloat(double value, char format, int precision, int bits = 64);

// encoding/json's text. NaN and infinities are not representable: the caller checks.
std::string FormatFloatJson(double value, int bits = 64);

// strconv.ParseFloat(text, bits): decimal, hex, inf, nan, underscores are not accepted. False: not
// a number. `range` is set when the value overflows (value is then +-Inf).
bool ParseFloat(std::string_view text, double& value, bool* range = nullptr, int bits = 64);

}  // namespace chartrender
