// Directives, anchors and tags.
#include "codec/yaml/scanner.h"

namespace chartrender::yaml {

namespace {

constexpr std::string_view kUriCharacters = ";/?:@&=+$,.!~*'()[]%";

bool IsNameCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' ||
         c == '-';
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string_view Scanner::ReadName() {
  text_.clear();
  cursor_.Need(1);
  while (IsNameCharacter(cursor_.Peek())) {
    cursor_.ReadTo(text_);
    cursor_.Need(1);
  }
  return scratch_.Copy(text_);
}

Token Scanner::ScanDirective() {
  Token token{.line = cursor_.line()};
  cursor_.Skip();
  const std::string_view name = ScanDirectiveName();
  if (name == "YAML") {
    ScanVersionDirective(token);
  } else if (name == "TAG") {
    ScanTagDirective(token);
  } else {
    FailScan(cursor_.line(), "found unknown directive name");
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
  return token;
}

std::string_view Scanner::ScanDirectiveName() {
  const std::string_view name = ReadName();
  if (name.empty()) FailScan(cursor_.line(), "could not find expected directive name");
  if (!cursor_.IsBlankOrEnd()) {
    FailScan(cursor_.line(), "found unexpected non-alphabetical character");
  }
  return name;
}

void Scanner::ScanVersionDirective(Token& token) {
  token.type = TokenType::kVersionDirective;
  SkipBlanks();
  token.major = ScanVersionNumber();
  if (cursor_.Peek() != '.') {
    FailScan(cursor_.line(), "did not find expected digit or '.' character");
  }
  cursor_.Skip();
  token.minor = ScanVersionNumber();
}

uint8_t Scanner::ScanVersionNumber() {
  cursor_.Need(1);
  uint8_t value = 0;
  int length = 0;
  while (IsDigit(cursor_.Peek())) {
    if (++length > 2) FailScan(cursor_.line(), "found extremely long version number");
    value = static_cast<uint8_t>(value * 10 + (cursor_.Peek() - '0'));
    cursor_.Skip();
    cursor_.Need(1);
  }
  if (length == 0) FailScan(cursor_.line(), "did not find expected version number");
  return value;
}

void Scanner::ScanTagDirective(Token& token) {
  token.type = TokenType::kTagDirective;
  SkipBlanks();
  token.value = ScanTagHandle(true);
  cursor_.Need(1);
  if (!cursor_.IsBlank()) FailScan(cursor_.line(), "did not find expected whitespace");
  SkipBlanks();
  token.suffix = ScanTagUri({});
  cursor_.Need(1);
  if (!cursor_.IsBlankOrEnd()) {
    FailScan(cursor_.line(), "did not find expected whitespace or line break");
  }
}

Token Scanner::ScanAnchor(TokenType type) {
  Token token{.type = type, .line = cursor_.line()};
  cursor_.Skip();
  token.value = ReadName();
  constexpr std::string_view kFollowers = "?:,]}%@`";
  const bool ended =
      cursor_.IsBlankOrEnd() || kFollowers.find(cursor_.Peek()) != std::string_view::npos;
  if (token.value.empty() || !ended) {
    FailScan(cursor_.line(), "did not find expected alphabetic or numeric character");
  }
  return token;
}

Token Scanner::ScanTag() {
  Token token{.type = TokenType::kTag, .line = cursor_.line()};
  cursor_.Need(2);
  if (cursor_.Peek(1) == '<') {
    cursor_.Skip();
    cursor_.Skip();
    token.suffix = ScanTagUri({});
    if (cursor_.Peek() != '>') FailScan(cursor_.line(), "did not find the expected '>'");
    cursor_.Skip();
  } else {
    const std::string_view handle = ScanTagHandle(false);
    if (handle.size() > 1 && handle.back() == '!') {
      token.value = handle;
      token.suffix = ScanTagUri({});
    } else {
      token.value = "!";
      token.suffix = ScanTagUri(handle);
      // `!` alone is a tag without handle.
      if (token.suffix.empty()) std::swap(token.value, token.suffix);
    }
  }
  cursor_.Need(1);
  if (!cursor_.IsBlankOrEnd()) {
    FailScan(cursor_.line(), "did not find expected whitespace or line break");
  }
  return token;
}

std::string_view Scanner::ScanTagHandle(bool directive) {
  cursor_.Need(1);
  if (cursor_.Peek() != '!') FailScan(cursor_.line(), "did not find expected '!'");
  text_.clear();
  cursor_.ReadTo(text_);
  cursor_.Need(1);
  while (IsNameCharacter(cursor_.Peek())) {
    cursor_.ReadTo(text_);
    cursor_.Need(1);
  }
  if (cursor_.Peek() == '!') {
    cursor_.ReadTo(text_);
  } else if (directive && text_ != "!") {
    FailScan(cursor_.line(), "did not find expected '!'");
  }
  return scratch_.Copy(text_);
}

// `head` is what was read as a handle and is the start of the URI, after its `!`.
std::string_view Scanner::ScanTagUri(std::string_view head) {
  bool found = !head.empty();
  text_.assign(head.size() > 1 ? head.substr(1) : std::string_view());
  cursor_.Need(1);
  while (IsNameCharacter(cursor_.Peek()) ||
         (!cursor_.IsEnd() && kUriCharacters.find(cursor_.Peek()) != std::string_view::npos)) {
    if (cursor_.Peek() == '%') {
      ScanUriEscapes();
    } else {
      cursor_.ReadTo(text_);
    }
    cursor_.Need(1);
    found = true;
  }
  if (!found) FailScan(cursor_.line(), "did not find expected tag URI");
  return scratch_.Copy(text_);
}

// One character of UTF-8 as %xx octets.
void Scanner::ScanUriEscapes() {
  int left = 0;
  bool first = true;
  do {
    cursor_.Need(3);
    const bool escape =
        cursor_.Peek() == '%' && HexValue(cursor_.Peek(1)) >= 0 && HexValue(cursor_.Peek(2)) >= 0;
    if (!escape) FailScan(cursor_.line(), "did not find URI escaped octet");
    const auto octet =
        static_cast<unsigned>(HexValue(cursor_.Peek(1)) * 16 + HexValue(cursor_.Peek(2)));
    if (first) {
      left = octet < 0x80   ? 1
             : octet < 0xC0 ? 0
             : octet < 0xE0 ? 2
             : octet < 0xF0 ? 3
             : octet < 0xF8 ? 4
                            : 0;
      if (left == 0) FailScan(cursor_.line(), "found an incorrect leading UTF-8 octet");
      first = false;
    } else if ((octet & 0xC0U) != 0x80) {
      FailScan(cursor_.line(), "found an incorrect trailing UTF-8 octet");
    }
    text_ += static_cast<char>(octet);
    for (int i = 0; i < 3; ++i) cursor_.Skip();
  } while (--left > 0);
}

}  // namespace chartrender::yaml
