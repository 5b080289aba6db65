// Eight characters of a text looked at as one word: scanners leap over those that mean nothing to
// them. Marks stand in the highest bit of a character.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace chartrender {

// Eight characters as one word, the first of them lowest.
inline uint64_t WordAt(const char* at) {
  uint64_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

constexpr uint64_t EightTimes(unsigned char c) { return 0x0101010101010101U * c; }

// The bits that marks stand in.
constexpr uint64_t kMarks = EightTimes(0x80);

// Marks the first ASCII character that is less than `than`; behind it others may be marked too, and
// bits that are no marks are set anywhere.
constexpr uint64_t MarkLess(uint64_t word, unsigned char than) {
  return (word - EightTimes(than)) & ~word;
}

// The same for the first character that is `c`.
constexpr uint64_t MarkSame(uint64_t word, unsigned char c) {
  return MarkLess(word ^ EightTimes(c), 1);
}

// The number of characters before the one in which the lowest bit of `word` stands.
constexpr size_t CharsBefore(uint64_t word) {
  return static_cast<size_t>(std::countr_zero(word)) / 8;
}

}  // namespace chartrender
