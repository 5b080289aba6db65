// Quoted and plain scalars.
#include "base/utf8.h"
#include "codec/yaml/scanner.h"

namespace chartrender::yaml {

namespace {

int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// What a backslash and a letter stand for, or "".
std::string_view EscapedText(char letter) {
  switch (letter) {
    case '0':
      return std::string_view("\0", 1);
    case 'a':
      return "\a";
    case 'b':
      return "\b";
    case 't':
    case '\t':
      return "\t";
    case 'n':
      return "\n";
    case 'v':
      return "\v";
    case 'f':
      return "\f";
    case 'r':
      return "\r";
    case 'e':
      return "\x1B";
    case ' ':
      return " ";
    case '"':
      return "\"";
    case '\'':
      return "'";
    case '\\':
      return "\\";
    case 'N':
      return "\xC2\x85";
    case '_':
      return "\xC2\xA0";
    case 'L':
      return "\xE2\x80\xA8";
    case 'P':
      return "\xE2\x80\xA9";
    default:
      return "";
  }
}

}  // namespace

Token Scanner::ScanFlowScalar(bool single) {
  Token token{.type = TokenType::kScalar, .line = cursor_.line()};
  cursor_.Skip();
  text_.clear();
  leading_break_.clear();
  trailing_breaks_.clear();
  blanks_.clear();
  const char quote = single ? '\'' : '"';
  for (;;) {
    cursor_.Need(4);
    if (cursor_.IsDocumentIndicator())
      FailScan(cursor_.line(), "found unexpected document indicator");
    if (cursor_.IsEnd()) FailScan(cursor_.line(), "found unexpected end of stream");
    bool leading_blanks = false;
    ScanFlowText(single, leading_blanks);
    cursor_.Need(1);
    if (cursor_.Peek() == quote) break;
    if (ScanFlowBlanks(leading_blanks)) {
      JoinLines();
    } else {
      text_ += blanks_;
      blanks_.clear();
    }
  }
  cursor_.Skip();
  token.value = scratch_.Copy(text_);
  return token;
}

// Characters up to a blank, a break or the closing quote. An escaped line break sets
// `leading_blanks`.
void Scanner::ScanFlowText(bool single, bool& leading_blanks) {
  while (!cursor_.IsBlankOrEnd()) {
    const std::string_view run = cursor_.SkipRun(single ? kSingleByte : kDoubleByte);
    if (!run.empty()) {
      text_ += run;
    } else if (single && cursor_.Peek() == '\'') {
      if (cursor_.Peek(1) != '\'') return;
      text_ += '\'';
      cursor_.Skip();
      cursor_.Skip();
    } else if (!single && cursor_.Peek() == '"') {
      return;
    } else if (!single && cursor_.Peek() == '\\') {
      if (cursor_.IsBreak(1)) {
        cursor_.Need(3);
        cursor_.Skip();
        cursor_.SkipLine();
        leading_blanks = true;
        return;
      }
      ScanEscape();
    } else {
      cursor_.ReadTo(text_);
    }
    cursor_.Need(2);
  }
}

void Scanner::ScanEscape() {
  const char letter = cursor_.Peek(1);
  const int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
  if (digits == 0) {
    const std::string_view text = EscapedText(letter);
    if (text.empty()) FailScan(cursor_.line(), "found unknown escape character");
    text_ += text;
  }
  cursor_.Skip();
  cursor_.Skip();
  if (digits == 0) return;
  cursor_.Need(digits);
  uint64_t code = 0;
  for (int i = 0; i < digits; ++i) {
    const int digit = HexValue(cursor_.Peek(static_cast<size_t>(i)));
    if (digit < 0) FailScan(cursor_.line(), "did not find expected hexdecimal number");
    code = code * 16 + static_cast<uint64_t>(digit);
  }
  if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) {
    FailScan(cursor_.line(), "found invalid Unicode character escape code");
  }
  AppendRune(text_, static_cast<uint32_t>(code));
  for (int i = 0; i < digits; ++i) cursor_.Skip();
}

