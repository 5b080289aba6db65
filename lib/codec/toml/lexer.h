// TOML text to items: a state machine that follows BurntSushi/toml's state by state, because its
// error texts and the lines they name come from there. Source: github.com/BurntSushi/toml 1.6.0
// lex.go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender::toml {

enum class ItemType : uint8_t {
  kError,
  kEnd,
  kText,
  kString,
  kEscapedString,
  kRawString,
  kMultilineString,
  kRawMultilineString,
  kBool,
  kInteger,
  kFloat,
  kDatetime,
  kArray,
  kArrayEnd,
  kTableStart,
  kTableEnd,
  kArrayTableStart,
  kArrayTableEnd,
  kKeyStart,
  kKeyEnd,
  kCommentStart,
  kInlineTableStart,
  kInlineTableEnd,
};

struct Item {
  ItemType type = ItemType::kError;
  int line = 0;                // from 1
  std::string_view text = {};  // a view of the input
  std::string error = {};      // of kError
};

class Lexer {
 public:
  // `input` must outlive the lexer and its items.
  explicit Lexer(std::string_view input) : input_(input), state_{&Lexer::Top} {}

  // After kEnd or kError it must not be called again.
  Item Next();

 private:
  struct State {
    State (Lexer::*run)() = nullptr;
  };

  // lexer.cc: the machine, and what is outside of values
  void Push(State state) { stack_.push_back(state); }
  State Pop();
  [[nodiscard]] std::string_view Current() const {
    return start_ > pos_ ? std::string_view() : input_.substr(start_, pos_ - start_);
  }
  void Emit(ItemType type);
  void EmitTrimmed(ItemType type);
  uint32_t NextRune();
  void Backup();
  void Ignore() { start_ = pos_; }
  bool Accept(uint32_t rune);
  uint32_t Peek();
  void SkipBlanks();
  State SkipTo(State state);
  State Error(std::string text);
  State ErrorPreviousLine(std::string text);
  State Problem(std::string text);
  void AddError(int line, std::string text);
  State Top();
  State TopEnd();
  State TableStart();
  State TableEnd();
  State ArrayTableEnd();
  State TableNameStart();
  State TableNameEnd();
  State BareName();
  State QuotedName();
  State KeyStart();
  State KeyNameStart();
  State KeyEnd();
  State CommentStart();
  State Comment();

  // lex_value.cc
  State ValueStart();
  State WordStart(uint32_t rune);
  State ArrayValue();
  State ArrayValueEnd();
  State ArrayEnd();
  State InlineTableValue();
  State InlineTableValueEnd();
  State InlineTableEnd();
  State Bool();
  State NumberOrDateStart();
  State NumberOrDate();
  State Datetime();
  State HexInteger();
  State OctalInteger();
  State BinaryInteger();
  State DecimalNumber();
  State DecimalNumberStart();
  State BaseNumberOrDate();
  State Float();
  State EndNumber(ItemType type);

  // lex_string.cc
  State String();
  State MultilineString();
  State RawString();
  State MultilineRawString();
  State MultilineStringEscape();
  State StringEscape();
  State HexEscape();
  State ShortUnicodeEscape();
  State LongUnicodeEscape();
  State HexDigits(int count, std::string_view words);
  State EndMultiline(ItemType type);

  std::string_view input_;
  size_t start_ = 0;
  size_t pos_ = 0;
  int line_ = 1;
  State state_;
  std::vector<Item> items_;  // emitted and not taken yet
  size_t taken_ = 0;
  bool escaped_ = false;   // the string at hand has an escape
  size_t widths_[4] = {};  // of the last runes, to back up
  int width_count_ = 0;
  bool at_end_ = false;
  std::vector<State> stack_;
};

bool IsTomlDigit(uint32_t rune);
bool IsTomlHex(uint32_t rune);
// fmt's %q of a rune.
std::string QuoteRune(uint32_t rune);

}  // namespace chartrender::toml
