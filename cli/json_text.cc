#include "json_text.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace chartrender::cli {

std::string WriteJsonLine(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

namespace {

// A mark in the top bit of every byte of `word` that may need an escape; the lowest mark is right,
// those above it need not be.
uint64_t EscapeMarks(uint64_t word) {
  constexpr uint64_t ones = 0x0101010101010101U;
  const uint64_t quote = word ^ (ones * '"');
  const uint64_t backslash = word ^ (ones * '\\');
  const uint64_t found =
      ((word - ones * ' ') & ~word) | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash);
  return found & (ones * 0x80);
}

// Writes `c` as it stands in a JSON string; returns how many bytes that are, at most six.
size_t PutJsonByte(char c, char* to) {
  constexpr char digits[] = "0123456789abcdef";
  const char letter = c == '\n'               ? 'n'
                      : c == '"' || c == '\\' ? c
                      : c == '\t'             ? 't'
                      : c == '\r'             ? 'r'
                                              : '\0';
  to[0] = letter == '\0' ? c : '\\';
  to[1] = letter;
  if (letter != '\0') return 2;
  if (static_cast<unsigned char>(c) >= ' ') return 1;
  const char escape[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
  std::memcpy(to, escape, sizeof escape);
  return sizeof escape;
}

}  // namespace

// Eight bytes at a time into a buffer: lines are short, and a call for each piece costs more.
void AppendJsonString(std::string& line, std::string_view text) {
  line.reserve(line.size() + text.size() + text.size() / 16 + 2);
  line += '"';
  char buffer[4096];
  size_t used = 0;
  for (size_t at = 0; at < text.size();) {
    if (used > sizeof buffer - 16) {
      line.append(buffer, used);
      used = 0;
    }
    size_t plain = 0;
    if (text.size() - at >= sizeof(uint64_t)) {
      uint64_t word = 0;
      std::memcpy(&word, text.data() + at, sizeof word);
      std::memcpy(buffer + used, &word, sizeof word);
      const uint64_t marks = EscapeMarks(word);
      plain = marks == 0 ? sizeof word : static_cast<size_t>(std::countr_zero(marks)) / 8;
      at += plain;
      used += plain;
    }
    if (plain < sizeof(uint64_t)) used += PutJsonByte(text[at++], buffer + used);
  }
  line.append(buffer, used);
  line += '"';
}

std::string WriteJsonText(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace chartrender::cli
