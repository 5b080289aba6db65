#include "base/quote.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "codec/toml/lexer.h"

namespace chartrender::toml {

namespace {

constexpr uint32_t kEof = 0;

bool IsBlank(uint32_t rune) { return rune == '\t' || rune == ' '; }
bool IsSpace(uint32_t rune) { return IsBlank(rune) || rune == '\n' || rune == '\r'; }
bool IsBinary(uint32_t rune) { return rune == '0' || rune == '1'; }
bool IsOctal(uint32_t rune) { return rune >= '0' && rune <= '7'; }

std::string RuneText(uint32_t rune) {
  std::string text;
  AppendRune(text, rune);
  return text;
}

std::string RuneOrEnd(uint32_t rune) {
  return rune == kEof ? "end of file" : "'" + RuneText(rune) + "'";
}

// fmt's %c, to which the end of the input is NUL.
std::string Character(uint32_t rune) {
  return rune == kEof ? std::string(1, '\0') : RuneText(rune);
}

}  // namespace

Lexer::State Lexer::ValueStart() {
  const uint32_t rune = NextRune();
  if (IsBlank(rune)) return SkipTo({&Lexer::ValueStart});
  if (IsTomlDigit(rune)) {
    Backup();
    return {&Lexer::NumberOrDateStart};
  }
  switch (rune) {
    case '[':
      Ignore();
      Emit(ItemType::kArray);
      return {&Lexer::ArrayValue};
    case '{':
      Ignore();
      Emit(ItemType::kInlineTableStart);
      return {&Lexer::InlineTableValue};
    case '"':
    case '\'':
      if (Accept(rune)) {
        if (Accept(rune)) {
          return SkipTo({rune == '"' ? &Lexer::MultilineString : &Lexer::MultilineRawString});
        }
        Backup();
      }
      return SkipTo({rune == '"' ? &Lexer::String : &Lexer::RawString});
    case '.':
      return Problem("floats must start with a digit, not '.'");
    case '-':
    case '+':
      return {&Lexer::DecimalNumberStart};
    default:
      return WordStart(rune);
  }
}

// true, false, inf, nan, or nothing that is a value.
Lexer::State Lexer::WordStart(uint32_t rune) {
  if (rune == 'i' || rune == 'n') {
    if ((Accept('n') && Accept('f')) || (Accept('a') && Accept('n'))) {
      Emit(ItemType::kFloat);
      return Pop();
    }
  }
  if (IsLetterRune(rune)) {
    Backup();
    return {&Lexer::Bool};
  }
  if (rune == kEof) return Problem("unexpected EOF; expected value");
  std::string text = "expected value but found " + QuoteRune(rune) + " instead";
  return rune == '\n' ? ErrorPreviousLine(std::move(text)) : Problem(std::move(text));
}

Lexer::State Lexer::ArrayValue() {
  const uint32_t rune = NextRune();
  if (IsSpace(rune)) return SkipTo({&Lexer::ArrayValue});
  if (rune == '#') {
    Push({&Lexer::ArrayValue});
    return {&Lexer::CommentStart};
  }
  if (rune == ',') return Problem("unexpected comma");
  if (rune == ']') return {&Lexer::ArrayEnd};
  Backup();
  Push({&Lexer::ArrayValueEnd});
  return {&Lexer::ValueStart};
}

Lexer::State Lexer::ArrayValueEnd() {
  const uint32_t rune = NextRune();
  if (IsSpace(rune)) return SkipTo({&Lexer::ArrayValueEnd});
  if (rune == '#') {
    Push({&Lexer::ArrayValueEnd});
    return {&Lexer::CommentStart};
  }
  if (rune == ',') return SkipTo({&Lexer::ArrayValue});
  if (rune == ']') return {&Lexer::ArrayEnd};
  return Problem("expected a comma (',') or array terminator (']'), but got " + RuneOrEnd(rune));
}

Lexer::State Lexer::ArrayEnd() {
  Ignore();
  Emit(ItemType::kArrayEnd);
  return Pop();
}

Lexer::State Lexer::InlineTableValue() {
  const uint32_t rune = NextRune();
  if (IsSpace(rune)) return SkipTo({&Lexer::InlineTableValue});
  if (rune == '#') {
    Push({&Lexer::InlineTableValue});
    return {&Lexer::CommentStart};
  }
  if (rune == ',') return Problem("unexpected comma");
  if (rune == '}') return {&Lexer::InlineTableEnd};
  Backup();
  Push({&Lexer::InlineTableValueEnd});
  return {&Lexer::KeyStart};
}

Lexer::State Lexer::InlineTableValueEnd() {
  const uint32_t rune = NextRune();
  if (IsSpace(rune)) return SkipTo({&Lexer::InlineTableValueEnd});
  if (rune == '#') {
    Push({&Lexer::InlineTableValueEnd});
    return {&Lexer::CommentStart};
  }
  if (rune == ',') {
    Ignore();
    SkipBlanks();
    return {Peek() == '}' ? &Lexer::InlineTableValueEnd : &Lexer::InlineTableValue};
  }
  if (rune == '}') return {&Lexer::InlineTableEnd};
  return Problem("expected a comma or an inline table terminator '}', but got " + RuneOrEnd(rune) +
                 " instead");
}

Lexer::State Lexer::InlineTableEnd() {
  Ignore();
  Emit(ItemType::kInlineTableEnd);
  return Pop();
}

Lexer::State Lexer::Bool() {
  std::string word;
  for (uint32_t rune = NextRune(); IsLetterRune(rune); rune = NextRune()) AppendRune(word, rune);
  Backup();
  if (word == "true" || word == "false") {
    Emit(ItemType::kBool);
    return Pop();
  }
  std::string text = "expected value but found ";
  AppendQuote(text, word);
  return Problem(text + " instead");
}

Lexer::State Lexer::EndNumber(ItemType type) {
  Backup();
  Emit(type);
  return Pop();
}

Lexer::State Lexer::NumberOrDateStart() {
  return {NextRune() == '0' ? &Lexer::BaseNumberOrDate : &Lexer::NumberOrDate};
}

Lexer::State Lexer::NumberOrDate() {
  const uint32_t rune = NextRune();
  if (IsTomlDigit(rune)) return {&Lexer::NumberOrDate};
  switch (rune) {
    case '-':
    case ':':
      return {&Lexer::Datetime};
    case '_':
      return {&Lexer::DecimalNumber};
    case '.':
    case 'e':
    case 'E':
      return {&Lexer::Float};
    default:
      return EndNumber(ItemType::kInteger);
  }
}

Lexer::State Lexer::Datetime() {
  const uint32_t rune = NextRune();
  constexpr std::string_view kOthers = "-:Tt .Zz+";
  if (IsTomlDigit(rune)) return {&Lexer::Datetime};
  if (rune != kEof && rune < 0x80 &&
      kOthers.find(static_cast<char>(rune)) != std::string_view::npos) {
    return {&Lexer::Datetime};
  }
  Backup();
  EmitTrimmed(ItemType::kDatetime);
  return Pop();
}

Lexer::State Lexer::HexInteger() {
  const uint32_t rune = NextRune();
  if (IsTomlHex(rune) || rune == '_') return {&Lexer::HexInteger};
  return EndNumber(ItemType::kInteger);
}

Lexer::State Lexer::OctalInteger() {
  const uint32_t rune = NextRune();
  if (IsOctal(rune) || rune == '_') return {&Lexer::OctalInteger};
  return EndNumber(ItemType::kInteger);
}

Lexer::State Lexer::BinaryInteger() {
  const uint32_t rune = NextRune();
  if (IsBinary(rune) || rune == '_') return {&Lexer::BinaryInteger};
  return EndNumber(ItemType::kInteger);
}

Lexer::State Lexer::DecimalNumber() {
  const uint32_t rune = NextRune();
  if (IsTomlDigit(rune) || rune == '_') return {&Lexer::DecimalNumber};
  if (rune == '.' || rune == 'e' || rune == 'E') return {&Lexer::Float};
  return EndNumber(ItemType::kInteger);
}

Lexer::State Lexer::DecimalNumberStart() {
  const uint32_t rune = NextRune();
  if (rune == 'i' || rune == 'n') {
    const bool good = rune == 'i' ? Accept('n') && Accept('f') : Accept('a') && Accept('n');
    if (!good) return Problem("invalid float: '" + std::string(Current()) + "'");
    Emit(ItemType::kFloat);
    return Pop();
  }
  if (rune == '0') {
    const uint32_t letter = Peek();
    if (letter == 'b' || letter == 'o' || letter == 'x') {
      return Problem("cannot use sign with non-decimal numbers: '" + std::string(Current()) +
                     Character(letter) + "'");
    }
  }
  if (rune == '.') return Problem("floats must start with a digit, not '.'");
  if (IsTomlDigit(rune)) return {&Lexer::DecimalNumber};
  return Problem("expected a digit but got " + QuoteRune(rune));
}

Lexer::State Lexer::BaseNumberOrDate() {
  const uint32_t rune = NextRune();
  if (IsTomlDigit(rune)) return {&Lexer::NumberOrDate};
  const auto start_base = [this](bool digit, uint32_t next, std::string_view name, State state) {
    if (digit) return state;
    return Problem("not " + std::string(name) + " number: '" + std::string(Current()) +
                   Character(next) + "'");
  };
  switch (rune) {
    case '_':
      return {&Lexer::DecimalNumber};
    case '.':
    case 'e':
    case 'E':
      return {&Lexer::Float};
    case 'b': {
      const uint32_t next = Peek();
      return start_base(IsBinary(next), next, "a binary", {&Lexer::BinaryInteger});
    }
    case 'o': {
      const uint32_t next = Peek();
      return start_base(IsOctal(next), next, "an octal", {&Lexer::OctalInteger});
    }
    case 'x': {
      const uint32_t next = Peek();
      return start_base(IsTomlHex(next), next, "a hexadecimal", {&Lexer::HexInteger});
    }
    default:
      return EndNumber(ItemType::kInteger);
  }
}

Lexer::State Lexer::Float() {
  const uint32_t rune = NextRune();
  constexpr std::string_view kOthers = "_.-+eE";
  if (IsTomlDigit(rune)) return {&Lexer::Float};
  if (rune != kEof && rune < 0x80 &&
      kOthers.find(static_cast<char>(rune)) != std::string_view::npos) {
    return {&Lexer::Float};
  }
  return EndNumber(ItemType::kFloat);
}

}  // namespace chartrender::toml
