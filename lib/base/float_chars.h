// std::to_chars and std::from_chars of floating point numbers, for float_digits.cc alone: there are
// standard libraries without them (float_chars_wasm.cc). No locale has a say.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

namespace chartrender {

// Writes d.ddde+xx with the fewest digits that read back as the value; gives the end.
char* WriteShortest(char (&buffer)[64], double value);
char* WriteShortest(char (&buffer)[64], float value);

// The value in a format (scientific or fixed) with `precision` digits behind the point.
std::string WithPrecision(double value, std::chars_format format, int precision);

enum class FloatRead : uint8_t { kRead, kOutOfRange, kNoNumber };
// Reads a whole text of digits, point and exponent, without sign and "0x"; `format` is general or
// hex. `value` is set when the answer is kRead.
FloatRead ReadFloat(const std::string& text, std::chars_format format, double& value);
FloatRead ReadFloat(const std::string& text, std::chars_format format, float& value);

}  // namespace chartrender
