#include "chart/strvals.h"

#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ascii.h"
#include "base/dialect.h"
#include "base/error.h"
#include "base/quote.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "codec/json/json.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr int64_t kMaxIndex = 65536;
constexpr int kMaxNestedNames = 30;

using FileReader = std::function<std::string(const std::string&)>;

enum class Mode : uint8_t { kTyped, kString, kJson, kFile, kLiteral };

// Go's io.EOF on its way up ends the parse without an error.
enum class Step : uint8_t { kMore, kEnd };

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kValues, std::move(message));
}

// What Go's %q prints for a []rune: ['a' 'b'].
std::string QuotedRunes(std::string_view text) {
  std::string quoted = "[";
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (quoted.size() > 1) quoted += ' ';
    AppendQuoteRune(quoted, rune.code);
    text.remove_prefix(rune.width);
  }
  return quoted + "]";
}

// strings.EqualFold against a lower-case ASCII word; U+017F folds to s.
bool EqualsWord(std::string_view text, std::string_view word) {
  for (const char expected : word) {
    if (text.empty()) return false;
    if (expected == 's' && text.substr(0, 2) == "\xC5\xBF") {
      text.remove_prefix(2);
      continue;
    }
    if (LowerAscii(text[0]) != expected) return false;
    text.remove_prefix(1);
  }
  return text.empty();
}

