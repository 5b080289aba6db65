// One kind of token each, with what it does to keys and indentation.
#include "yamllint/scanner.h"

namespace chartrender::yamllint {

void Scanner::FetchStreamEnd() {
  UnwindIndent(-1);
  RemoveKey();
  key_allowed_ = false;
  keys_.clear();
  Append(TokenType::kStreamEnd, at_, at_);
  done_ = true;
}

void Scanner::FetchDocumentMark(TokenType type) {
  UnwindIndent(-1);
  RemoveKey();
  key_allowed_ = false;
  AppendIndicator(type, 3);
}

void Scanner::FetchFlowStart(TokenType type) {
  SaveKey();
  ++flow_level_;
  key_allowed_ = true;
  AppendIndicator(type);
}

void Scanner::FetchFlowEnd(TokenType type) {
  RemoveKey();
  --flow_level_;
  key_allowed_ = false;
  AppendIndicator(type);
}

void Scanner::FetchFlowEntry() {
  key_allowed_ = true;
  RemoveKey();
  AppendIndicator(TokenType::kFlowEntry);
}

void Scanner::FetchBlockEntry() {
  if (flow_level_ == 0) {
    if (!key_allowed_) Fail("sequence entries are not allowed here");
    if (AddIndent(at_.column)) Append(TokenType::kBlockSequenceStart, at_, at_);
  }
  key_allowed_ = true;
  RemoveKey();
  AppendIndicator(TokenType::kBlockEntry);
}

void Scanner::FetchKey() {
  if (flow_level_ == 0) {
    if (!key_allowed_) Fail("mapping keys are not allowed here");
    if (AddIndent(at_.column)) Append(TokenType::kBlockMappingStart, at_, at_);
  }
  key_allowed_ = flow_level_ == 0;
  RemoveKey();
  explicit_key_ = NextNumber();
  AppendIndicator(TokenType::kKey);
}

void Scanner::FetchValue() {
  if (!keys_.empty() && keys_.back().level == flow_level_) {
    const SimpleKey key = keys_.back();
    keys_.pop_back();
    Insert(key.token, TokenType::kKey, key.mark);
    if (flow_level_ == 0 && AddIndent(key.mark.column)) {
      Insert(key.token, TokenType::kBlockMappingStart, key.mark);
    }
    key_allowed_ = false;
  } else {
    if (flow_level_ == 0) {
      if (!key_allowed_) Fail("mapping values are not allowed here");
      if (AddIndent(at_.column)) Append(TokenType::kBlockMappingStart, at_, at_);
    }
    key_allowed_ = flow_level_ == 0;
    RemoveKey();
  }
  AppendIndicator(TokenType::kValue);
}

}  // namespace chartrender::yamllint
