#include "codec/yaml/scanner.h"

namespace chartrender::yaml {

void Scanner::FetchStreamStart() {
  indent_ = -1;
  keys_.emplace_back();
  key_allowed_ = true;
  started_ = true;
  Append(TokenType::kStreamStart);
}

void Scanner::FetchStreamEnd() {
  cursor_.ForceLineStart();
  UnrollIndent(-1);
  RemoveKey();
  key_allowed_ = false;
  Append(TokenType::kStreamEnd);
}

void Scanner::FetchDirective() {
  UnrollIndent(-1);
  RemoveKey();
  key_allowed_ = false;
  Insert(-1, ScanDirective());
}

// Appends a token of `width` characters.
void Scanner::AppendIndicator(TokenType type, int width) {
  Append(type);
  for (int i = 0; i < width; ++i) cursor_.Skip();
}

void Scanner::FetchDocumentIndicator(TokenType type) {
  UnrollIndent(-1);
  RemoveKey();
  key_allowed_ = false;
  AppendIndicator(type, 3);
}

void Scanner::FetchFlowStart(TokenType type) {
  SaveKey();
  IncreaseFlowLevel();
  key_allowed_ = true;
  AppendIndicator(type);
}

void Scanner::FetchFlowEnd(TokenType type) {
  RemoveKey();
  DecreaseFlowLevel();
  key_allowed_ = false;
  AppendIndicator(type);
}

void Scanner::FetchFlowEntry() {
  RemoveKey();
  key_allowed_ = true;
  AppendIndicator(TokenType::kFlowEntry);
}

void Scanner::FetchBlockEntry() {
  if (flow_level_ == 0) {
    if (!key_allowed_) {
      FailScan(cursor_.line(), "block sequence entries are not allowed in this context");
    }
    RollIndent(cursor_.column(), -1, TokenType::kBlockSequenceStart, cursor_.line());
  }
  RemoveKey();
  key_allowed_ = true;
  AppendIndicator(TokenType::kBlockEntry);
}

void Scanner::FetchKey() {
  if (flow_level_ == 0) {
    if (!key_allowed_) FailScan(cursor_.line(), "mapping keys are not allowed in this context");
    RollIndent(cursor_.column(), -1, TokenType::kBlockMappingStart, cursor_.line());
  }
  RemoveKey();
  key_allowed_ = flow_level_ == 0;
  AppendIndicator(TokenType::kKey);
}

void Scanner::FetchValue() {
  SimpleKey& key = keys_.back();
  if (IsKeyValid(key)) {
    Insert(key.token - parsed_, {.type = TokenType::kKey, .line = key.line});
    RollIndent(key.column, key.token, TokenType::kBlockMappingStart, key.line);
    key.possible = false;
    key_slots_.Clear(key.token);
    key_allowed_ = false;
  } else {
    if (flow_level_ == 0) {
      if (!key_allowed_) FailScan(cursor_.line(), "mapping values are not allowed in this context");
      RollIndent(cursor_.column(), -1, TokenType::kBlockMappingStart, cursor_.line());
    }
    key_allowed_ = flow_level_ == 0;
  }
  AppendIndicator(TokenType::kValue);
}

void Scanner::FetchAnchor(TokenType type) {
  SaveKey();
  key_allowed_ = false;
  Insert(-1, ScanAnchor(type));
}

void Scanner::FetchTag() {
  SaveKey();
  key_allowed_ = false;
  Insert(-1, ScanTag());
}

void Scanner::FetchBlockScalar(bool literal) {
  RemoveKey();
  key_allowed_ = true;
  Insert(-1, ScanBlockScalar(literal));
}

void Scanner::FetchFlowScalar(bool single) {
  SaveKey();
  key_allowed_ = false;
  Insert(-1, ScanFlowScalar(single));
}

void Scanner::FetchPlainScalar() {
  SaveKey();
  key_allowed_ = false;
  Insert(-1, ScanPlainScalar());
}

}  // namespace chartrender::yaml