std::optional<int64_t> ParseDecimal(std::string_view text) {
  if (!text.empty() && text[0] == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text[0] == '-') return std::nullopt;
  }
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// True for texts that strconv.Atoi rejects only for their size.
bool LooksDecimal(std::string_view text) {
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

class FlagParser {
 public:
  FlagParser(std::string_view text, Arena& arena, Dialect dialect, Mode mode,
             const FileReader* reader = nullptr)
      : text_(text), arena_(arena), dialect_(dialect), mode_(mode), reader_(reader) {}

  void Parse(Map& into) {
    while (Key(into, 0) == Step::kMore) {
    }
  }

 private:
  struct Runes {
    std::string text;
    char stop = 0;  // 0: the input ended
  };

  std::optional<uint32_t> ReadRune() {
    if (at_ >= text_.size()) return std::nullopt;
    const Rune rune = DecodeRune(text_.substr(at_));
    previous_ = at_;
    at_ += rune.width;
    return rune.code;
  }
  void UnreadRune() { at_ = previous_; }

  // Up to the first of `stops`; a backslash takes the next rune as it is, except in literals.
  Runes Until(std::string_view stops) {
    Runes runes;
    for (;;) {
      const auto rune = ReadRune();
      if (!rune) return runes;
      if (*rune < 0x80 && stops.find(static_cast<char>(*rune)) != std::string_view::npos) {
        runes.stop = static_cast<char>(*rune);
        return runes;
      }
      if (*rune == '\\' && mode_ != Mode::kLiteral) {
        const auto next = ReadRune();
        if (!next) return runes;
        AppendRune(runes.text, *next);
      } else {
        AppendRune(runes.text, *rune);
      }
    }
  }

  void Set(Map& data, std::string_view key, Value value) {
    if (!key.empty()) data.SetCopy(key, value);
  }

  Step Key(Map& data, int level) {
    CheckStack();
    const Runes key = Until(mode_ == Mode::kLiteral ? "=[." : "=[,.");
    switch (key.stop) {
      case '[':
        return KeyIndexed(data, key.text, level);
      case '=':
        return KeyValue(data, key.text);
      case ',':
        Fail(StrCat("key ", Quoted(key.text), " has no value (cannot end with ,)"));
      case '.':
        return KeyNested(data, key.text, level + 1);
      default:
        if (key.text.empty()) return Step::kEnd;
        Fail(StrCat("key ", Quoted(key.text), " has no value"));
    }
  }

  Step KeyIndexed(Map& data, const std::string& key, int level) {
    const auto index = Index();
    if (!index) return Step::kEnd;
    Value list = Value::List({});
    if (const Value* found = data.Find(key); found != nullptr) list = AsList(*found);
    const Step step = ListItem(list, *index, level);
    Set(data, key, list);
    return step;
  }

  Step KeyNested(Map& data, const std::string& key, int level) {
    CheckNesting(level);
    Map* inner = nullptr;
    if (const Value* found = data.Find(key); found != nullptr) {
      if (!found->is_map()) FailConversion(*found, "map[string]interface {}");
      inner = found->AsMap();
    } else {
      inner = Map::New(arena_);
    }
    const Step step = Key(*inner, level);
    if (step == Step::kMore && inner->empty())
      Fail(StrCat("key map ", Quoted(key), " has no value"));
    if (!inner->empty()) Set(data, key, Value::Of(inner));
    return step;
  }

  Step KeyValue(Map& data, const std::string& key) {
    if (mode_ == Mode::kLiteral) {
      Set(data, key, Value::String(arena_, Until("").text));
      return Step::kMore;
    }
    if (mode_ == Mode::kJson) {
      Set(data, key, JsonValue());
      return Step::kMore;
    }
    if (at_ >= text_.size()) {
      Set(data, key, Value::String(""));
      return Step::kEnd;
    }
    Set(data, key, ListOrValue());
    return Step::kMore;
  }

  // The index in brackets, behind the '['; nothing when the input ends first.
  std::optional<int64_t> Index() {
    const Runes digits = Until("]");
    if (digits.stop == 0) {
      // Helm 4 takes the wrapped end of input for the end of the argument.
      if (TraitsOf(dialect_).refuses_open_index) Fail("error parsing index: EOF");
      return std::nullopt;
    }
    if (const auto number = ParseDecimal(digits.text)) return number;
    Fail(StrCat("error parsing index: strconv.Atoi: parsing ", Quoted(digits.text), ": ",
                LooksDecimal(digits.text) ? "value out of range" : "invalid syntax"));
  }

  // What follows `]`; `list` becomes the list with the item in place.
  Step ListItem(Value& list, int64_t index, int level) {
    CheckStack();
    if (index < 0) Fail(StrCat("negative ", std::to_string(index), " index not allowed"));
    const Runes next = Until("[.=");
    if (!next.text.empty()) {
      Fail(StrCat("unexpected data at end of array index: ", QuotedRunes(next.text)));
    }
    switch (next.stop) {
      case '=':
        list = WithItem(list, index, ItemValue());
        return Step::kMore;
      case '[':
        return ItemList(list, index, level);
      case '.':
        return ItemMap(list, index, level);
      default:
        return Step::kEnd;
    }
  }

  Value ItemValue() {
    if (mode_ == Mode::kLiteral) return Value::String(arena_, Until("").text);
    if (mode_ == Mode::kJson) return JsonValue();
    if (at_ >= text_.size()) return Value::String("");
    return ListOrValue();
  }

  Step ItemList(Value& list, int64_t index, int level) {
    const auto inner_index = Index();
    if (!inner_index) return Step::kEnd;
    Value inner = Value::NilList();
    if (Holds(list, index) && !Item(list, index).is_nil()) inner = AsList(Item(list, index));
    if (ListItem(inner, *inner_index, level) == Step::kEnd) return Step::kEnd;
    list = WithItem(list, index, inner);
    return Step::kMore;
  }

  Step ItemMap(Value& list, int64_t index, int level) {
    Map* inner = nullptr;
    if (Holds(list, index) && Item(list, index).is_map()) {
      inner = Item(list, index).AsMap();
    } else {
      inner = Map::New(arena_);
      // Helm writes it at once, so it stays when the input ends here.
      if (Holds(list, index)) list = WithItem(list, index, Value::Of(inner));
    }
    if (Key(*inner, level) == Step::kEnd) return Step::kEnd;
    list = WithItem(list, index, Value::Of(inner));
    return Step::kMore;
  }

  static bool Holds(Value list, int64_t index) {
    return index < static_cast<int64_t>(list.AsList().size());
  }
  static Value Item(Value list, int64_t index) { return list.AsList()[static_cast<size_t>(index)]; }

  // strvals.setIndex. A list that ends at the arena's tail grows in place: its old views stay as
  // they were.
  Value WithItem(Value list, int64_t index, Value item) {
    if (index > kMaxIndex) {
      Fail(StrCat("index of ", std::to_string(index),
                  " is greater than maximum supported index of ", std::to_string(kMaxIndex)));
    }
    const auto at = static_cast<size_t>(index);
    const std::span<const Value> old = list.AsList();
    if (at >= old.size() && !old.empty() &&
        arena_.TryExtend(old.data(), old.size_bytes(), (at + 1) * sizeof(Value))) {
      auto* first = const_cast<Value*>(old.data());
      for (size_t i = old.size(); i < at; ++i) first[i] = Value::Nil();
      first[at] = item;
      return Value::List({first, at + 1});
    }
    const std::span<Value> items = arena_.Array<Value>(std::max(old.size(), at + 1));
    std::copy(old.begin(), old.end(), items.begin());
    for (size_t i = old.size(); i < at; ++i) items[i] = Value::Nil();
    items[at] = item;
    return Value::List(items);
  }

  // Skips blanks up to a comma; true when nothing else stood before it or the end.
  bool SkipEmpty() {
    for (;;) {
      const auto rune = ReadRune();
      if (!rune || *rune == ',') return true;
      if (!IsSpaceRune(*rune)) {
        UnreadRune();
        return false;
      }
    }
  }

  Value JsonValue() {
    if (SkipEmpty()) return Value::Nil();
    size_t used = 0;
    const Value value = ReadJsonPrefix(text_.substr(at_), arena_, used);
    at_ += used;
    SkipEmpty();
    return value;
  }

  Value ListOrValue() {
    if (text_[at_] != '{') return Convert(Until(",").text);
    ++at_;
    std::vector<Value> items;
    for (;;) {
      const Runes item = Until(",}");
      if (item.stop == 0) Fail("list must terminate with '}'");
      if (item.stop == '}' && at_ < text_.size() && text_[at_] == ',') ++at_;
      items.push_back(Convert(item.text));
      if (item.stop == '}') break;
    }
    const std::span<Value> kept = arena_.Array<Value>(items.size());
    std::copy(items.begin(), items.end(), kept.begin());
    return Value::List(kept);
  }

  Value Convert(const std::string& text) {
    if (mode_ == Mode::kFile) return Value::String(arena_, (*reader_)(text));
    if (mode_ == Mode::kString) return Value::String(arena_, text);
    if (EqualsWord(text, "true")) return Value::Bool(true);
    if (EqualsWord(text, "false")) return Value::Bool(false);
    if (EqualsWord(text, "null")) return Value::Nil();
    if (text == "0") return Value::Int64(0);
    if (!text.empty() && text[0] != '0') {
      if (const auto number = ParseDecimal(text)) return Value::Int64(*number);
    }
    return Value::String(arena_, text);
  }

  static void CheckNesting(int level) {
    if (level <= kMaxNestedNames) return;
    Fail(StrCat("value name nested level is greater than maximum supported nested level of ",
                std::to_string(kMaxNestedNames)));
  }

  // Go's failed type assertion, which strvals turns into an error.
  [[noreturn]] static void FailConversion(Value value, std::string_view wanted) {
    const std::string type = value.is_absent() ? "nil" : TypeName(value);
    Fail(StrCat("unable to parse key: interface conversion: interface {} is ", type, ", not ",
                wanted));
  }

  static Value AsList(Value value) {
    if (!value.is_list()) FailConversion(value, "[]interface {}");
    return value;
  }

  std::string_view text_;
  Arena& arena_;
  Dialect dialect_;
  Mode mode_;
  const FileReader* reader_;
  size_t at_ = 0;
  size_t previous_ = 0;
};

}  // namespace

void ParseSet(std::string_view text, Map& into, Arena& arena, Dialect dialect) {
  FlagParser(text, arena, dialect, Mode::kTyped).Parse(into);
}

void ParseSetString(std::string_view text, Map& into, Arena& arena, Dialect dialect) {
  FlagParser(text, arena, dialect, Mode::kString).Parse(into);
}

void ParseSetJson(std::string_view text, Map& into, Arena& arena, Dialect dialect) {
  FlagParser(text, arena, dialect, Mode::kJson).Parse(into);
}

void ParseSetFile(std::string_view text, Map& into, Arena& arena,
                  const std::function<std::string(const std::string& path)>& read,
                  Dialect dialect) {
  FlagParser(text, arena, dialect, Mode::kFile, &read).Parse(into);
}

void ParseSetLiteral(std::string_view text, Map& into, Arena& arena, Dialect dialect) {
  FlagParser(text, arena, dialect, Mode::kLiteral).Parse(into);
}

}  // namespace chartrender
