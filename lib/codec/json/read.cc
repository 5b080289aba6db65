#include <cstdint>
#include <vector>

#include "base/budget.h"
#include "base/eight_chars.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "codec/json/json.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender {

const ObjectType kJsonNumber = {.name = "json.Number", .kind = GoKind::kString};

namespace {

constexpr int kMaxDepth = 10000;  // encoding/json maxNestingDepth

bool IsBlank(char c) {
  return static_cast<unsigned char>(c) <= ' ' && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
}
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A word whose lowest bit stands in the first of eight characters that ends the plain part of a
// string: a quote, a backslash, a control character, anything beyond ASCII. 0: there is none.
uint64_t EndOfPlain(uint64_t word) {
  return (word | MarkLess(word, ' ') | MarkSame(word, '"') | MarkSame(word, '\\')) & kMarks;
}

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Source: encoding/json quoteChar.
std::string QuoteChar(char c) {
  if (c == '\'') return R"('\'')";
  if (c == '"') return R"('"')";
  std::string rune;
  AppendRune(rune, static_cast<unsigned char>(c));
  std::string quoted = Quoted(rune);
  quoted.front() = '\'';
  quoted.back() = '\'';
  return quoted;
}

// Reads one value by recursive descent. Texts of errors are those of Go's byte-driven scanner,
// which at the end of the input looks at one more blank.
class JsonReader {
 public:
  JsonReader(std::string_view text, Arena& arena, bool keep_numbers)
      : begin_(text.data()),
        at_(begin_),
        end_(begin_ + text.size()),
        arena_(arena),
        keep_numbers_(keep_numbers) {}

  // The text ends early: a json.Decoder says `unexpected EOF` or `EOF`, json.Unmarshal more.
  void set_stream() { stream_ = true; }

  Value ReadValue(int depth) {
    SkipBlanks();
    if (at_ == end_) FailEnd();
    switch (*at_) {
      case '{':
        return ReadObject(depth + 1);
      case '[':
        return ReadArray(depth + 1);
      case '"':
        return Value::String(ReadString());
      case 't':
        ReadWord("true");
        return Value::Bool(true);
      case 'f':
        ReadWord("false");
        return Value::Bool(false);
      case 'n':
        ReadWord("null");
        return Value::Nil();
      default:
        if (*at_ != '-' && !IsDigit(*at_)) FailAt("looking for beginning of value");
        return ReadNumber();
    }
  }

  void ExpectEnd() {
    SkipBlanks();
    if (at_ != end_) FailAt("after top-level value");
  }

  bool AtEnd() {
    SkipBlanks();
    return at_ == end_;
  }
  [[nodiscard]] size_t used() const { return static_cast<size_t>(at_ - begin_); }
  [[nodiscard]] const std::string& range_error() const { return range_error_; }

 private:
  void SkipBlanks() {
    while (at_ != end_ && IsBlank(*at_)) {
      ++at_;
      SkipSpaces();
    }
  }

  // May leave some behind near the end of the text.
  void SkipSpaces() {
    for (; end_ - at_ >= 8; at_ += 8) {
      const uint64_t others = WordAt(at_) ^ EightTimes(' ');
      if (others == 0) continue;
      at_ += CharsBefore(others);
      return;
    }
  }

  void SkipPlain() {
    for (; end_ - at_ >= 8; at_ += 8) {
      const uint64_t end = EndOfPlain(WordAt(at_));
      if (end == 0) continue;
      at_ += CharsBefore(end);
      return;
    }
    while (at_ != end_ && *at_ != '"' && *at_ != '\\' &&
           static_cast<unsigned char>(*at_) - 0x20U < 0x60) {
      ++at_;
    }
  }

  [[noreturn]] void FailWith(char c, std::string_view context) const {
    throw Failure(ErrorCode::kValues, StrCat("invalid character ", QuoteChar(c), " ", context));
  }

  // The character at hand is wrong; at the end of the input it is the blank that Go tries.
  [[noreturn]] void FailAt(std::string_view context) const {
    if (at_ == end_ && stream_) FailEnd();
    FailWith(at_ == end_ ? ' ' : *at_, context);
  }

  [[noreturn]] void FailEnd() const {
    if (!stream_) throw Failure(ErrorCode::kValues, "unexpected end of JSON input");
    for (const char* c = begin_; c != end_; ++c) {
      if (!IsBlank(*c)) throw Failure(ErrorCode::kValues, "unexpected EOF");
    }
    throw Failure(ErrorCode::kValues, "EOF");
  }

