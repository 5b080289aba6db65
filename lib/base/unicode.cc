#include "base/unicode.h"

#include <algorithm>
#include <iterator>

#include "base/unicode_tables.h"

namespace chartrender {

namespace {

enum ClassBits : uint32_t {
  kLetter = 1,
  kDigit = 2,
  kNumber = 4,
  kPunct = 8,
  kUpper = 16,
  kLower = 32,
  kTitle = 64,
  kPrint = 128,
};

uint32_t ClassOf(uint32_t code) {
  if (code > 0x10FFFF) return 0;
  const uint32_t key = (code << 8) | 0xFFU;
  const auto* run =
      std::upper_bound(std::begin(internal::kClassRuns), std::end(internal::kClassRuns), key);
  return *(run - 1) & 0xFFU;
}

// Source: unicode.To and convertCase.
uint32_t MapCase(uint32_t code, int32_t internal::CaseRange::*delta, bool to_lower) {
  const auto* range = std::lower_bound(
      std::begin(internal::kCaseRanges), std::end(internal::kCaseRanges), code,
      [](const internal::CaseRange& entry, uint32_t wanted) { return entry.last < wanted; });
  if (range == std::end(internal::kCaseRanges) || code < range->first) return code;
  const int32_t shift = range->*delta;
  if (shift == internal::kUpperLower) {
    return range->first + (((code - range->first) & ~1U) | (to_lower ? 1U : 0U));
  }
  return static_cast<uint32_t>(static_cast<int32_t>(code) + shift);
}

}  // namespace

// ASCII, which is most of what there is, needs no search.
bool IsLetterRune(uint32_t code) {
  if (code < 0x80) return (code | 0x20U) - 'a' < 26;
  return (ClassOf(code) & kLetter) != 0;
}
bool IsDigitRune(uint32_t code) {
  if (code < 0x80) return code - '0' < 10;
  return (ClassOf(code) & kDigit) != 0;
}
bool IsNumberRune(uint32_t code) { return (ClassOf(code) & kNumber) != 0; }
bool IsPunctRune(uint32_t code) { return (ClassOf(code) & kPunct) != 0; }
bool IsUpperRune(uint32_t code) { return (ClassOf(code) & kUpper) != 0; }
bool IsLowerRune(uint32_t code) { return (ClassOf(code) & kLower) != 0; }
bool IsTitleRune(uint32_t code) { return (ClassOf(code) & kTitle) != 0; }
bool IsPrintRune(uint32_t code) {
  if (code < 0x80) return code - ' ' < 0x5F;
  return (ClassOf(code) & kPrint) != 0;
}

uint32_t UpperRune(uint32_t code) {
  if (code < 0x80) return code >= 'a' && code <= 'z' ? code - 32 : code;
  return MapCase(code, &internal::CaseRange::upper, false);
}

uint32_t LowerRune(uint32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  return MapCase(code, &internal::CaseRange::lower, true);
}

uint32_t TitleRune(uint32_t code) {
  if (code < 0x80) return code >= 'a' && code <= 'z' ? code - 32 : code;
  return MapCase(code, &internal::CaseRange::title, false);
}

}  // namespace chartrender
