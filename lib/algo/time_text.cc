#include "algo/time_text.h"

namespace chartrender {

std::string TimeQuote(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (byte >= 0x80 || byte < ' ') {
      quoted.append("\\x");
      quoted.push_back(hex[byte >> 4]);
      quoted.push_back(hex[byte & 0xF]);
      continue;
    }
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  quoted.push_back('"');
  return quoted;
}

bool TakeLeadingNumber(std::string_view& text, uint64_t& number) {
  constexpr uint64_t most = uint64_t{1} << 63;
  number = 0;
  for (; !text.empty() && text[0] >= '0' && text[0] <= '9'; text.remove_prefix(1)) {
    if (number > most / 10) return false;
    number = number * 10 + static_cast<uint64_t>(text[0] - '0');
    if (number > most) return false;
  }
  return true;
}

}  // namespace chartrender