  void EnterContainer(int depth) const {
    CheckStack();
    if (Budget* budget = arena_.budget()) {
      budget->ChargeSteps(1);
      budget->CheckNesting(static_cast<size_t>(depth));
    }
    if (depth > kMaxDepth) FailAt("exceeded max depth");
  }

  Value ReadArray(int depth) {
    EnterContainer(depth);
    ++at_;
    const size_t base = items_.size();
    SkipBlanks();
    if (at_ != end_ && *at_ == ']') {
      ++at_;
      return Value::List({});
    }
    for (;;) {
      const Value item = ReadValue(depth);
      items_.push_back(item);
      SkipBlanks();
      if (at_ == end_) FailEnd();
      if (*at_ == ']') break;
      if (*at_ != ',') FailAt("after array element");
      ++at_;
    }
    ++at_;
    const auto list = arena_.Array<Value>(items_.size() - base);
    std::copy(items_.begin() + static_cast<ptrdiff_t>(base), items_.end(), list.begin());
    items_.resize(base);
    return Value::List(list);
  }

  Value ReadObject(int depth) {
    EnterContainer(depth);
    ++at_;
    Map* map = Map::New(arena_);
    SkipBlanks();
    if (at_ != end_ && *at_ == '}') {
      ++at_;
      return Value::Of(map);
    }
    for (;;) {
      SkipBlanks();
      if (at_ == end_) FailEnd();
      if (*at_ != '"') FailAt("looking for beginning of object key string");
      const std::string_view key = ReadString();
      SkipBlanks();
      if (at_ == end_) FailEnd();
      if (*at_ != ':') FailAt("after object key");
      ++at_;
      map->Set(key, ReadValue(depth));
      SkipBlanks();
      if (at_ == end_) FailEnd();
      if (*at_ == '}') break;
      if (*at_ != ',') FailAt("after object key:value pair");
      ++at_;
    }
    ++at_;
    map->Sort();
    return Value::Of(map);
  }

  void ReadWord(std::string_view word) {
    ++at_;
    for (size_t i = 1; i < word.size(); ++i, ++at_) {
      if (at_ == end_ || *at_ != word[i]) {
        FailAt(StrCat("in literal ", word, " (expecting '", word.substr(i, 1), "')"));
      }
    }
  }

  bool AtDigit() const { return at_ != end_ && IsDigit(*at_); }
  void SkipDigits() {
    while (AtDigit()) ++at_;
  }

  Value ReadNumber() {
    const char* start = at_;
    if (*at_ == '-') {
      ++at_;
      if (!AtDigit()) FailAt("in numeric literal");
    }
    if (*at_ == '0') {
      ++at_;
    } else {
      SkipDigits();
    }
    if (at_ != end_ && *at_ == '.') {
      ++at_;
      if (!AtDigit()) FailAt("after decimal point in numeric literal");
      SkipDigits();
    }
    if (at_ != end_ && (*at_ == 'e' || *at_ == 'E')) {
      ++at_;
      if (at_ != end_ && (*at_ == '+' || *at_ == '-')) ++at_;
      if (!AtDigit()) FailAt("in exponent of numeric literal");
      SkipDigits();
    }
    return MakeNumber({start, static_cast<size_t>(at_ - start)});
  }

  Value MakeNumber(std::string_view literal) {
    if (keep_numbers_) {
      return Value::Of(
          arena_.New<Object>(Object{&kJsonNumber, Value::String(arena_, literal), {}}));
    }
    if (literal.size() <= 15 && literal[0] != '-' &&
        literal.find_first_not_of("0123456789") == std::string_view::npos) {
      int64_t number = 0;  // exact as a float64
      for (const char c : literal) number = number * 10 + (c - '0');
      return Value::Float(static_cast<double>(number));
    }
    double number = 0;
    bool range = false;
    if (!ParseFloat(literal, number, &range) || range) {
      if (range_error_.empty()) {
        range_error_ =
            StrCat("json: cannot unmarshal number ", literal, " into Go value of type float64");
      }
      return Value::Nil();
    }
    return Value::Float(number);
  }

  // The text of a string; `at_` stands on the opening quote.
  std::string_view ReadString() {
    const char* start = ++at_;
    SkipPlain();
    if (at_ != end_ && *at_ == '"') {
      return arena_.Copy({start, static_cast<size_t>(at_++ - start)});
    }
    scratch_.assign(start, at_);
    for (;;) {
      if (at_ == end_) FailEnd();
      const auto c = static_cast<unsigned char>(*at_);
      if (c == '"') break;
      if (c < 0x20) FailAt("in string literal");
      if (c == '\\') {
        ReadEscape();
      } else if (c < 0x80) {
        scratch_ += *at_++;
      } else {
        const Rune rune = DecodeRune({at_, static_cast<size_t>(end_ - at_)});
        AppendRune(scratch_, rune.code);
        at_ += rune.width;
      }
    }
    ++at_;
    return arena_.Copy(scratch_);
  }

