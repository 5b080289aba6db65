// Literal and folded block scalars.
#include <algorithm>

#include "codec/yaml/scanner.h"

namespace chartrender::yaml {

int Scanner::ScanIndentDigit() {
  const char c = cursor_.Peek();
  if (c < '0' || c > '9') return 0;
  if (c == '0') FailScan(cursor_.line(), "found an indentation indicator equal to 0");
  cursor_.Skip();
  return c - '0';
}

Scanner::BlockHeader Scanner::ScanBlockHeader() {
  BlockHeader header;
  const auto scan_chomping = [&] {
    if (cursor_.Peek() != '+' && cursor_.Peek() != '-') return;
    header.chomping = cursor_.Peek() == '+' ? 1 : -1;
    cursor_.Skip();
  };
  cursor_.Skip();
  cursor_.Need(1);
  scan_chomping();
  cursor_.Need(1);
  header.increment = ScanIndentDigit();
  if (header.increment != 0 && header.chomping == 0) {
    cursor_.Need(1);
    scan_chomping();
  }
  SkipBlanks();
  SkipComment();
  if (!cursor_.IsBreakOrEnd()) {
    FailScan(cursor_.line(), "did not find expected comment or line break");
  }
  if (cursor_.IsBreak()) {
    cursor_.Need(2);
    cursor_.SkipLine();
  }
  return header;
}

Token Scanner::ScanBlockScalar(bool literal) {
  Token token{.type = TokenType::kScalar, .line = cursor_.line()};
  const BlockHeader header = ScanBlockHeader();
  int64_t indent = 0;
  if (header.increment > 0) indent = std::max<int64_t>(indent_, 0) + header.increment;
  text_.clear();
  leading_break_.clear();
  trailing_breaks_.clear();
  ScanBlockBreaks(indent, trailing_breaks_);
  cursor_.Need(1);
  bool leading_blank = false;
  while (cursor_.column() == indent && !cursor_.IsEnd()) {
    const bool trailing_blank = cursor_.IsBlank();
    const bool fold =
        !literal && !leading_blank && !trailing_blank && leading_break_.starts_with('\n');
    if (!fold) {
      text_ += leading_break_;
    } else if (trailing_breaks_.empty()) {
      text_ += ' ';
    }
    leading_break_.clear();
    text_ += trailing_breaks_;
    trailing_breaks_.clear();
    leading_blank = cursor_.IsBlank();
    while (!cursor_.IsBreakOrEnd()) {
      const std::string_view run = cursor_.SkipRun(kTextByte);
      if (run.empty()) {
        cursor_.ReadTo(text_);
      } else {
        text_ += run;
      }
      cursor_.Need(1);
    }
    cursor_.Need(2);
    cursor_.ReadLineTo(leading_break_);
    ScanBlockBreaks(indent, trailing_breaks_);
  }
  if (header.chomping != -1) text_ += leading_break_;
  if (header.chomping == 1) text_ += trailing_breaks_;
  token.value = scratch_.Copy(text_);
  return token;
}

// Indentation and empty lines; finds out the indentation when it is not known yet (0).
void Scanner::ScanBlockBreaks(int64_t& indent, std::string& breaks) {
  int64_t max_indent = 0;
  for (;;) {
    cursor_.Need(1);
    while ((indent == 0 || cursor_.column() < indent) && cursor_.Peek() == ' ') {
      cursor_.Skip();
      cursor_.Need(1);
    }
    max_indent = std::max(max_indent, cursor_.column());
    if ((indent == 0 || cursor_.column() < indent) && cursor_.Peek() == '\t') {
      FailScan(cursor_.line(), "found a tab character where an indentation space is expected");
    }
    if (!cursor_.IsBreak()) break;
    cursor_.Need(2);
    cursor_.ReadLineTo(breaks);
  }
  if (indent == 0) indent = std::max({max_indent, indent_ + 1, int64_t{1}});
}

}  // namespace chartrender::yaml
