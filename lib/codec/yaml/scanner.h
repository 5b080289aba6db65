// YAML text to tokens, as go-yaml v2 (a port of libyaml) makes them: the same look-ahead, the same
// rules for simple keys and indentation, the same errors. One Scanner reads one text; texts of
// tokens live in the scratch arena. Source: go.yaml.in/yaml/v2 2.4.4 scannerc.go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "codec/yaml/cursor.h"

namespace chartrender::yaml {

enum class TokenType : uint8_t {
  kStreamStart,
  kStreamEnd,
  kVersionDirective,
  kTagDirective,
  kDocumentStart,
  kDocumentEnd,
  kBlockSequenceStart,
  kBlockMappingStart,
  kBlockEnd,
  kFlowSequenceStart,
  kFlowSequenceEnd,
  kFlowMappingStart,
  kFlowMappingEnd,
  kBlockEntry,
  kFlowEntry,
  kKey,
  kValue,
  kAlias,
  kAnchor,
  kTag,
  kScalar,
};

struct Token {
  TokenType type = TokenType::kStreamStart;
  bool plain = false;            // of a scalar: neither quoted nor a block
  int major = 0, minor = 0;      // of a version directive
  int64_t line = 0;              // where it starts, from 0
  std::string_view value = {};   // text of a scalar, name of an anchor or alias, handle of a tag
  std::string_view suffix = {};  // of a tag; the prefix of a tag directive
};

class Scanner {
 public:
  Scanner(std::string_view text, Arena& scratch) : cursor_(text, scratch), scratch_(scratch) {}

  // The next token; it stays the next until Skip(). Valid until the next call.
  const Token& Peek() {
    if (!available_) FetchMore();
    return tokens_[head_];
  }
  void Skip() {
    available_ = false;
    ++parsed_;
    ++head_;
  }

 private:
  // A place where a key without `?` may have started.
  struct SimpleKey {
    bool possible = false;
    bool required = false;
    int64_t token = 0;  // number of its token
    int64_t line = 0, column = 0, index = 0;
  };

  // Which simple key belongs to a token, by token number; numbers of tokens that are gone do not
  // matter.
  class KeySlots {
   public:
    void Set(int64_t token, int64_t parsed, size_t slot);
    void Clear(int64_t token);
    [[nodiscard]] int64_t Find(int64_t token) const;  // -1: none

   private:
    int64_t first_ = 0;
    std::vector<int64_t> slots_;
  };

  // scanner.cc: look-ahead, simple keys, indentation
  void FetchMore();
  void FetchNext();
  bool IsPlainStart() const;
  bool IsKeyValid(SimpleKey& key) const;
  void SaveKey();
  void RemoveKey();
  void IncreaseFlowLevel();
  void DecreaseFlowLevel();
  void RollIndent(int64_t column, int64_t number, TokenType type, int64_t line);
  void UnrollIndent(int64_t column);
  void Insert(int64_t position, const Token& token);
  void Append(TokenType type) { Insert(-1, {.type = type, .line = cursor_.line()}); }
  [[nodiscard]] int64_t NextNumber() const {
    return parsed_ + static_cast<int64_t>(tokens_.size() - head_);
  }
  void ScanToNextToken();
  void SkipComment();
  void SkipBlanks();
  void AppendIndicator(TokenType type, int width = 1);

  // fetch.cc: one token each
  void FetchStreamStart();
  void FetchStreamEnd();
  void FetchDirective();
  void FetchDocumentIndicator(TokenType type);
  void FetchFlowStart(TokenType type);
  void FetchFlowEnd(TokenType type);
  void FetchFlowEntry();
  void FetchBlockEntry();
  void FetchKey();
  void FetchValue();
  void FetchAnchor(TokenType type);
  void FetchTag();
  void FetchBlockScalar(bool literal);
  void FetchFlowScalar(bool single);
  void FetchPlainScalar();

  // scan_tag.cc
  Token ScanDirective();
  std::string_view ScanDirectiveName();
  uint8_t ScanVersionNumber();
  void ScanVersionDirective(Token& token);
  void ScanTagDirective(Token& token);
  Token ScanAnchor(TokenType type);
  Token ScanTag();
  std::string_view ScanTagHandle(bool directive);
  std::string_view ScanTagUri(std::string_view head);
  void ScanUriEscapes();
  std::string_view ReadName();

  // scan_block.cc
  struct BlockHeader {
    int chomping = 0;  // 1 keep, -1 strip
    int increment = 0;
  };
  BlockHeader ScanBlockHeader();
  int ScanIndentDigit();
  Token ScanBlockScalar(bool literal);
  void ScanBlockBreaks(int64_t& indent, std::string& breaks);

  // scan_flow.cc
  Token ScanFlowScalar(bool single);
  void ScanFlowText(bool single, bool& leading_blanks);
  void ScanEscape();
  bool ScanFlowBlanks(bool leading_blanks);
  Token ScanPlainScalar();
  bool ScanPlainText();
  void ScanPlainBlanks(int64_t indent);
  void JoinLines();

  Cursor cursor_;
  Arena& scratch_;
  std::vector<Token> tokens_;
  size_t head_ = 0;     // index of the next token
  int64_t parsed_ = 0;  // tokens that were taken
  bool available_ = false;
  bool started_ = false;
  int flow_level_ = 0;
  int64_t indent_ = -1;
  std::vector<int64_t> indents_;
  bool key_allowed_ = false;
  std::vector<SimpleKey> keys_;  // one for each flow level
  KeySlots key_slots_;
  // Of the scalar being read; kept for their memory.
  std::string text_, leading_break_, trailing_breaks_, blanks_;
  const char* plain_start_ = nullptr;  // of a plain scalar that stands in one line so far
  const char* plain_end_ = nullptr;
  bool plain_folded_ = false;
  bool leading_blanks_ = false;
};

}  // namespace chartrender::yaml
