// By printf and strtod, which round correctly and know one locale in WebAssembly's C library.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "base/float_chars.h"

namespace chartrender {

namespace {

double ReadAs(const char* text, double /*type*/) { return std::strtod(text, nullptr); }
float ReadAs(const char* text, float /*type*/) { return std::strtof(text, nullptr); }

// The digits of d.ddde+xx, one more in their last place; the last is no 9.
void CountUpLastDigit(char* text) {
  char* last = text;
  for (char* at = text; *at != '\0' && *at != 'e'; ++at) {
    if (*at >= '0' && *at <= '9') last = at;
  }
  ++*last;
}

// Below a power of two the numbers lie twice as dense as above it: there the nearest text of so
// many digits may read as the neighbour below while the next text above still reads as the value.
template <class T>
bool ReadsBackAbove(char (&buffer)[64], T value) {
  int exponent = 0;
  if (std::frexp(value < 0 ? -value : value, &exponent) != T{0.5}) return false;
  char above[64];
  std::snprintf(above, sizeof above, "%s", buffer);
  CountUpLastDigit(above);
  if (ReadAs(above, value) != value) return false;
  std::snprintf(buffer, sizeof buffer, "%s", above);
  return true;
}

template <class T>
char* Write(char (&buffer)[64], T value) {
  int size = 0;
  for (int digits = 0; digits < std::numeric_limits<T>::max_digits10; ++digits) {
    size = std::snprintf(buffer, sizeof buffer, "%.*e", digits, static_cast<double>(value));
    if (ReadAs(buffer, value) == value || ReadsBackAbove(buffer, value)) break;
  }
  return buffer + size;
}

template <class T>
FloatRead Read(const std::string& text, std::chars_format format, T& value) {
  const T read = ReadAs((format == std::chars_format::hex ? "0x" + text : text).c_str(), T{});
  if (std::isinf(read)) return FloatRead::kOutOfRange;
  value = read;
  return FloatRead::kRead;
}

}  // namespace

char* WriteShortest(char (&buffer)[64], double value) { return Write(buffer, value); }

char* WriteShortest(char (&buffer)[64], float value) { return Write(buffer, value); }

std::string WithPrecision(double value, std::chars_format format, int precision) {
  const char* layout = format == std::chars_format::fixed ? "%.*f" : "%.*e";
  std::string text(static_cast<size_t>(precision) + 340, '\0');
  const int size = std::snprintf(text.data(), text.size(), layout, precision, value);
  text.resize(static_cast<size_t>(size));
  return text;
}

FloatRead ReadFloat(const std::string& text, std::chars_format format, double& value) {
  return Read(text, format, value);
}

FloatRead ReadFloat(const std::string& text, std::chars_format format, float& value) {
  return Read(text, format, value);
}

}  // namespace chartrender
