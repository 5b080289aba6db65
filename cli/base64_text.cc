#include "base64_text.h"

#include <cstdint>

namespace chartrender::cli {
namespace {

constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string EncodeBase64(std::string_view data) {
  std::string text;
  text.reserve((data.size() + 2) / 3 * 4);
  for (size_t i = 0; i < data.size(); i += 3) {
    const size_t count = std::min<size_t>(3, data.size() - i);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j)
      bits = bits << 8U | (j < count ? static_cast<uint8_t>(data[i + j]) : 0U);
    for (size_t j = 0; j < 4; ++j) text += j <= count ? kAlphabet[bits >> (18 - 6 * j) & 63U] : '=';
  }
  return text;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  std::string data;
  uint32_t bits = 0;
  size_t count = 0, padding = 0;
  for (const char c : text) {
    if (c == '\n' || c == '\r') continue;
    const size_t value = kAlphabet.find(c);
    if (c == '=') {
      ++padding;
    } else if (value == std::string_view::npos || padding > 0) {
      return std::nullopt;
    }
    bits = bits << 6U | (c == '=' ? 0U : static_cast<uint32_t>(value));
    if (++count % 4 != 0) continue;
    if (padding > 2) return std::nullopt;
    for (size_t j = 0; j + padding < 3; ++j) data += static_cast<char>(bits >> (16 - 8 * j) & 255U);
    bits = 0;
  }
  if (count % 4 != 0) return std::nullopt;
  return data;
}

}  // namespace chartrender::cli
