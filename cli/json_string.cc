#include "json_string.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "go_text.h"

namespace chartrender::cli {

namespace {

constexpr uint64_t kOnes = 0x0101010101010101U;
constexpr uint64_t kHighBits = kOnes * 0x80;

// A mark in the top bit of every byte of `word` that may need an escape; the lowest mark is right,
// those above it need not be.
uint64_t EscapeMarks(uint64_t word) {
  const uint64_t quote = word ^ (kOnes * '"');
  const uint64_t backslash = word ^ (kOnes * '\\');
  return (((word - kOnes * ' ') & ~word) | ((quote - kOnes) & ~quote) |
          ((backslash - kOnes) & ~backslash)) &
         kHighBits;
}

// What follows the backslash of a short escape, by character; 0 where there is none.
constexpr std::array<char, 256> MakeEscapes() {
  std::array<char, 256> escapes{};
  escapes['\n'] = 'n';
  escapes['\t'] = 't';
  escapes['\b'] = 'b';
  escapes['\f'] = 'f';
  escapes['\r'] = 'r';
  escapes['"'] = '"';
  escapes['\\'] = '\\';
  return escapes;
}

constexpr std::array<char, 256> kEscapes = MakeEscapes();

// Writes `c` as it stands in a JSON string; returns how many bytes that are, at most six.
size_t PutByte(char c, char* to) {
  constexpr char kDigits[] = "0123456789abcdef";
  const char letter = kEscapes[static_cast<unsigned char>(c)];
  to[0] = letter == '\0' ? c : '\\';
  to[1] = letter;
  if (letter != '\0') return 2;
  if (static_cast<unsigned char>(c) >= ' ') return 1;
  const char escape[] = {'\\', 'u', '0', '0', kDigits[c >> 4], kDigits[c & 15]};
  std::memcpy(to, escape, sizeof escape);
  return sizeof escape;
}

}  // namespace

// Eight bytes at a time into a buffer: lines are short, and a call for each piece costs more.
bool AppendJsonString(std::string& line, std::string_view text) {
  const size_t start = line.size();
  line.reserve(start + text.size() + text.size() / 16 + 2);
  line += '"';
  char buffer[4096];
  size_t used = 0;
  uint64_t seen = 0;  // bits of all bytes
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    if (used > sizeof buffer - 16) {
      line.append(buffer, used);
      used = 0;
    }
    if (end - at >= static_cast<ptrdiff_t>(sizeof(uint64_t))) {
      uint64_t word = 0;
      std::memcpy(&word, at, sizeof word);
      std::memcpy(buffer + used, &word, sizeof word);
      seen |= word;
      const uint64_t marks = EscapeMarks(word);
      const size_t plain = static_cast<size_t>(std::countr_zero(marks)) / 8;  // 8 without marks
      at += plain;
      used += plain;
      if (marks == 0) continue;
    }
    seen |= static_cast<unsigned char>(*at);
    used += PutByte(*at++, buffer + used);
  }
  if ((seen & kHighBits) != 0 && !IsUtf8(text)) {
    line.resize(start);
    return false;
  }
  line.append(buffer, used);
  line += '"';
  return true;
}

}  // namespace chartrender::cli
