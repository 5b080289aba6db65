#include "base/quote.h"
#include "base/utf8.h"
#include "codec/toml/lexer.h"

namespace chartrender::toml {

namespace {

constexpr uint32_t kEof = 0;
constexpr std::string_view kNoNewlines = "strings cannot contain newlines";

bool IsNewline(uint32_t rune) { return rune == '\n' || rune == '\r'; }

}  // namespace

Lexer::State Lexer::String() {
  const uint32_t rune = NextRune();
  if (rune == kEof) return Problem("unexpected EOF; expected '\"'");
  if (IsNewline(rune)) return ErrorPreviousLine(std::string(kNoNewlines));
  if (rune == '\\') {
    Push({&Lexer::String});
    return {&Lexer::StringEscape};
  }
  if (rune != '"') return {&Lexer::String};
  Backup();
  Emit(escaped_ ? ItemType::kEscapedString : ItemType::kString);
  escaped_ = false;
  NextRune();
  Ignore();
  return Pop();
}

// The three quotes at hand end the string; they are not part of it.
Lexer::State Lexer::EndMultiline(ItemType type) {
  for (int i = 0; i < 3; ++i) Backup();
  Emit(type);
  for (int i = 0; i < 3; ++i) NextRune();
  Ignore();
  return Pop();
}

Lexer::State Lexer::MultilineString() {
  const uint32_t rune = NextRune();
  if (rune == kEof) return Problem("unexpected EOF; expected '\"\"\"'");
  if (rune == '\\') return {&Lexer::MultilineStringEscape};
  if (rune != '"' || !Accept('"')) return {&Lexer::MultilineString};
  if (!Accept('"')) {
    Backup();
    return {&Lexer::MultilineString};
  }
  if (Peek() == '"') {
    // Up to two quotes may stand before the three that end the string.
    if (Current().ends_with("\"\"\"\"\"") && !Current().ends_with("\\\"\"\"\"\"")) {
      return Problem("unexpected '\"\"\"\"\"\"'");
    }
    Backup();
    Backup();
    return {&Lexer::MultilineString};
  }
  escaped_ = false;
  return EndMultiline(ItemType::kMultilineString);
}

Lexer::State Lexer::RawString() {
  const uint32_t rune = NextRune();
  if (rune == kEof) return Problem("unexpected EOF; expected \"'\"");
  if (IsNewline(rune)) return ErrorPreviousLine(std::string(kNoNewlines));
  if (rune != '\'') return {&Lexer::RawString};
  Backup();
  Emit(ItemType::kRawString);
  NextRune();
  Ignore();
  return Pop();
}

Lexer::State Lexer::MultilineRawString() {
  const uint32_t rune = NextRune();
  if (rune == kEof) return Problem("unexpected EOF; expected \"'''\"");
  if (rune != '\'' || !Accept('\'')) return {&Lexer::MultilineRawString};
  if (!Accept('\'')) {
    Backup();
    return {&Lexer::MultilineRawString};
  }
  if (Peek() == '\'') {
    if (Current().ends_with("'''''")) return Problem("unexpected \"''''''\"");
    Backup();
    Backup();
    return {&Lexer::MultilineRawString};
  }
  return EndMultiline(ItemType::kRawMultilineString);
}

Lexer::State Lexer::MultilineStringEscape() {
  if (IsNewline(NextRune())) return {&Lexer::MultilineString};
  Backup();
  Push({&Lexer::MultilineString});
  return StringEscape();
}

Lexer::State Lexer::StringEscape() {
  escaped_ = true;
  const uint32_t rune = NextRune();
  switch (rune) {
    case 'e':
    case 'b':
    case 't':
    case 'n':
    case 'f':
    case 'r':
    case '"':
    case ' ':
    case '\t':
    case '\\':
      return Pop();
    case 'x':
      return {&Lexer::HexEscape};
    case 'u':
      return {&Lexer::ShortUnicodeEscape};
    case 'U':
      return {&Lexer::LongUnicodeEscape};
    default:
      break;
  }
  std::string text = "invalid escape in string '\\";
  if (rune == kEof) {
    text += '\0';
  } else {
    AppendRune(text, rune);
  }
  return Error(text + "'");
}

Lexer::State Lexer::HexDigits(int count, std::string_view words) {
  for (int i = 0; i < count; ++i) {
    if (IsTomlHex(NextRune())) continue;
    std::string text = "expected " + std::string(words) + ", but got ";
    AppendQuote(text, Current());
    return Problem(text + " instead");
  }
  return Pop();
}

Lexer::State Lexer::HexEscape() { return HexDigits(2, "two hexadecimal digits after '\\x'"); }

Lexer::State Lexer::ShortUnicodeEscape() {
  return HexDigits(4, "four hexadecimal digits after '\\u'");
}

Lexer::State Lexer::LongUnicodeEscape() {
  return HexDigits(8, "eight hexadecimal digits after '\\U'");
}

}  // namespace chartrender::toml
