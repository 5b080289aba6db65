#include "gotemplate/lexer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "base/quote.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender::gotemplate {

namespace {

constexpr std::string_view kLeftDelim = "{{";
constexpr std::string_view kRightDelim = "}}";
constexpr char kHexDigits[] = "0123456789ABCDEF";
constexpr std::string_view kDecimal = "0123456789_";
constexpr std::string_view kHex = "0123456789abcdefABCDEF_";
constexpr size_t kTrimMarker = 2;  // a minus and a blank

bool IsSpace(int32_t rune) { return rune == ' ' || rune == '\t' || rune == '\r' || rune == '\n'; }

bool IsAlphaNumeric(int32_t rune) {
  if (rune >= 'a' && rune <= 'z') return true;
  if (rune < 0x80)
    return rune == '_' || (rune >= 'A' && rune <= 'Z') || (rune >= '0' && rune <= '9');
  return IsLetterRune(static_cast<uint32_t>(rune)) || IsDigitRune(static_cast<uint32_t>(rune));
}

bool HasLeftTrim(std::string_view text) {
  return text.size() >= 2 && text[0] == '-' && IsSpace(text[1]);
}
bool HasRightTrim(std::string_view text) {
  return text.size() >= 2 && IsSpace(text[0]) && text[1] == '-';
}

uint32_t CountLines(std::string_view text) {
  return static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

size_t LeadingSpace(std::string_view text) {
  const size_t end = text.find_first_not_of(" \t\r\n");
  return end == std::string_view::npos ? text.size() : end;
}

size_t TrailingSpace(std::string_view text) {
  const size_t last = text.find_last_not_of(" \t\r\n");
  return last == std::string_view::npos ? text.size() : text.size() - last - 1;
}

// ASCII letters, digits and the underscore.
constexpr std::array<bool, 256> MakeWordBytes() {
  std::array<bool, 256> word{};
  for (size_t c = 0; c < 0x80; ++c) {
    word[c] =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  return word;
}
constexpr std::array<bool, 256> kWordBytes = MakeWordBytes();

bool IsWordByte(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

constexpr size_t kLongestKeyword = 8;
constexpr std::pair<std::string_view, TokenKind> kKeywords[] = {
    {".", TokenKind::kDot},
    {"block", TokenKind::kBlock},
    {"break", TokenKind::kBreak},
    {"continue", TokenKind::kContinue},
    {"define", TokenKind::kDefine},
    {"else", TokenKind::kElse},
    {"end", TokenKind::kEnd},
    {"if", TokenKind::kIf},
    {"range", TokenKind::kRange},
    {"nil", TokenKind::kNil},
    {"template", TokenKind::kTemplate},
    {"with", TokenKind::kWith},
    {"true", TokenKind::kBool},
    {"false", TokenKind::kBool},
};

TokenKind KeywordKind(std::string_view word) {
  if (word.size() > kLongestKeyword) return TokenKind::kIdentifier;
  for (const auto& [keyword, kind] : kKeywords) {
    if (keyword[0] == word[0] && keyword == word) return kind;
  }
  return TokenKind::kIdentifier;
}

// %#U
std::string DescribeRune(int32_t rune) {
  const auto code = static_cast<uint32_t>(rune);
  std::string digits;
  for (uint32_t rest = code; rest != 0 || digits.size() < 4; rest >>= 4)
    digits.insert(0, 1, kHexDigits[rest & 15U]);
  std::string text = "U+" + digits;
  if (IsPrintRune(code)) {
    text += " '";
    AppendRune(text, code);
    text += '\'';
  }
  return text;
}

}  // namespace

std::string DescribeToken(const Token& token) {
  if (token.kind == TokenKind::kEof) return "EOF";
  if (token.kind == TokenKind::kError) return std::string(token.text);
  if (token.kind >= TokenKind::kBlock) return StrCat("<", token.text, ">");
  std::string text;
  if (token.text.size() <= 10) {
    AppendQuote(text, token.text);
    return text;
  }
  size_t end = 0;
  for (int runes = 0; runes < 10 && end < token.text.size(); ++runes) {
    end += DecodeRune(token.text.substr(end)).width;
  }
  AppendQuote(text, token.text.substr(0, end));
  return text + "...";
}

int32_t Lexer::NextRune() {
  if (pos_ >= text_.size()) {
    at_eof_ = true;
    return kEofRune;
  }
  const auto byte = static_cast<unsigned char>(text_[pos_]);
  if (byte < 0x80) {
    ++pos_;
    if (byte == '\n') ++line_;
    return byte;
  }
  const Rune rune = DecodeRune(text_.substr(pos_));
  pos_ += rune.width;
  return static_cast<int32_t>(rune.code);
}

void Lexer::Backup() {
  if (at_eof_ || pos_ == 0) return;
  const Rune rune = DecodeLastRune(text_.substr(0, pos_));
  pos_ -= rune.width;
  if (rune.code == '\n') --line_;
}

int32_t Lexer::Peek() {
  const int32_t rune = NextRune();
  Backup();
  return rune;
}

bool Lexer::Accept(std::string_view set) {
  const int32_t rune = NextRune();
  if (rune >= 0 && rune < 0x80 && set.find(static_cast<char>(rune)) != std::string_view::npos)
    return true;
  Backup();
  return false;
}

void Lexer::AcceptRun(std::string_view set) {
  while (Accept(set)) {
  }
}

Token Lexer::Emit(TokenKind kind) {
  const Token token{kind, static_cast<uint32_t>(start_), start_line_, Pending()};
  start_ = pos_;
  start_line_ = line_;
  return token;
}

// The scan ends here: only the end of the text follows an error.
Token Lexer::Fail(std::string message) {
  error_ = std::move(message);
  const Token token{TokenKind::kError, static_cast<uint32_t>(start_), start_line_, error_};
  start_ = 0;
  pos_ = 0;
  text_ = {};
  return token;
}

// Skips pending text that was not read rune by rune.
void Lexer::Ignore() {
  line_ += CountLines(Pending());
  start_ = pos_;
  start_line_ = line_;
}

Token Lexer::Next() {
  if (inside_action_) return LexInsideAction();
  token_ = Token{TokenKind::kEof, static_cast<uint32_t>(pos_), start_line_, "EOF"};
  while (!LexText()) {
  }
  return token_;
}

bool Lexer::LexText() {
  const size_t found = text_.find(kLeftDelim, pos_);
  if (found == std::string_view::npos) {
    pos_ = text_.size();
    const bool some = pos_ > start_;
    if (some) line_ += CountLines(Pending());
    token_ = Emit(some ? TokenKind::kText : TokenKind::kEof);
    return true;
  }
  if (found > pos_) {
    pos_ = found;
    size_t trimmed = 0;
    if (HasLeftTrim(Rest(pos_ + kLeftDelim.size()))) trimmed = TrailingSpace(Pending());
    pos_ -= trimmed;
    line_ += CountLines(Pending());
    const Token text = Emit(TokenKind::kText);
    pos_ += trimmed;
    Ignore();
    if (!text.text.empty()) {
      token_ = text;
      return true;
    }
  }
  return LexLeftDelim();
}

bool Lexer::LexLeftDelim() {
  pos_ += kLeftDelim.size();
  const size_t marker = HasLeftTrim(Rest(pos_)) ? kTrimMarker : 0;
  if (Rest(pos_ + marker).substr(0, 2) == "/*") {
    pos_ += marker;
    Ignore();
    return LexComment();
  }
  token_ = Emit(TokenKind::kLeftDelim);
  inside_action_ = true;
  pos_ += marker;
  Ignore();
  paren_depth_ = 0;
  return true;
}

bool Lexer::LexComment() {
  const size_t end = text_.find("*/", pos_ + 2);
  if (end == std::string_view::npos) {
    token_ = Fail("unclosed comment");
    return true;
  }
  pos_ = end + 2;
  bool trim = false;
  if (!AtRightDelim(trim)) {
    token_ = Fail("comment ends before closing delimiter");
    return true;
  }
  line_ += CountLines(Pending());
  Emit(TokenKind::kText);  // the comment is dropped
  if (trim) pos_ += kTrimMarker;
  pos_ += kRightDelim.size();
  if (trim) pos_ += LeadingSpace(Rest(pos_));
  Ignore();
  return false;
}

bool Lexer::AtRightDelim(bool& trim) const {
  const std::string_view rest = Rest(pos_);
  trim = HasRightTrim(rest) && rest.substr(kTrimMarker, kRightDelim.size()) == kRightDelim;
  return trim || rest.substr(0, kRightDelim.size()) == kRightDelim;
}

Token Lexer::LexRightDelim() {
  bool trim = false;
  AtRightDelim(trim);
  if (trim) {
    pos_ += kTrimMarker;
    Ignore();
  }
  pos_ += kRightDelim.size();
  const Token token = Emit(TokenKind::kRightDelim);
  if (trim) {
    pos_ += LeadingSpace(Rest(pos_));
    Ignore();
  }
  inside_action_ = false;
  return token;
}

Token Lexer::LexInsideAction() {
  if (pos_ < text_.size()) {
    const char c = text_[pos_];
    bool trim = false;
    if ((c == '}' || IsSpace(c)) && AtRightDelim(trim)) {
      return paren_depth_ == 0 ? LexRightDelim() : Fail("unclosed left paren");
    }
    if (IsSpace(c)) return LexSpace();
    if (IsWordByte(c) && (c < '0' || c > '9')) return LexIdentifier();
  }
  const int32_t rune = NextRune();
  switch (rune) {
    case kEofRune:
      return Fail("unclosed action");
    case '=':
      return Emit(TokenKind::kAssign);
    case ':':
      return NextRune() == '=' ? Emit(TokenKind::kDeclare) : Fail("expected :=");
    case '|':
      return Emit(TokenKind::kPipe);
    case '"':
      return LexQuote();
    case '`':
      return LexRawQuote();
    case '$':
      return LexFieldOrVariable(TokenKind::kVariable);
    case '\'':
      return LexCharConstant();
    case '(':
      ++paren_depth_;
      return Emit(TokenKind::kLeftParen);
    case ')':
      return --paren_depth_ < 0 ? Fail("unexpected right paren") : Emit(TokenKind::kRightParen);
    default:
      break;
  }
  const bool digit_follows = pos_ < text_.size() && text_[pos_] >= '0' && text_[pos_] <= '9';
  if (rune == '.' && pos_ < text_.size() && !digit_follows)
    return LexFieldOrVariable(TokenKind::kField);
  if (rune == '.' || rune == '+' || rune == '-' || (rune >= '0' && rune <= '9')) {
    Backup();
    return LexNumber();
  }
  if (IsAlphaNumeric(rune)) {
    Backup();
    return LexIdentifier();
  }
  if (rune >= ' ' && rune < 0x7F) return Emit(TokenKind::kChar);
  return Fail("unrecognized character in action: " + DescribeRune(rune));
}

// Takes care of a right delimiter with a trim marker, which starts with a blank.
Token Lexer::LexSpace() {
  const size_t first = pos_;
  for (; pos_ < text_.size() && IsSpace(text_[pos_]); ++pos_) {
    if (text_[pos_] == '\n') ++line_;
  }
  if (pos_ < text_.size() && text_[pos_] == '-' &&
      Rest(pos_ - 1 + kTrimMarker).substr(0, kRightDelim.size()) == kRightDelim) {
    --pos_;
    if (text_[pos_] == '\n') --line_;
    if (pos_ == first) return LexRightDelim();
  }
  return Emit(TokenKind::kSpace);
}

void Lexer::SkipWord() {
  for (;;) {
    while (pos_ < text_.size() && IsWordByte(text_[pos_])) ++pos_;
    if (pos_ == text_.size() || IsAscii(text_[pos_])) return;
    const Rune rune = DecodeRune(text_.substr(pos_));
    if (!IsAlphaNumeric(static_cast<int32_t>(rune.code))) return;
    pos_ += rune.width;
  }
}

Token Lexer::LexIdentifier() {
  SkipWord();
  if (!AtTerminator()) return Fail("bad character " + DescribeRune(Peek()));
  const TokenKind kind = KeywordKind(Pending());
  if ((kind == TokenKind::kBreak && !break_keyword_) ||
      (kind == TokenKind::kContinue && !continue_keyword_)) {
    return Emit(TokenKind::kIdentifier);
  }
  return Emit(kind);
}

Token Lexer::LexFieldOrVariable(TokenKind kind) {
  if (AtTerminator()) return Emit(kind == TokenKind::kVariable ? kind : TokenKind::kDot);
  SkipWord();
  if (!AtTerminator()) return Fail("bad character " + DescribeRune(Peek()));
  return Emit(kind);
}

bool Lexer::AtTerminator() const {
  if (pos_ >= text_.size()) return true;
  switch (text_[pos_]) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '.':
    case ',':
    case '|':
    case ':':
    case ')':
    case '(':
      return true;
    case '}':
      return Rest(pos_).substr(0, kRightDelim.size()) == kRightDelim;
    default:
      return false;
  }
}

Token Lexer::LexCharConstant() {
  while (true) {
    int32_t rune = NextRune();
    if (rune == '\'') return Emit(TokenKind::kCharConstant);
    if (rune == '\\') {
      rune = NextRune();
      if (rune != kEofRune && rune != '\n') continue;
    }
    if (rune == kEofRune || rune == '\n') return Fail("unterminated character constant");
  }
}

Token Lexer::LexQuote() {
  while (pos_ < text_.size()) {
    const char c = text_[pos_++];
    if (c == '"') return Emit(TokenKind::kString);
    if (c == '\n' || (c == '\\' && (pos_ == text_.size() || text_[pos_] == '\n'))) break;
    if (c == '\\') ++pos_;
  }
  return Fail("unterminated quoted string");
}

Token Lexer::LexRawQuote() {
  const size_t end = text_.find('`', pos_);
  if (end == std::string_view::npos) return Fail("unterminated raw quoted string");
  line_ += CountLines(text_.substr(pos_, end - pos_));
  pos_ = end + 1;
  return Emit(TokenKind::kRawString);
}

// Accepts some texts that are no numbers; the parser notices.
Token Lexer::LexNumber() {
  const auto bad = [this] {
    std::string message = "bad number syntax: ";
    AppendQuote(message, Pending());
    return Fail(std::move(message));
  };
  if (!ScanNumber()) return bad();
  const int32_t sign = Peek();
  if (sign != '+' && sign != '-') return Emit(TokenKind::kNumber);
  if (!ScanNumber() || text_[pos_ - 1] != 'i') return bad();
  return Emit(TokenKind::kComplex);
}

bool Lexer::ScanNumber() {
  Accept("+-");
  std::string_view digits = kDecimal;
  if (Accept("0")) {
    if (Accept("xX")) {
      digits = kHex;
    } else if (Accept("oO")) {
      digits = "01234567_";
    } else if (Accept("bB")) {
      digits = "01_";
    }
  }
  AcceptRun(digits);
  if (Accept(".")) AcceptRun(digits);
  if ((digits == kDecimal && Accept("eE")) || (digits == kHex && Accept("pP"))) {
    Accept("+-");
    AcceptRun(kDecimal);
  }
  Accept("i");
  if (!IsAlphaNumeric(Peek())) return true;
  NextRune();
  return false;
}

}  // namespace chartrender::gotemplate
