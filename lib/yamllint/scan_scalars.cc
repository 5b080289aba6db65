// Block, quoted and plain scalars.
#include <algorithm>
#include <string>
#include <utility>

#include "yamllint/scanner.h"

namespace chartrender::yamllint {

namespace {

constexpr bool IsBlank(char32_t c) { return c == U' ' || c == U'\t'; }

struct Escape {
  char32_t letter, meaning;
};
constexpr Escape kEscapes[] = {
    {U'0', 0},      {U'a', 7},    {U'b', 8},    {U't', 9},    {U'\t', 9},     {U'n', 10},
    {U'v', 11},     {U'f', 12},   {U'r', 13},   {U'e', 27},   {U' ', U' '},   {U'"', U'"'},
    {U'\\', U'\\'}, {U'/', U'/'}, {U'N', 0x85}, {U'_', 0xA0}, {U'L', 0x2028}, {U'P', 0x2029}};

// Stands for a text of which nothing is wanted but whether there is any.
class TextSize {
 public:
  TextSize& operator+=(std::u32string_view text) {
    size_ += text.size();
    return *this;
  }
  TextSize& operator+=(char32_t /*c*/) {
    ++size_;
    return *this;
  }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  size_t size_ = 0;
};

bool IsHex(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'f') || (c >= U'A' && c <= U'F');
}

}  // namespace

void Scanner::FetchBlockScalar() {
  key_allowed_ = true;
  RemoveKey();
  Token token;
  token.type = TokenType::kScalar;
  token.style = Peek();
  token.start = at_;
  Forward();
  const BlockHeader header = ScanBlockHeader();
  SkipRestOfLine();
  const bool folded = token.style == U'>';
  if (explicit_key_ + 1 == NextNumber()) {
    std::u32string value;
    ScanBlockText(folded, header, token.end, value);
    token.value = Keep(std::move(value));
  } else {
    TextSize size;
    ScanBlockText(folded, header, token.end, size);
    if (!size.empty()) token.value = TextFrom(token.start.pointer);
  }
  queue_.Add(token);
}

Scanner::BlockHeader Scanner::ScanBlockHeader() {
  BlockHeader header;
  const auto scan_chomping = [&] {
    if (Peek() != U'+' && Peek() != U'-') return false;
    header.chomping = Peek() == U'+' ? 1 : -1;
    Forward();
    return true;
  };
  if (scan_chomping()) {
    header.increment = ScanIncrement();
  } else {
    header.increment = ScanIncrement();
    if (header.increment > 0) scan_chomping();
  }
  if (!IsSpaceOrEnd(Peek())) FailExpecting("chomping or indentation indicators");
  return header;
}

int64_t Scanner::ScanIncrement() {
  const char32_t c = Peek();
  if (c < U'0' || c > U'9') return 0;
  if (c == U'0') Fail("expected indentation indicator in the range 1-9, but found 0");
  Forward();
  return static_cast<int64_t>(c - U'0');
}

// The lines before the first that is not empty; the greatest indentation among them and its own.
int64_t Scanner::ScanBlockIndentation(std::u32string& breaks, Mark& end) {
  int64_t indent = 0;
  end = at_;
  while (Peek() == U' ' || IsBreak(Peek())) {
    if (Peek() == U' ') {
      Forward();
      indent = std::max(indent, at_.column);
    } else {
      breaks += ScanBreak();
      end = at_;
    }
  }
  return indent;
}

void Scanner::ScanBlockBreaks(int64_t indent, std::u32string& breaks, Mark& end) {
  breaks.clear();
  end = at_;
  const auto skip_indent = [&] {
    while (at_.column < indent && Peek() == U' ') Forward();
  };
  skip_indent();
  while (IsBreak(Peek())) {
    breaks += ScanBreak();
    end = at_;
    skip_indent();
  }
}

