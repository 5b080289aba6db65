#include "json_string.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "go_text.h"

namespace chartrender::cli {

namespace {

// What a look at the next characters tells: how many they are, a bit for each that may need an
// escape (the lowest is right, those above it need not be), and whether all are ASCII.
#ifdef __SSE2__
constexpr size_t kLooked = 16;

struct Look {
  explicit Look(const char* at) {
    const __m128i chars = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(chars, _mm_set1_epi8(' ' - 1)), chars);
    const __m128i quotes = _mm_cmpeq_epi8(chars, _mm_set1_epi8('"'));
    const __m128i backslashes = _mm_cmpeq_epi8(chars, _mm_set1_epi8('\\'));
    marks = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_or_si128(controls, _mm_or_si128(quotes, backslashes))));
    is_ascii = _mm_movemask_epi8(chars) == 0;
  }
  [[nodiscard]] size_t Plain() const { return static_cast<size_t>(std::countr_zero(marks)); }

  unsigned marks;
  bool is_ascii;
};
#else
constexpr size_t kLooked = sizeof(uint64_t);

struct Look {
  explicit Look(const char* at) {
    constexpr uint64_t kOnes = 0x0101010101010101U;
    constexpr uint64_t kHighBits = kOnes * 0x80;
    uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    const uint64_t quote = word ^ (kOnes * '"');
    const uint64_t backslash = word ^ (kOnes * '\\');
    marks = (((word - kOnes * ' ') & ~word) | ((quote - kOnes) & ~quote) |
             ((backslash - kOnes) & ~backslash)) &
            kHighBits;
    is_ascii = (word & kHighBits) == 0;
  }
  [[nodiscard]] size_t Plain() const { return static_cast<size_t>(std::countr_zero(marks)) / 8; }

  uint64_t marks;
  bool is_ascii;
};
#endif

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

constexpr size_t kLongestEscape = 6;

// Writes `c` as it stands in a JSON string; returns how many bytes that are.
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

// Some bytes at a time into a buffer: lines are short, and a call for each piece costs more.
bool AppendJsonString(std::string& line, std::string_view text) {
  const size_t start = line.size();
  line.reserve(start + text.size() + text.size() / 16 + 2);
  line += '"';
  char buffer[4096];
  size_t used = 0;
  bool is_ascii = true;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    if (used > sizeof buffer - kLooked - kLongestEscape) {
      line.append(buffer, used);
      used = 0;
    }
    if (end - at >= static_cast<ptrdiff_t>(kLooked)) {
      const Look look(at);
      std::memcpy(buffer + used, at, kLooked);
      is_ascii = is_ascii && look.is_ascii;
      if (look.marks == 0) {
        at += kLooked;
        used += kLooked;
        continue;
      }
      at += look.Plain();
      used += look.Plain();
    }
    is_ascii = is_ascii && static_cast<signed char>(*at) >= 0;
    used += PutByte(*at++, buffer + used);
  }
  if (!is_ascii && !IsUtf8(text)) {
    line.resize(start);
    return false;
  }
  line.append(buffer, used);
  line += '"';
  return true;
}

}  // namespace chartrender::cli