// Blanks and line breaks inside quotes. True when there was a break.
bool Scanner::ScanFlowBlanks(bool leading_blanks) {
  while (cursor_.IsBlank() || cursor_.IsBreak()) {
    if (cursor_.IsBlank()) {
      if (leading_blanks) {
        cursor_.Skip();
      } else {
        cursor_.ReadTo(blanks_);
      }
    } else {
      cursor_.Need(2);
      if (leading_blanks) {
        cursor_.ReadLineTo(trailing_breaks_);
      } else {
        blanks_.clear();
        cursor_.ReadLineTo(leading_break_);
        leading_blanks = true;
      }
    }
    cursor_.Need(1);
  }
  return leading_blanks;
}

// A single line break becomes a blank, of more the first one goes.
void Scanner::JoinLines() {
  if (!leading_break_.starts_with('\n')) {
    text_ += leading_break_;
    text_ += trailing_breaks_;
  } else if (trailing_breaks_.empty()) {
    text_ += ' ';
  } else {
    text_ += trailing_breaks_;
  }
  leading_break_.clear();
  trailing_breaks_.clear();
}

Token Scanner::ScanPlainScalar() {
  Token token{.type = TokenType::kScalar, .plain = true, .line = cursor_.line()};
  leading_break_.clear();
  trailing_breaks_.clear();
  blanks_.clear();
  plain_start_ = plain_end_ = cursor_.at();
  plain_folded_ = false;
  leading_blanks_ = false;
  const int64_t indent = indent_ + 1;
  for (;;) {
    cursor_.Need(4);
    if (cursor_.IsDocumentIndicator() || cursor_.Peek() == '#') break;
    if (!ScanPlainText()) break;
    cursor_.Need(1);
    ScanPlainBlanks(indent);
    if (flow_level_ == 0 && cursor_.column() < indent) break;
  }
  token.value = plain_folded_ ? scratch_.Copy(text_)
                              : std::string_view(plain_start_,
                                                 static_cast<size_t>(plain_end_ - plain_start_));
  if (leading_blanks_) key_allowed_ = true;
  return token;
}

// Characters up to a blank or a break; false when the scalar ends here.
bool Scanner::ScanPlainText() {
  const bool flow = flow_level_ > 0;
  while (!cursor_.IsBlankOrEnd()) {
    const char c = cursor_.Peek();
    if (c == ':' && cursor_.IsBlankOrEnd(1)) return false;
    if (flow && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}'))
      return false;
    if (leading_blanks_) {
      if (!plain_folded_) text_.assign(plain_start_, plain_end_);
      plain_folded_ = true;
      JoinLines();
      leading_blanks_ = false;
    } else if (!blanks_.empty()) {
      if (plain_folded_) text_ += blanks_;
      blanks_.clear();
    }
    const char* from = cursor_.at();
    if (cursor_.SkipRun(kPlainByte).empty()) cursor_.Skip();
    if (plain_folded_) text_.append(from, cursor_.at());
    plain_end_ = cursor_.at();
    cursor_.Need(2);
  }
  return cursor_.IsBlank() || cursor_.IsBreak();
}

void Scanner::ScanPlainBlanks(int64_t indent) {
  while (cursor_.IsBlank() || cursor_.IsBreak()) {
    if (cursor_.IsBlank()) {
      if (leading_blanks_ && cursor_.column() < indent && cursor_.Peek() == '\t') {
        FailScan(cursor_.line(), "found a tab character that violates indentation");
      }
      if (leading_blanks_) {
        cursor_.Skip();
      } else {
        cursor_.ReadTo(blanks_);
      }
    } else {
      cursor_.Need(2);
      if (leading_blanks_) {
        cursor_.ReadLineTo(trailing_breaks_);
      } else {
        blanks_.clear();
        cursor_.ReadLineTo(leading_break_);
        leading_blanks_ = true;
      }
    }
    cursor_.Need(1);
  }
}

}  // namespace chartrender::yaml
