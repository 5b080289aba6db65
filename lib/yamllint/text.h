// The text that is linted: code points with a NUL behind the last one, as PyYAML's reader holds it,
// so that columns count characters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender::yamllint {

// A place in a text: the number of the code point, and line and column, all from 0. Lines end at
// \n, \r, \r\n, U+0085, U+2028 and U+2029.
struct Mark {
  int64_t pointer = 0;
  int64_t line = 0;
  int64_t column = 0;
};

// What makes a text no YAML, and where.
struct SyntaxFault {
  Mark mark;
  std::string problem;
};

// The code points of UTF-8, UTF-16 or UTF-32 in any byte order, found out from the first bytes; a
// byte order mark is left out. Throws SyntaxFault for bytes that mean nothing, and for characters
// that YAML does not allow.
std::u32string DecodeText(std::string_view bytes);

// As `text.find`, several characters at once.
size_t FindCharacter(std::u32string_view text, char32_t c, size_t start = 0);

// The first end of a line from `start` on, or the size.
size_t FindBreak(std::u32string_view text, size_t start);

// Whether a byte order mark may be among the characters of `bytes`.
bool MayHaveMarks(std::string_view bytes);

std::string ToUtf8(std::u32string_view text);
// Throws nothing: a bad byte is U+FFFD.
std::u32string FromUtf8(std::string_view text);

// Whether YAML allows the character unescaped.
constexpr bool IsPrintable(char32_t c) {
  if (c < 0x7F) return c >= 0x20 || c == U'\t' || c == U'\n' || c == U'\r';
  return c == 0x85 || (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

// Python's repr() of a text of one character: '\n', 'a', "'".
std::string CharacterAsPython(char32_t c);

// The ends of lines, with and without the end of the text and blanks.
constexpr bool IsBreak(char32_t c) {
  return c == U'\n' || c == U'\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
}
constexpr bool IsBreakOrEnd(char32_t c) { return c == 0 || IsBreak(c); }
constexpr bool IsBlankOrEnd(char32_t c) { return c == U' ' || c == U'\t' || IsBreakOrEnd(c); }
constexpr bool IsSpaceOrEnd(char32_t c) { return c == U' ' || IsBreakOrEnd(c); }

}  // namespace chartrender::yamllint
