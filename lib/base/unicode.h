// Character classes and case mapping as Go's unicode and strconv packages have them (Go 1.26,
// Unicode 15.0). Pure functions of one code point; nothing depends on a locale. IsSpaceRune stands
// in utf8.h.
#pragma once

#include <cstdint>

namespace chartrender {

bool IsLetterRune(uint32_t code);  // unicode.IsLetter: category L
bool IsDigitRune(uint32_t code);   // unicode.IsDigit: category Nd
bool IsNumberRune(uint32_t code);  // unicode.IsNumber: category N
bool IsPunctRune(uint32_t code);   // unicode.IsPunct: category P
bool IsUpperRune(uint32_t code);   // unicode.IsUpper: category Lu
bool IsLowerRune(uint32_t code);   // unicode.IsLower: category Ll
bool IsTitleRune(uint32_t code);   // unicode.IsTitle: category Lt
bool IsPrintRune(
    uint32_t code);  // strconv.IsPrint: letters, marks, numbers, punctuation, symbols, ASCII space

uint32_t UpperRune(uint32_t code);  // unicode.ToUpper
uint32_t LowerRune(uint32_t code);  // unicode.ToLower
uint32_t TitleRune(uint32_t code);  // unicode.ToTitle

}  // namespace chartrender
