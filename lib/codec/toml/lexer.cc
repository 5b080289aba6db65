#include "codec/toml/lexer.h"

#include "base/error.h"
#include "base/quote.h"
#include "base/utf8.h"

namespace chartrender::toml {

namespace {

constexpr uint32_t kEof = 0;

bool IsBlank(uint32_t rune) { return rune == '\t' || rune == ' '; }
bool IsNewline(uint32_t rune) { return rune == '\n' || rune == '\r'; }
bool IsControl(uint32_t rune) {
  return (rune < 0x20 && rune != '\t' && !IsNewline(rune)) || rune == 0x7F;
}
bool IsBareKey(uint32_t rune) {
  return (rune >= 'A' && rune <= 'Z') || (rune >= 'a' && rune <= 'z') || IsTomlDigit(rune) ||
         rune == '_' || rune == '-';
}

std::string HexByte(uint32_t byte) {
  constexpr char kHex[] = "0123456789abcdef";
  return {'0', 'x', kHex[(byte >> 4) & 0xFU], kHex[byte & 0xFU]};
}

}  // namespace

bool IsTomlDigit(uint32_t rune) { return rune >= '0' && rune <= '9'; }
bool IsTomlHex(uint32_t rune) {
  const uint32_t lower = rune | 0x20U;
  return IsTomlDigit(rune) || (lower >= 'a' && lower <= 'f');
}

std::string QuoteRune(uint32_t rune) {
  std::string text;
  AppendQuoteRune(text, rune);
  return text;
}

Item Lexer::Next() {
  while (taken_ == items_.size()) {
    items_.clear();
    taken_ = 0;
    state_ = (this->*state_.run)();
  }
  return std::move(items_[taken_++]);
}

Lexer::State Lexer::Pop() {
  const State state = stack_.back();
  stack_.pop_back();
  return state;
}

void Lexer::Emit(ItemType type) {
  if (start_ > pos_) {
    Error("invalid UTF-8 byte: " + HexByte(static_cast<unsigned char>(input_[pos_])));
    return;
  }
  items_.push_back({.type = type, .line = line_, .text = Current()});
  start_ = pos_;
}

void Lexer::EmitTrimmed(ItemType type) {
  std::string_view text = Current();
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  items_.push_back({.type = type, .line = line_, .text = text});
  start_ = pos_;
}

uint32_t Lexer::NextRune() {
  if (pos_ >= input_.size()) {
    at_end_ = true;
    return kEof;
  }
  if (input_[pos_] == '\n') ++line_;
  for (size_t i = 3; i > 0; --i) widths_[i] = widths_[i - 1];
  if (width_count_ < 4) ++width_count_;
  const Rune rune = DecodeRune(input_.substr(pos_));
  if (rune.bad()) {
    Error("invalid UTF-8 byte: " + HexByte(static_cast<unsigned char>(input_[pos_])));
    return kRuneError;
  }
  const bool lone_return =
      rune.code == '\r' && (pos_ + 1 == input_.size() || input_[pos_ + 1] != '\n');
  if (IsControl(rune.code) || lone_return) {
    AddError(line_, "TOML files cannot contain control characters: '" + HexByte(rune.code) + "'");
    return kRuneError;
  }
  widths_[0] = rune.width;
  pos_ += rune.width;
  return rune.code;
}

void Lexer::Backup() {
  if (at_end_) {
    at_end_ = false;
    return;
  }
  if (width_count_ < 1) throw Failure(ErrorCode::kTemplate, "BUG in lexer: backed up too far");
  const size_t width = widths_[0];
  for (size_t i = 0; i < 3; ++i) widths_[i] = widths_[i + 1];
  --width_count_;
  pos_ -= width;
  if (pos_ < input_.size() && input_[pos_] == '\n') --line_;
}

bool Lexer::Accept(uint32_t rune) {
  if (NextRune() == rune) return true;
  Backup();
  return false;
}

uint32_t Lexer::Peek() {
  const uint32_t rune = NextRune();
  Backup();
  return rune;
}

void Lexer::SkipBlanks() {
  while (IsBlank(NextRune())) {
  }
  Backup();
  Ignore();
}

Lexer::State Lexer::SkipTo(State state) {
  Ignore();
  return state;
}

void Lexer::AddError(int line, std::string text) {
  items_.push_back({.type = ItemType::kError, .line = line, .error = std::move(text)});
}

Lexer::State Lexer::Error(std::string text) {
  if (at_end_) return ErrorPreviousLine(std::move(text));
  AddError(line_, std::move(text));
  return {};
}

Lexer::State Lexer::ErrorPreviousLine(std::string text) {
  AddError(line_ - 1, std::move(text));
  return {};
}

// At the end of a text that ends in a line feed, the line before is named.
Lexer::State Lexer::Problem(std::string text) {
  const bool after_line = at_end_ && pos_ >= 1 && input_[pos_ - 1] == '\n';
  AddError(after_line ? line_ - 1 : line_, std::move(text));
  return {};
}

Lexer::State Lexer::Top() {
  const uint32_t rune = NextRune();
  if (IsBlank(rune) || IsNewline(rune)) return SkipTo({&Lexer::Top});
  switch (rune) {
    case '#':
      Push({&Lexer::Top});
      return {&Lexer::CommentStart};
    case '[':
      return {&Lexer::TableStart};
    case kEof:
      if (pos_ > start_) return Problem("unexpected EOF");
      Emit(ItemType::kEnd);
      return {};
    default:
      Backup();
      Push({&Lexer::TopEnd});
      return {&Lexer::KeyStart};
  }
}

Lexer::State Lexer::TopEnd() {
  const uint32_t rune = NextRune();
  if (rune == '#') {
    Push({&Lexer::Top});
    return {&Lexer::CommentStart};
  }
  if (IsBlank(rune)) return {&Lexer::TopEnd};
  if (IsNewline(rune)) return SkipTo({&Lexer::Top});
  if (rune == kEof) {
    Emit(ItemType::kEnd);
    return {};
  }
  return Problem("expected a top-level item to end with a newline, comment, or EOF, but got " +
                 QuoteRune(rune) + " instead");
}

Lexer::State Lexer::TableStart() {
  if (Peek() == '[') {
    NextRune();
    Emit(ItemType::kArrayTableStart);
    Push({&Lexer::ArrayTableEnd});
  } else {
    Emit(ItemType::kTableStart);
    Push({&Lexer::TableEnd});
  }
  return {&Lexer::TableNameStart};
}

Lexer::State Lexer::TableEnd() {
  Emit(ItemType::kTableEnd);
  return {&Lexer::TopEnd};
}

Lexer::State Lexer::ArrayTableEnd() {
  const uint32_t rune = NextRune();
  if (rune != ']') {
    return Problem("expected end of table array name delimiter ']', but got " + QuoteRune(rune) +
                   " instead");
  }
  Emit(ItemType::kArrayTableEnd);
  return {&Lexer::TopEnd};
}

Lexer::State Lexer::TableNameStart() {
  SkipBlanks();
  const uint32_t rune = Peek();
  if (rune == ']' || rune == kEof) {
    return Problem("unexpected end of table name (table names cannot be empty)");
  }
  if (rune == '.') return Problem("unexpected table separator (table names cannot be empty)");
  Push({&Lexer::TableNameEnd});
  if (rune != '"' && rune != '\'') return {&Lexer::BareName};
  Ignore();
  return {&Lexer::QuotedName};
}

Lexer::State Lexer::TableNameEnd() {
  SkipBlanks();
  const uint32_t rune = NextRune();
  if (rune == '.') return SkipTo({&Lexer::TableNameStart});
  if (rune == ']') return Pop();
  return Problem("expected '.' or ']' to end table name, but got " + QuoteRune(rune) + " instead");
}

Lexer::State Lexer::BareName() {
  if (IsBareKey(NextRune())) return {&Lexer::BareName};
  Backup();
  Emit(ItemType::kText);
  return Pop();
}

Lexer::State Lexer::QuotedName() {
  const uint32_t rune = NextRune();
  if (rune == '"') return SkipTo({&Lexer::String});
  if (rune == '\'') return SkipTo({&Lexer::RawString});
  if (IsBlank(rune)) return SkipTo({&Lexer::ValueStart});
  if (rune == kEof) return Problem("unexpected EOF; expected value");
  return Problem("expected value but found " + QuoteRune(rune) + " instead");
}

Lexer::State Lexer::KeyStart() {
  SkipBlanks();
  const uint32_t rune = Peek();
  if (rune == '=' || rune == kEof) return Problem("unexpected '=': key name appears blank");
  if (rune == '.') return Problem("unexpected '.': keys cannot start with a '.'");
  if (rune == '"' || rune == '\'') Ignore();
  Emit(ItemType::kKeyStart);
  return {&Lexer::KeyNameStart};
}

Lexer::State Lexer::KeyNameStart() {
  SkipBlanks();
  const uint32_t rune = Peek();
  if (rune == '=' || rune == kEof) return Problem("unexpected '='");
  if (rune == '.') return Problem("unexpected '.'");
  Push({&Lexer::KeyEnd});
  if (rune != '"' && rune != '\'') return {&Lexer::BareName};
  Ignore();
  return {&Lexer::QuotedName};
}

Lexer::State Lexer::KeyEnd() {
  SkipBlanks();
  const uint32_t rune = NextRune();
  if (rune == kEof) return Problem("unexpected EOF; expected key separator '='");
  if (rune == '.') return SkipTo({&Lexer::KeyNameStart});
  if (rune == '=') {
    Emit(ItemType::kKeyEnd);
    return SkipTo({&Lexer::ValueStart});
  }
  std::string text = "expected '.' or '=', but got " + QuoteRune(rune) + " instead";
  return rune == '\n' ? ErrorPreviousLine(std::move(text)) : Problem(std::move(text));
}

Lexer::State Lexer::CommentStart() {
  Ignore();
  Emit(ItemType::kCommentStart);
  return {&Lexer::Comment};
}

Lexer::State Lexer::Comment() {
  const uint32_t rune = NextRune();
  if (!IsNewline(rune) && rune != kEof) return {&Lexer::Comment};
  Backup();
  Emit(ItemType::kText);
  return Pop();
}

}  // namespace chartrender::toml