template <class Value>
void Scanner::ScanBlockText(bool folded, const BlockHeader& header, Mark& end, Value& value) {
  std::u32string breaks;
  int64_t indent = std::max<int64_t>(indent_ + 1, 1);
  if (header.increment == 0) {
    indent = std::max(indent, ScanBlockIndentation(breaks, end));
  } else {
    indent += header.increment - 1;
    ScanBlockBreaks(indent, breaks, end);
  }
  char32_t line_break = 0;
  while (at_.column == indent && Peek() != 0) {
    value += breaks;
    const bool leading_text = !IsBlank(Peek());
    const int64_t length = LengthOfLine();
    value += Prefix(length);
    Pass(length);
    line_break = ScanBreak();
    ScanBlockBreaks(indent, breaks, end);
    if (at_.column != indent || Peek() == 0) break;
    if (folded && line_break == U'\n' && leading_text && !IsBlank(Peek())) {
      if (breaks.empty()) value += U' ';
    } else if (line_break != 0) {
      value += line_break;
    }
  }
  if (header.chomping >= 0 && line_break != 0) value += line_break;
  if (header.chomping > 0) value += breaks;
}

void Scanner::FetchQuoted() {
  SaveKey();
  key_allowed_ = false;
  Token token;
  token.type = TokenType::kScalar;
  token.style = Peek();
  token.start = at_;
  Forward();
  const char32_t quote = token.style;
  // Most quoted texts stand in one line and hold nothing that means something else.
  int64_t length = 0;
  while (Peek(length) != quote && Peek(length) != U'\\' && !IsBreakOrEnd(Peek(length))) ++length;
  if (Peek(length) == quote && !(quote == U'\'' && Peek(length + 1) == U'\'')) {
    token.value = Prefix(length);
    Pass(length);
  } else {
    std::u32string value;
    ScanQuotedText(quote, value);
    while (Peek() != quote) {
      ScanQuotedBlanks(value);
      ScanQuotedText(quote, value);
    }
    token.value = Keep(std::move(value));
  }
  Forward();
  token.end = at_;
  queue_.Add(token);
}

// Up to the closing quote or a blank.
void Scanner::ScanQuotedText(char32_t quote, std::u32string& value) {
  const bool is_double = quote == U'"';
  while (true) {
    int64_t length = 0;
    while (!IsBlankOrEnd(Peek(length)) && Peek(length) != U'\'' && Peek(length) != U'"' &&
           Peek(length) != U'\\') {
      ++length;
    }
    value += Prefix(length);
    Pass(length);
    const char32_t c = Peek();
    if (!is_double && c == U'\'' && Peek(1) == U'\'') {
      value += U'\'';
      Forward(2);
    } else if ((is_double && c == U'\'') || (!is_double && (c == U'"' || c == U'\\'))) {
      value += c;
      Forward();
    } else if (is_double && c == U'\\') {
      Forward();
      ScanEscape(value);
    } else {
      return;
    }
  }
}

// Behind the backslash.
void Scanner::ScanEscape(std::u32string& value) {
  const char32_t c = Peek();
  for (const Escape& escape : kEscapes) {
    if (escape.letter != c) continue;
    value += escape.meaning;
    Forward();
    return;
  }
  if (c == U'x' || c == U'u' || c == U'U') {
    Forward();
    ScanHexEscape(c == U'x' ? 2 : c == U'u' ? 4 : 8, value);
  } else if (IsBreak(c)) {
    ScanBreak();
    ScanQuotedBreaks(value);
  } else {
    Fail("found unknown escape character " + CharacterAsPython(c));
  }
}

void Scanner::ScanHexEscape(int digits, std::u32string& value) {
  constexpr uint64_t kLastCode = 0x10FFFF;
  uint64_t code = 0;
  for (int64_t i = 0; i < digits; ++i) {
    const char32_t c = Peek(i);
    if (!IsHex(c)) {
      Fail("expected escape sequence of " + std::to_string(digits) +
           " hexadecimal numbers, but found " + CharacterAsPython(c));
    }
    code = code * 16 + (c <= U'9' ? c - U'0' : (c | 0x20U) - U'a' + 10);
  }
  if (code > kLastCode) Fail("the escape sequence is no character");
  value += static_cast<char32_t>(code);
  Forward(digits);
}

