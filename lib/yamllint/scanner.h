// YAML text to tokens by PyYAML's rules, which differ from libyaml's in columns (characters), tabs,
// escapes, what ends a plain scalar and the texts of errors. The codec room's scanner follows
// go-yaml and knows neither columns nor ends of tokens. Source: PyYAML 6.0.3 scanner.py, reader.py.
//
// One Scanner reads one text, which must outlive it. Texts of tokens belong to the scanner.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "yamllint/token.h"

namespace chartrender::yamllint {

class Scanner {
 public:
  // `may_have_marks`: there may be byte order marks in the text.
  explicit Scanner(const std::u32string& text, bool may_have_marks = true);

  // Gives the next token; false behind the end of the stream. Throws SyntaxFault where the text
  // is no YAML; what stands behind that is not known.
  bool Next(Token& token);

 private:
  // A place where a key without `?` may have started.
  struct SimpleKey {
    int64_t level = 0;  // of flow collections
    int64_t token = 0;  // number of its token
    bool required = false;
    Mark mark;
  };

  // scanner.cc: look-ahead, simple keys, indentation
  [[nodiscard]] char32_t Peek(int64_t offset = 0) const {
    const auto at = static_cast<size_t>(at_.pointer + offset);
    return at < text_.size() ? text_[at] : U'\0';
  }
  // How far the end of the line is, from `offset` characters ahead on.
  [[nodiscard]] int64_t LengthOfLine(int64_t offset = 0) const {
    return static_cast<int64_t>(FindBreak(text_, static_cast<size_t>(at_.pointer + offset))) -
           at_.pointer;
  }
  void Forward(int64_t count = 1);
  // The same over characters that end no line.
  void Pass(int64_t count) {
    if (has_byte_order_marks_) return Forward(count);
    at_.pointer += count;
    at_.column += count;
  }
  [[nodiscard]] std::u32string_view Prefix(int64_t count) const {
    return std::u32string_view(text_).substr(static_cast<size_t>(at_.pointer),
                                             static_cast<size_t>(count));
  }
  [[nodiscard]] std::u32string_view TextFrom(int64_t start) const {
    return std::u32string_view(text_).substr(static_cast<size_t>(start),
                                             static_cast<size_t>(at_.pointer - start));
  }
  [[nodiscard]] bool IsDocumentMark(char32_t c) const;
  bool NeedsMore();
  void FetchMore();
  void FetchByCharacter(char32_t c);
  void ScanToNextToken();
  char32_t ScanBreak();  // the break as values hold it; 0: none there
  void DropStaleKeys();
  void SaveKey();
  void RemoveKey();
  void UnwindIndent(int64_t column);
  bool AddIndent(int64_t column);
  [[nodiscard]] bool IsPlainStart(char32_t c) const;
  // Of the token that is added next.
  [[nodiscard]] int64_t NextNumber() const { return taken_ + static_cast<int64_t>(queue_.size()); }
  Token& Append(TokenType type, const Mark& start, const Mark& end);
  void AppendIndicator(TokenType type, int64_t width = 1);
  void Insert(int64_t number, TokenType type, const Mark& mark);
  [[noreturn]] void Fail(std::string problem) const;
  // "expected X, but found 'c'" of the next character
  [[noreturn]] void FailExpecting(std::string_view what) const;

  // fetch.cc: one kind of token each
  void FetchStreamEnd();
  void FetchDirective();
  void FetchDocumentMark(TokenType type);
  void FetchFlowStart(TokenType type);
  void FetchFlowEnd(TokenType type);
  void FetchFlowEntry();
  void FetchBlockEntry();
  void FetchKey();
  void FetchValue();
  void FetchName(TokenType type);
  void FetchTag();
  void FetchBlockScalar();
  void FetchQuoted();
  void FetchPlain();

  // scan_names.cc
  std::u32string_view ScanWord();
  void ScanVersion(Token& token);
  int ScanNumber();
  std::u32string_view ScanTagHandle();
  bool ScanTagUri();  // false: nothing that could be one
  void ScanUriEscapes();
  void SkipRestOfLine();

  // scan_scalars.cc
  struct BlockHeader {
    int chomping = 0;  // 1 keep, -1 strip
    int64_t increment = 0;
  };
  BlockHeader ScanBlockHeader();
  int64_t ScanIncrement();
  int64_t ScanBlockIndentation(std::u32string& breaks, Mark& end);
  void ScanBlockBreaks(int64_t indent, std::u32string& breaks, Mark& end);
  // Adds what the scalar holds to `value`.
  template <class Value>
  void ScanBlockText(bool folded, const BlockHeader& header, Mark& end, Value& value);
  void ScanQuotedText(char32_t quote, std::u32string& value);
  void ScanEscape(std::u32string& value);
  void ScanHexEscape(int digits, std::u32string& value);
  void ScanQuotedBlanks(std::u32string& value);
  void ScanQuotedBreaks(std::u32string& value);
  [[nodiscard]] int64_t PlainLength() const;
  bool ScanPlainBlanks(std::u32string& blanks, bool& has_break);
  std::u32string_view Keep(std::u32string value);

  // Tokens that were made and not given yet; what is given leaves its place to others.
  class Queue {
   public:
    [[nodiscard]] bool empty() const { return first_ == tokens_.size(); }
    [[nodiscard]] size_t size() const { return tokens_.size() - first_; }
    Token& Add(const Token& token = {}) { return tokens_.emplace_back(token); }
    void Insert(int64_t place, const Token& token) {
      tokens_.insert(tokens_.begin() + static_cast<std::ptrdiff_t>(first_) + place, token);
    }
    void Take(Token& token) {
      token = tokens_[first_++];
      if (empty()) {
        tokens_.clear();
        first_ = 0;
      } else if (first_ >= kMostGiven) {
        tokens_.erase(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(first_));
        first_ = 0;
      }
    }

   private:
    static constexpr size_t kMostGiven = 1024;
    std::vector<Token> tokens_;
    size_t first_ = 0;
  };

  const std::u32string& text_;
  bool has_byte_order_marks_;  // which take no column
  Mark at_;
  Queue queue_;
  int64_t taken_ = 0;  // tokens that were given
  bool done_ = false;
  int64_t flow_level_ = 0;  // below 0 behind a bracket that closes nothing
  int64_t indent_ = -1;
  std::vector<int64_t> indents_;
  bool key_allowed_ = true;
  int64_t explicit_key_ = -2;        // number of the last `?`
  std::deque<SimpleKey> keys_;       // at most one of each flow level, the outermost first
  std::deque<std::u32string> kept_;  // values that do not stand in the text as they are
};

}  // namespace chartrender::yamllint