  void ReadEscape() {
    ++at_;
    if (at_ == end_) FailAt("in string escape code");
    switch (*at_) {
      case 'b':
        scratch_ += '\b';
        break;
      case 'f':
        scratch_ += '\f';
        break;
      case 'n':
        scratch_ += '\n';
        break;
      case 'r':
        scratch_ += '\r';
        break;
      case 't':
        scratch_ += '\t';
        break;
      case '\\':
      case '/':
      case '"':
        scratch_ += *at_;
        break;
      case 'u':
        ++at_;
        ReadUnicodeEscape();
        return;
      default:
        FailAt("in string escape code");
    }
    ++at_;
  }

  uint32_t ReadHex4() {
    uint32_t code = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      const int digit = at_ == end_ ? -1 : HexValue(*at_);
      if (digit < 0) FailAt("in \\u hexadecimal character escape");
      code = code * 16 + static_cast<uint32_t>(digit);
    }
    return code;
  }

  // A pair of surrogates makes one character; half a pair is U+FFFD.
  void ReadUnicodeEscape() {
    const uint32_t code = ReadHex4();
    if (code < 0xD800 || code >= 0xDC00 || end_ - at_ < 6 || at_[0] != '\\' || at_[1] != 'u') {
      AppendRune(scratch_, code);
      return;
    }
    const char* before = at_;
    at_ += 2;
    const uint32_t low = ReadHex4();
    if (low >= 0xDC00 && low < 0xE000) {
      AppendRune(scratch_, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
    } else {
      AppendRune(scratch_, kRuneError);
      at_ = before;
    }
  }

  const char* begin_;
  const char* at_;
  const char* end_;
  Arena& arena_;
  bool keep_numbers_;
  bool stream_ = false;
  std::vector<Value> items_;  // of the lists that are open, innermost last
  std::string scratch_;
  std::string range_error_;
};

std::string_view NameOfJsonKind(Value value) {
  switch (value.kind()) {
    case Kind::kBool:
      return "bool";
    case Kind::kString:
      return "string";
    case Kind::kList:
      return "array";
    case Kind::kMap:
      return "object";
    default:
      return "number";
  }
}

// What is left of `outcome` when it is stored in a Go variable of type `target`.
void StoreInto(JsonTarget target, JsonOutcome& outcome, Arena& arena) {
  const bool map = target == JsonTarget::kMap;
  if (target == JsonTarget::kAny || (map ? outcome.value.is_map() : outcome.value.is_list()))
    return;
  if (outcome.value.is_nil() && outcome.error.empty()) {
    outcome.value = map ? Value::Of(static_cast<Map*>(nullptr)) : Value::NilList();
    return;
  }
  outcome.error =
      StrCat("json: cannot unmarshal ", NameOfJsonKind(outcome.value), " into Go value of type ",
             Info(map ? GoType::kAnyMap : GoType::kAnyList).name);
  outcome.value = map ? Value::Of(Map::New(arena)) : Value::List({});
}

}  // namespace

JsonOutcome TryReadJson(std::string_view text, Arena& arena, JsonTarget target) {
  JsonOutcome outcome;
  JsonReader reader(text, arena, false);
  try {
    const Value value = reader.ReadValue(0);
    reader.ExpectEnd();
    outcome.value = value;
  } catch (const Failure& failure) {
    if (failure.error().code != ErrorCode::kValues) throw;
    outcome.error = failure.error().message;
    return outcome;
  }
  outcome.error = reader.range_error();
  StoreInto(target, outcome, arena);
  return outcome;
}

Value ReadJson(std::string_view text, Arena& arena, JsonTarget target) {
  JsonOutcome outcome = TryReadJson(text, arena, target);
  if (!outcome.error.empty()) throw Failure(ErrorCode::kValues, std::move(outcome.error));
  return outcome.value;
}

Value ReadJsonPrefix(std::string_view text, Arena& arena, size_t& used) {
  JsonReader reader(text, arena, false);
  reader.set_stream();
  const Value value = reader.ReadValue(0);
  used = reader.used();
  if (!reader.range_error().empty()) throw Failure(ErrorCode::kValues, reader.range_error());
  return value;
}

Value ReadJsonNumbers(std::string_view text, Arena& arena) {
  JsonReader reader(text, arena, true);
  reader.set_stream();
  const Value value = reader.ReadValue(0);
  if (!reader.AtEnd()) throw Failure(ErrorCode::kValues, "invalid character after top-level value");
  return value;
}

}  // namespace chartrender
