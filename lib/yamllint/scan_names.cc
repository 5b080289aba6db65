// Directives, anchors, aliases and tags.
#include "base/utf8.h"
#include "yamllint/scanner.h"

namespace chartrender::yamllint {

namespace {

constexpr bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

constexpr bool IsWordCharacter(char32_t c) {
  return IsDigit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || c == U'-' ||
         c == U'_';
}

bool IsUriCharacter(char32_t c) {
  constexpr std::u32string_view kMarks = U";/?:@&=+$,_.!~*'()[]%";
  return IsWordCharacter(c) || (c != 0 && kMarks.find(c) != std::u32string_view::npos);
}

int HexDigit(char32_t c) {
  if (IsDigit(c)) return static_cast<int>(c - U'0');
  if (c >= U'A' && c <= U'F') return static_cast<int>(c - U'A') + 10;
  if (c >= U'a' && c <= U'f') return static_cast<int>(c - U'a') + 10;
  return -1;
}

constexpr std::string_view kWordExpected = "alphabetic or numeric character";

}  // namespace

// Letters, digits, `-` and `_`: at least one.
std::u32string_view Scanner::ScanWord() {
  int64_t length = 0;
  while (IsWordCharacter(Peek(length))) ++length;
  if (length == 0) {
    Fail("expected " + std::string(kWordExpected) + ", but found " + CharacterAsPython(Peek()));
  }
  const std::u32string_view word = Prefix(length);
  Forward(length);
  return word;
}

void Scanner::FetchDirective() {
  UnwindIndent(-1);
  RemoveKey();
  key_allowed_ = false;
  Token token;
  token.type = TokenType::kDirective;
  token.start = at_;
  Forward();
  token.value = ScanWord();
  if (!IsSpaceOrEnd(Peek())) FailExpecting(kWordExpected);
  if (token.value == U"YAML") {
    ScanVersion(token);
  } else if (token.value == U"TAG") {
    while (Peek() == U' ') Forward();
    token.handle = ScanTagHandle();
    if (Peek() != U' ') FailExpecting("' '");
    while (Peek() == U' ') Forward();
    if (!ScanTagUri()) FailExpecting("URI");
    if (!IsSpaceOrEnd(Peek())) FailExpecting("' '");
  }
  token.end = at_;
  if (token.value != U"YAML" && token.value != U"TAG") {
    while (!IsBreakOrEnd(Peek())) Forward();
  }
  SkipRestOfLine();
  queue_.Add(token);
}

void Scanner::ScanVersion(Token& token) {
  while (Peek() == U' ') Forward();
  token.major = ScanNumber();
  if (Peek() != U'.') FailExpecting("a digit or '.'");
  Forward();
  token.minor = ScanNumber();
  if (!IsSpaceOrEnd(Peek())) FailExpecting("a digit or ' '");
}

int Scanner::ScanNumber() {
  constexpr int kMost = 100'000'000;
  if (!IsDigit(Peek())) FailExpecting("a digit");
  int number = 0;
  for (; IsDigit(Peek()); Forward()) {
    if (number < kMost) number = number * 10 + static_cast<int>(Peek() - U'0');
  }
  return number;
}

// Blanks and a comment up to the end of the line.
void Scanner::SkipRestOfLine() {
  while (Peek() == U' ') Forward();
  if (Peek() == U'#') {
    while (!IsBreakOrEnd(Peek())) Forward();
  }
  if (!IsBreakOrEnd(Peek())) FailExpecting("a comment or a line break");
  ScanBreak();
}

void Scanner::FetchName(TokenType type) {
  constexpr std::u32string_view kEnds = U"?:,]}%@`";
  SaveKey();
  key_allowed_ = false;
  Token token;
  token.type = type;
  token.start = at_;
  Forward();
  token.value = ScanWord();
  if (!IsBlankOrEnd(Peek()) && kEnds.find(Peek()) == std::u32string_view::npos) {
    FailExpecting(kWordExpected);
  }
  token.end = at_;
  queue_.Add(token);
}

void Scanner::FetchTag() {
  SaveKey();
  key_allowed_ = false;
  Token token;
  token.type = TokenType::kTag;
  token.start = at_;
  if (Peek(1) == U'<') {
    Forward(2);
    if (!ScanTagUri()) FailExpecting("URI");
    if (Peek() != U'>') FailExpecting("'>'");
    Forward();
  } else if (IsBlankOrEnd(Peek(1))) {
    Forward();
  } else {
    int64_t length = 1;
    while (!IsSpaceOrEnd(Peek(length)) && Peek(length) != U'!') ++length;
    token.has_handle = true;
    if (Peek(length) == U'!') {
      token.handle = ScanTagHandle();
    } else {
      token.handle = Prefix(1);
      Forward();
    }
    if (!ScanTagUri()) FailExpecting("URI");
  }
  if (!IsSpaceOrEnd(Peek())) FailExpecting("' '");
  token.end = at_;
  queue_.Add(token);
}

// `!`, `!!` or `!word!`.
std::u32string_view Scanner::ScanTagHandle() {
  if (Peek() != U'!') FailExpecting("'!'");
  int64_t length = 1;
  if (Peek(length) != U' ') {
    while (IsWordCharacter(Peek(length))) ++length;
    if (Peek(length) != U'!') {
      Forward(length);
      FailExpecting("'!'");
    }
    ++length;
  }
  const std::u32string_view handle = Prefix(length);
  Forward(length);
  return handle;
}

bool Scanner::ScanTagUri() {
  bool any = false;
  while (IsUriCharacter(Peek())) {
    any = true;
    if (Peek() == U'%') {
      ScanUriEscapes();
    } else {
      Forward();
    }
  }
  return any;
}

void Scanner::ScanUriEscapes() {
  const Mark start = at_;
  std::string bytes;
  while (Peek() == U'%') {
    Forward();
    for (int64_t i = 0; i < 2; ++i) {
      if (HexDigit(Peek(i)) >= 0) continue;
      Fail("expected URI escape sequence of 2 hexadecimal numbers, but found " +
           CharacterAsPython(Peek(i)));
    }
    bytes += static_cast<char>(HexDigit(Peek()) * 16 + HexDigit(Peek(1)));
    Forward(2);
  }
  if (!IsValidUtf8(bytes)) throw SyntaxFault{start, "the URI is not valid UTF-8"};
}

}  // namespace chartrender::yamllint
