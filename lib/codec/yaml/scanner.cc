#include "codec/yaml/scanner.h"

#include <algorithm>

namespace chartrender::yaml {

namespace {

constexpr int kMaxFlowLevel = 10000;
constexpr size_t kMaxIndents = 10000;
constexpr int64_t kMaxKeyLength = 1024;  // characters from a simple key's start to its colon
constexpr std::string_view kTooDeep = "exceeded max depth of 10000";
constexpr std::string_view kNoColon = "could not find expected ':'";

}  // namespace

void Scanner::KeySlots::Set(int64_t token, int64_t parsed, size_t slot) {
  if (first_ < parsed) {
    const auto gone = std::min(parsed - first_, static_cast<int64_t>(slots_.size()));
    slots_.erase(slots_.begin(), slots_.begin() + gone);
    first_ = parsed;
  }
  const auto at = static_cast<size_t>(token - first_);
  if (at >= slots_.size()) slots_.resize(at + 1, -1);
  slots_[at] = static_cast<int64_t>(slot);
}

void Scanner::KeySlots::Clear(int64_t token) {
  const int64_t at = token - first_;
  if (at >= 0 && at < static_cast<int64_t>(slots_.size())) slots_[static_cast<size_t>(at)] = -1;
}

int64_t Scanner::KeySlots::Find(int64_t token) const {
  const int64_t at = token - first_;
  return at >= 0 && at < static_cast<int64_t>(slots_.size()) ? slots_[static_cast<size_t>(at)] : -1;
}

void Scanner::Insert(int64_t position, const Token& token) {
  if (position < 0) {
    tokens_.push_back(token);
  } else {
    tokens_.insert(tokens_.begin() + static_cast<int64_t>(head_) + position, token);
  }
}

// A token can be handed out once it is clear that no `:` makes it the start of a mapping.
void Scanner::FetchMore() {
  for (;;) {
    if (head_ == tokens_.size()) {
      tokens_.clear();
      head_ = 0;
    } else {
      const int64_t slot = key_slots_.Find(parsed_);
      if (slot < 0 || slot >= static_cast<int64_t>(keys_.size())) break;
      if (!IsKeyValid(keys_[static_cast<size_t>(slot)])) break;
    }
    FetchNext();
  }
  available_ = true;
}

bool Scanner::IsKeyValid(SimpleKey& key) const {
  if (!key.possible) return false;
  if (key.line < cursor_.line() || key.index + kMaxKeyLength < cursor_.index()) {
    if (key.required) FailScan(cursor_.line(), kNoColon);
    key.possible = false;
    return false;
  }
  return true;
}

void Scanner::SaveKey() {
  if (!key_allowed_) return;
  const bool required = flow_level_ == 0 && indent_ == cursor_.column();
  const SimpleKey key{.possible = true,
                      .required = required,
                      .token = NextNumber(),
                      .line = cursor_.line(),
                      .column = cursor_.column(),
                      .index = cursor_.index()};
  RemoveKey();
  keys_.back() = key;
  key_slots_.Set(key.token, parsed_, keys_.size() - 1);
}

void Scanner::RemoveKey() {
  SimpleKey& key = keys_.back();
  if (!key.possible) return;
  if (key.required) FailScan(cursor_.line(), kNoColon);
  key.possible = false;
  key_slots_.Clear(key.token);
}

void Scanner::IncreaseFlowLevel() {
  // The new level's empty key has the number of the bracket itself: closing an empty collection
  // forgets that the collection may be a key, which is why `[]: x` is a list in Go.
  keys_.push_back({.token = NextNumber(), .line = cursor_.line()});
  ++flow_level_;
  if (flow_level_ > kMaxFlowLevel) FailScan(cursor_.line(), kTooDeep);
}

void Scanner::DecreaseFlowLevel() {
  if (flow_level_ == 0) return;
  --flow_level_;
  key_slots_.Clear(keys_.back().token);
  keys_.pop_back();
}

// `number` is that of the token which the new collection starts with, -1 for the next one.
void Scanner::RollIndent(int64_t column, int64_t number, TokenType type, int64_t line) {
  if (flow_level_ > 0 || indent_ >= column) return;
  indents_.push_back(indent_);
  indent_ = column;
  if (indents_.size() > kMaxIndents) FailScan(cursor_.line(), kTooDeep);
  Insert(number > -1 ? number - parsed_ : -1, {.type = type, .line = line});
}

void Scanner::UnrollIndent(int64_t column) {
  if (flow_level_ > 0) return;
  while (indent_ > column) {
    Append(TokenType::kBlockEnd);
    indent_ = indents_.back();
    indents_.pop_back();
  }
}

void Scanner::SkipComment() {
  if (cursor_.Peek() != '#') return;
  while (!cursor_.IsBreakOrEnd()) {
    if (cursor_.SkipRun(kTextByte).empty()) cursor_.Skip();
    cursor_.Need(1);
  }
}

void Scanner::SkipBlanks() {
  cursor_.Need(1);
  while (cursor_.IsBlank()) {
    cursor_.Skip();
    cursor_.Need(1);
  }
}

void Scanner::ScanToNextToken() {
  for (;;) {
    cursor_.Need(1);
    if (cursor_.SeesByteOrderMark()) cursor_.SkipByteOrderMark();
    cursor_.Need(1);
    // A tab is no indentation: it may stand only where no simple key can start.
    while (cursor_.Peek() == ' ' ||
           (cursor_.Peek() == '\t' && (flow_level_ > 0 || !key_allowed_))) {
      cursor_.Skip();
      cursor_.Need(1);
    }
    SkipComment();
    if (!cursor_.IsBreak()) return;
    cursor_.Need(2);
    cursor_.SkipLine();
    if (flow_level_ == 0) key_allowed_ = true;
  }
}

bool Scanner::IsPlainStart() const {
  const char c = cursor_.Peek();
  constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";
  if (!cursor_.IsBlankOrEnd() && kIndicators.find(c) == std::string_view::npos) return true;
  if (c == '-') return !cursor_.IsBlank(1);
  return flow_level_ == 0 && (c == '?' || c == ':') && !cursor_.IsBlankOrEnd(1);
}

void Scanner::FetchNext() {
  cursor_.Need(1);
  if (!started_) return FetchStreamStart();
  ScanToNextToken();
  UnrollIndent(cursor_.column());
  cursor_.Need(4);
  if (cursor_.IsEnd()) return FetchStreamEnd();
  const char c = cursor_.Peek();
  if (cursor_.column() == 0 && c == '%') return FetchDirective();
  if (cursor_.IsDocumentIndicator()) {
    return FetchDocumentIndicator(c == '-' ? TokenType::kDocumentStart : TokenType::kDocumentEnd);
  }
  const bool flow = flow_level_ > 0;
  switch (c) {
    case '[':
      return FetchFlowStart(TokenType::kFlowSequenceStart);
    case '{':
      return FetchFlowStart(TokenType::kFlowMappingStart);
    case ']':
      return FetchFlowEnd(TokenType::kFlowSequenceEnd);
    case '}':
      return FetchFlowEnd(TokenType::kFlowMappingEnd);
    case ',':
      return FetchFlowEntry();
    case '*':
      return FetchAnchor(TokenType::kAlias);
    case '&':
      return FetchAnchor(TokenType::kAnchor);
    case '!':
      return FetchTag();
    case '\'':
      return FetchFlowScalar(true);
    case '"':
      return FetchFlowScalar(false);
    case '-':
      if (cursor_.IsBlankOrEnd(1)) return FetchBlockEntry();
      break;
    case '?':
      if (flow || cursor_.IsBlankOrEnd(1)) return FetchKey();
      break;
    case ':':
      if (flow || cursor_.IsBlankOrEnd(1)) return FetchValue();
      break;
    case '|':
    case '>':
      if (!flow) return FetchBlockScalar(c == '|');
      break;
    default:
      break;
  }
  if (IsPlainStart()) return FetchPlainScalar();
  FailScan(cursor_.line(), "found character that cannot start any token");
}

}  // namespace chartrender::yaml
