#include "json_text.h"

#include <cstdint>
#include <cstring>

namespace chartrender::cli {

std::string WriteJsonLine(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

namespace {

// How many bytes from `at` on stand in a JSON string as they are; eight are looked at at a time.
size_t PlainRun(std::string_view text, size_t at) {
  constexpr uint64_t ones = 0x0101010101010101U;
  constexpr uint64_t tops = ones * 0x80;
  const size_t start = at;
  for (; at + sizeof(uint64_t) <= text.size(); at += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const uint64_t quote = word ^ (ones * '"');
    const uint64_t backslash = word ^ (ones * '\\');
    const uint64_t found = ((word - ones * ' ') & ~word) | ((quote - ones) & ~quote) |
                           ((backslash - ones) & ~backslash);
    if ((found & tops) != 0) break;
  }
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (static_cast<unsigned char>(c) < ' ' || c == '"' || c == '\\') break;
  }
  return at - start;
}

}  // namespace

void AppendJsonString(std::string& line, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  line.reserve(line.size() + text.size() + text.size() / 16 + 2);
  line += '"';
  for (size_t at = 0;; ++at) {
    const size_t plain = PlainRun(text, at);
    line.append(text, at, plain);
    at += plain;
    if (at == text.size()) break;
    const char c = text[at];
    line += '\\';
    if (c == '"' || c == '\\') {
      line += c;
    } else if (c == '\n') {
      line += 'n';
    } else if (c == '\t') {
      line += 't';
    } else if (c == '\r') {
      line += 'r';
    } else {
      line += {'u', '0', '0', digits[c >> 4], digits[c & 15]};
    }
  }
  line += '"';
}

std::string WriteJsonText(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace chartrender::cli