void Scanner::ScanQuotedBlanks(std::u32string& value) {
  int64_t length = 0;
  while (IsBlank(Peek(length))) ++length;
  const std::u32string_view blanks = Prefix(length);
  Pass(length);
  if (Peek() == 0) Fail("found unexpected end of stream");
  if (!IsBreak(Peek())) {
    value += blanks;
    return;
  }
  const char32_t line_break = ScanBreak();
  std::u32string breaks;
  ScanQuotedBreaks(breaks);
  if (line_break != U'\n') {
    value += line_break;
  } else if (breaks.empty()) {
    value += U' ';
  }
  value += breaks;
}

void Scanner::ScanQuotedBreaks(std::u32string& value) {
  while (true) {
    // Wherever the line ended: also where an escaped break stands.
    if (IsDocumentMark(U'-') || IsDocumentMark(U'.')) {
      Fail("found unexpected document separator");
    }
    while (IsBlank(Peek())) Forward();
    if (!IsBreak(Peek())) return;
    value += ScanBreak();
  }
}

// Of the text up to a blank, `: ` or what ends a scalar within brackets.
int64_t Scanner::PlainLength() const {
  const bool in_flow = flow_level_ != 0;
  const auto ends_flow = [](char32_t c) {
    return c == U',' || c == U'[' || c == U']' || c == U'{' || c == U'}';
  };
  // The text ends with a NUL.
  const char32_t* const start = text_.c_str() + at_.pointer;
  for (const char32_t* at = start;; ++at) {
    const char32_t c = *at;
    const bool is_graphic = c > U' ' && c < 0x85;
    if ((!is_graphic && IsBlankOrEnd(c)) || (in_flow && (ends_flow(c) || c == U'?'))) {
      return at - start;
    }
    if (c != U':') continue;
    const char32_t after = at[1];
    if (IsBlankOrEnd(after) || (in_flow && ends_flow(after))) return at - start;
  }
}

void Scanner::FetchPlain() {
  SaveKey();
  key_allowed_ = false;
  Token token;
  token.type = TokenType::kScalar;
  token.start = token.end = at_;
  const int64_t indent = indent_ + 1;
  const auto written = [&] {
    return std::u32string_view(text_).substr(
        static_cast<size_t>(token.start.pointer),
        static_cast<size_t>(token.end.pointer - token.start.pointer));
  };
  std::u32string folded, blanks;
  bool is_folded = false, has_break = false;
  while (Peek() != U'#') {
    const int64_t length = PlainLength();
    if (length == 0) break;
    key_allowed_ = false;
    if (has_break && !is_folded) {
      folded = written();
      is_folded = true;
    }
    if (is_folded) folded.append(blanks).append(Prefix(length));
    Pass(length);
    token.end = at_;
    if (!ScanPlainBlanks(blanks, has_break) || Peek() == U'#' ||
        (flow_level_ == 0 && at_.column < indent)) {
      break;
    }
  }
  token.value = is_folded ? Keep(std::move(folded)) : written();
  queue_.Add(token);
}

// What stands between two parts of a plain scalar, as its value holds it; false: nothing, or the
// document ends there.
bool Scanner::ScanPlainBlanks(std::u32string& blanks, bool& has_break) {
  int64_t length = 0;
  while (Peek(length) == U' ') ++length;
  blanks = Prefix(length);
  has_break = false;
  Pass(length);
  if (!IsBreak(Peek())) return !blanks.empty();
  const char32_t line_break = ScanBreak();
  const auto at_document_mark = [&] { return IsDocumentMark(U'-') || IsDocumentMark(U'.'); };
  key_allowed_ = true;
  if (at_document_mark()) return false;
  std::u32string breaks;
  while (Peek() == U' ' || IsBreak(Peek())) {
    if (Peek() == U' ') {
      Forward();
      continue;
    }
    breaks += ScanBreak();
    if (at_document_mark()) return false;
  }
  has_break = true;
  blanks.clear();
  if (line_break != U'\n') {
    blanks += line_break;
  } else if (breaks.empty()) {
    blanks += U' ';
  }
  blanks += breaks;
  return true;
}

}  // namespace chartrender::yamllint
