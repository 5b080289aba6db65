// Cuts a template into tokens. Trim markers are done here; comments are dropped.
// Source: text/template/parse/lex.go, Go 1.26.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender::gotemplate {

enum class TokenKind : uint8_t {
  kError,  // the text is the message
  kBool,
  kChar,  // an ASCII character without other meaning, such as a comma
  kCharConstant,
  kComplex,
  kAssign,
  kDeclare,
  kEof,
  kField,  // with its dot
  kIdentifier,
  kLeftDelim,
  kLeftParen,
  kNumber,
  kPipe,
  kRawString,  // with its quotes
  kRightDelim,
  kRightParen,
  kSpace,
  kString,  // with its quotes
  kText,
  kVariable,  // with its dollar
  // Keywords come last.
  kBlock,
  kBreak,
  kContinue,
  kDot,
  kDefine,
  kElse,
  kEnd,
  kIf,
  kNil,
  kRange,
  kTemplate,
  kWith,
};

struct Token {
  TokenKind kind = TokenKind::kError;
  uint32_t position = 0;
  uint32_t line = 0;
  std::string_view text;  // of the source; of the lexer for kError
};

// As error texts name a token.
std::string DescribeToken(const Token& token);

class Lexer {
 public:
  // `break` and `continue` are keywords unless functions of that name exist.
  Lexer(std::string_view text, bool break_keyword, bool continue_keyword)
      : text_(text), break_keyword_(break_keyword), continue_keyword_(continue_keyword) {}

  Token Next();

 private:
  static constexpr int32_t kEofRune = -1;

  int32_t NextRune();
  void Backup();
  int32_t Peek();
  bool Accept(std::string_view set);
  void AcceptRun(std::string_view set);
  Token Emit(TokenKind kind);
  Token Fail(std::string message);
  void Ignore();
  std::string_view Rest(size_t at) const {
    return text_.substr(at < text_.size() ? at : text_.size());
  }
  std::string_view Pending() const { return text_.substr(start_, pos_ - start_); }
  bool AtRightDelim(bool& trim) const;
  bool AtTerminator() const;
  void SkipWord();

  // Each returns true when it has set token_, false to go on with text.
  bool LexText();
  bool LexLeftDelim();
  bool LexComment();
  Token LexRightDelim();
  Token LexInsideAction();
  Token LexSpace();
  Token LexIdentifier();
  Token LexFieldOrVariable(TokenKind kind);
  Token LexCharConstant();
  Token LexNumber();
  Token LexQuote();
  Token LexRawQuote();
  bool ScanNumber();

  std::string_view text_;
  bool break_keyword_;
  bool continue_keyword_;
  size_t pos_ = 0;
  size_t start_ = 0;
  uint32_t line_ = 1;
  uint32_t start_line_ = 1;
  int paren_depth_ = 0;
  bool at_eof_ = false;
  bool inside_action_ = false;
  Token token_;
  std::string error_;
};

}  // namespace chartrender::gotemplate
