// UTF-8 as Go's unicode/utf8 sees it: a bad byte is one rune U+FFFD of width 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender {

constexpr uint32_t kRuneError = 0xFFFD;

struct Rune {
  uint32_t code = kRuneError;
  uint32_t width = 0;  // in bytes; 0 only at the end of the text
  // True for a byte sequence that is not UTF-8 (a real U+FFFD has width 3).
  bool bad() const { return code == kRuneError && width == 1; }
};

// The rune at the start of `text`. Source: unicode/utf8.DecodeRuneInString.
Rune DecodeRune(std::string_view text);
// The rune at the end of `text`. Source: unicode/utf8.DecodeLastRuneInString.
Rune DecodeLastRune(std::string_view text);
// Appends `code`; surrogates and values above U+10FFFF become U+FFFD. Source: utf8.AppendRune.
void AppendRune(std::string& text, uint32_t code);
// Number of runes, each bad byte counting as one.
size_t CountRunes(std::string_view text);
bool IsValidUtf8(std::string_view text);
// `text` with every bad byte replaced by U+FFFD (as []rune conversion and encoding/json do).
std::string RepairUtf8(std::string_view text);

// unicode.IsSpace.
bool IsSpaceRune(uint32_t code);
// strings.TrimSpace, and strings.TrimLeftFunc and TrimRightFunc(text, unicode.IsSpace).
std::string_view TrimSpace(std::string_view text);
std::string_view TrimLeftSpace(std::string_view text);
std::string_view TrimRightSpace(std::string_view text);

}  // namespace chartrender
