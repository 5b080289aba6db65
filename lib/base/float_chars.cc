#include "base/float_chars.h"

#include <system_error>

namespace chartrender {

namespace {

template <class T>
FloatRead ReadAs(const std::string& text, std::chars_format format, T& value) {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value, format);
  if (end.ec == std::errc::result_out_of_range) return FloatRead::kOutOfRange;
  return end.ec == std::errc() ? FloatRead::kRead : FloatRead::kNoNumber;
}

}  // namespace

char* WriteShortest(char (&buffer)[64], double value) {
  return std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
}

char* WriteShortest(char (&buffer)[64], float value) {
  return std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific).ptr;
}

std::string WithPrecision(double value, std::chars_format format, int precision) {
  std::string text(static_cast<size_t>(precision) + 340, '\0');
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format, precision);
  text.resize(static_cast<size_t>(end.ptr - text.data()));
  return text;
}

FloatRead ReadFloat(const std::string& text, std::chars_format format, double& value) {
  return ReadAs(text, format, value);
}

FloatRead ReadFloat(const std::string& text, std::chars_format format, float& value) {
  return ReadAs(text, format, value);
}

}  // namespace chartrender
