// Where runs of bytes end that template code is full of: words, what stands between the quotes of
// a string, blanks. Sixteen bytes at a time where the processor has such instructions. Used by
// PlainParser only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#ifdef __SSE2__
#include <emmintrin.h>

#include <bit>
#endif

namespace chartrender::gotemplate {

enum : uint8_t { kBlankByte = 1, kLetterByte = 2, kDigitByte = 4, kPlainByte = 8 };

// What may stand in a word, and (plain) between the quotes of a string that is its own value.
constexpr std::array<uint8_t, 256> MakeByteClasses() {
  std::array<uint8_t, 256> classes{};
  for (size_t c = ' '; c <= '~'; ++c) {
    if (c != '"' && c != '\\') classes[c] |= kPlainByte;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') classes[c] |= kLetterByte;
    if (c >= '0' && c <= '9') classes[c] |= kDigitByte;
  }
  for (const char c : {' ', '\t', '\r', '\n'}) {
    classes[static_cast<unsigned char>(c)] |= kBlankByte;
  }
  return classes;
}
constexpr std::array<uint8_t, 256> kByteClasses = MakeByteClasses();

inline bool IsByte(char c, unsigned classes) {
  return (kByteClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

#ifdef __SSE2__
constexpr ptrdiff_t kBytesAtOnce = 16;

inline __m128i LoadBytes(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// The bytes from `first` to `last`: they are moved to the top of the signed bytes.
inline __m128i BytesBetween(__m128i bytes, char first, char last) {
  const int top = 127;
  const __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8(static_cast<char>(top - last)));
  return _mm_cmpgt_epi8(moved, _mm_set1_epi8(static_cast<char>(top - last + first - 1)));
}

// How many bytes there are before the first that is not set in `wanted`; 16: none.
inline int CountSet(__m128i wanted) {
  return std::countr_zero(~static_cast<uint32_t>(_mm_movemask_epi8(wanted)) | 0x10000U);
}

inline int CountWordBytes(__m128i bytes) {
  const __m128i letters = BytesBetween(_mm_or_si128(bytes, _mm_set1_epi8(' ')), 'a', 'z');
  const __m128i others =
      _mm_or_si128(BytesBetween(bytes, '0', '9'), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_')));
  return CountSet(_mm_or_si128(letters, others));
}

inline int CountPlainBytes(__m128i bytes) {
  const __m128i remarkable = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                          _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
  return CountSet(_mm_andnot_si128(remarkable, BytesBetween(bytes, ' ', '~')));
}

// How many of the last bytes are blanks.
inline int CountBlanksBehind(__m128i bytes) {
  const __m128i spaces = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')),
                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
  const __m128i others = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')),
                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
  const auto set = static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(spaces, others)));
  return std::countl_zero(~(set << 16U) | 0x8000U);
}
#endif

// Behind the letters, digits and underscores at `at`.
inline const char* WordEnd(const char* at, const char* end) {
#ifdef __SSE2__
  while (end - at >= kBytesAtOnce) {
    const int count = CountWordBytes(LoadBytes(at));
    at += count;
    if (count < kBytesAtOnce) return at;
  }
#endif
  while (at < end && IsByte(*at, kLetterByte | kDigitByte)) ++at;
  return at;
}

// Behind the bytes at `at` that are plain in a string.
inline const char* PlainEnd(const char* at, const char* end) {
#ifdef __SSE2__
  while (end - at >= kBytesAtOnce) {
    const int count = CountPlainBytes(LoadBytes(at));
    at += count;
    if (count < kBytesAtOnce) return at;
  }
#endif
  while (at < end && IsByte(*at, kPlainByte)) ++at;
  return at;
}

// Behind the blanks at `at`.
inline const char* BlankEnd(const char* at, const char* end) {
  while (at < end && IsByte(*at, kBlankByte)) ++at;
  return at;
}

// Before the blanks that end at `end`.
inline const char* BlankStart(const char* first, const char* end) {
#ifdef __SSE2__
  while (end - first >= kBytesAtOnce) {
    const int count = CountBlanksBehind(LoadBytes(end - kBytesAtOnce));
    end -= count;
    if (count < kBytesAtOnce) return end;
  }
#endif
  while (end > first && IsByte(end[-1], kBlankByte)) --end;
  return end;
}

}  // namespace chartrender::gotemplate
