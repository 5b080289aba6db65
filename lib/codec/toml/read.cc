#include "codec/toml/read.h"

#include <charconv>
#include <cmath>
#include <deque>
#include <map>
#include <set>

#include "base/budget.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/quote.h"
#include "base/stack.h"
#include "codec/toml/datetime.h"
#include "codec/toml/escapes.h"
#include "codec/toml/key.h"
#include "codec/toml/lexer.h"
#include "codec/toml/number.h"
#include "value/map.h"

namespace chartrender {

namespace {

using toml::Item;
using toml::ItemType;
using toml::Key;

constexpr size_t kMaxKeyParts = 1000;  // each part costs a walk over those before it
constexpr uint64_t kItemBytes = 128;   // of tables while they are read, for each token
constexpr int kMaxDepth = 10000;       // of arrays in arrays

std::string Quote(std::string_view text) {
  std::string quoted;
  AppendQuote(quoted, text);
  return quoted;
}

struct Table;

// What a key of a table being read stands for.
struct Slot {
  enum class Kind : uint8_t { kValue, kTable, kTableArray } kind = Kind::kValue;
  Value value;
  std::vector<Table*> tables;  // one for a table

  // The table that keys below this one go to, or null.
  [[nodiscard]] Table* Inner() const { return kind == Kind::kValue ? nullptr : tables.back(); }
};

struct Table {
  std::map<std::string, Slot, std::less<>> slots;
};

// Follows BurntSushi/toml's parser: which keys may be given again depends on how they came to be.
class TomlParser {
 public:
  TomlParser(std::string_view text, Arena& arena, const TomlTimeMaker& make_time)
      : lexer_(text), arena_(arena), make_time_(make_time), root_(NewTable()) {}

  Value Run() {
    for (Item item = Next(); item.type != ItemType::kEnd; item = Next()) ReadTopLevel(item);
    return ToValue(*root_);
  }

 private:
  Table* NewTable() { return &tables_.emplace_back(); }

  // Text of a ParseError.
  [[noreturn]] void FailAt(int line, std::string_view problem) const {
    const std::string last = LastKey();
    const std::string where = last.empty() ? "" : StrCat(" (last key ", Quote(last), ")");
    throw Failure(ErrorCode::kValues,
                  StrCat("toml: line ", std::to_string(line), where, ": ", problem));
  }
  [[noreturn]] void Fail(std::string_view problem) const { FailAt(line_, problem); }

  [[nodiscard]] std::string LastKey() const {
    if (current_key_.empty()) return context_.ToText();
    return context_.empty() ? current_key_ : StrCat(context_.ToText(), ".", current_key_);
  }

  Item Next() {
    if (Budget* budget = arena_.budget()) {
      budget->ChargeSteps(1);
      budget->ChargeMemory(kItemBytes);
    }
    Item item = lexer_.Next();
    if (item.type == ItemType::kError) FailAt(item.line, item.error);
    return item;
  }
  Item NextWithLine() {
    Item item = Next();
    line_ = item.line;
    return item;
  }

  Key ReadKey(ItemType end) {
    Key key;
    for (Item item = NextWithLine(); item.type != end && item.type != ItemType::kEnd;
         item = Next()) {
      key.push_back(item.type == ItemType::kText ? std::string(item.text) : ReadString(item));
      if (context_.size() + key.size() > kMaxKeyParts) FailDepth();
    }
    return key;
  }

  void ReadTopLevel(const Item& item) {
    switch (item.type) {
      case ItemType::kTableStart:
        AddContext(ReadKey(ItemType::kTableEnd), false);
        SetArrayType("", false);
        break;
      case ItemType::kArrayTableStart:
        AddContext(ReadKey(ItemType::kArrayTableEnd), true);
        SetArrayType("", false);
        break;
      case ItemType::kKeyStart: {
        const Key outer = context_;
        ReadKeyAndValue();
        context_ = outer;
        current_key_.clear();
        break;
      }
      default:
        Next();  // the text of a comment
    }
  }

  // `a.b = value` in the table at hand; gives the key and the value.
  std::pair<Key, Value> ReadKeyAndValue() {
    Key key = ReadKey(ItemType::kKeyEnd);
    current_key_ = key.back();
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      const Key implied = context_.With(key[i]);
      implicit_.insert(implied.ToText());
      AddContext(implied, false);
    }
    const Item item = Next();
    const Value value = ReadValue(item, false);
    SetValue(current_key_, value);
    SetArrayType(current_key_, item.type == ItemType::kArray);
    return {std::move(key), value};
  }

  std::string ReadString(const Item& item) {
    std::string problem;
    std::string text = toml::DecodeString(item, problem);
    if (!problem.empty()) FailAt(item.line, problem);
    return text;
  }

  Value ReadValue(const Item& item, bool in_array) {
    CheckStack();
    std::string problem;
    Value value;
    switch (item.type) {
      case ItemType::kBool:
        return Value::Bool(item.text == "true");
      case ItemType::kInteger:
        value = toml::ParseInteger(item.text, problem);
        break;
      case ItemType::kFloat:
        value = toml::ParseTomlFloat(item.text, problem);
        break;
      case ItemType::kDatetime:
        return ReadDatetime(item);
      case ItemType::kArray:
        return ReadArray();
      case ItemType::kInlineTableStart:
        return ReadInlineTable(in_array);
      default:
        return Value::String(arena_, ReadString(item));
    }
    if (!problem.empty()) FailAt(item.line, problem);
    return value;
  }

  Value ReadDatetime(const Item& item) {
    std::string text(item.text);
    for (char& c : text) {
      if (c == 'z') c = 'Z';
      if (c == 't' || c == ' ') c = 'T';
    }
    const auto time = toml::ParseDatetime(text);
    if (!time) FailAt(item.line, "invalid datetime: " + Quote(text));
    return make_time_ == nullptr ? Value::String(arena_, item.text) : make_time_(*time);
  }

  [[noreturn]] static void FailDepth() {
    throw Failure(ErrorCode::kLimit, "limit reached: nesting depth");
  }

  Value ReadArray() {
    if (++array_depth_ > kMaxDepth) FailDepth();
    SetArrayType(current_key_, true);
    std::vector<Value> items;
    for (Item item = Next(); item.type != ItemType::kArrayEnd; item = Next()) {
      if (item.type == ItemType::kCommentStart) {
        Next();
      } else {
        items.push_back(ReadValue(item, true));
      }
    }
    const auto list = arena_.Array<Value>(items.size());
    std::copy(items.begin(), items.end(), list.begin());
    --array_depth_;
    return Value::List(list);
  }

  // The table's keys go into the tables of the document too: that is where clashes are found.
  Value ReadInlineTable(bool in_array) {
    Map* map = Map::New(arena_);
    const Key outer_context = context_;
    const std::string outer_key = current_key_;
    context_ = context_.With(current_key_);
    const Key inner_context = context_;
    current_key_.clear();
    implicit_.insert(context_.ToText());
    AddContext(inner_context, in_array);
    for (Item item = Next(); item.type != ItemType::kInlineTableEnd; item = Next()) {
      if (item.type == ItemType::kCommentStart) {
        Next();
        continue;
      }
      const auto [key, value] = ReadKeyAndValue();
      StoreInMap(*map, key, value);
      context_ = inner_context;
    }
    context_ = outer_context;
    current_key_ = outer_key;
    map->Sort();
    return Value::Of(map);
  }

  void StoreInMap(Map& map, const Key& key, Value value) {
    Map* inner = &map;
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      Value next = inner->Get(key[i]);
      if (next.is_missing()) {
        next = Value::Of(Map::New(arena_));
        inner->SetCopy(key[i], next);
      }
      if (!next.is_map()) Fail(Quote(context_.ToText()) + " is not a table");
      inner = next.AsMap();
    }
    inner->SetCopy(key.back(), value);
  }

  // Goes to the table `key`, made on the way where it is missing. Source: parse.go addContext.
  void AddContext(const Key& key, bool array) {
    Table* table = root_;
    Key walked;
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      walked.push_back(key[i]);
      const auto [found, added] = table->slots.try_emplace(key[i]);
      if (added) {
        implicit_.insert(walked.ToText());
        found->second = {Slot::Kind::kTable, {}, {NewTable()}};
      }
      table = found->second.Inner();
      if (table == nullptr)
        Fail(StrCat("Key '", walked.ToText(), "' was already created as a hash."));
    }
    context_ = walked;
    if (array) {
      Slot& slot =
          table->slots.try_emplace(key.back(), Slot{Slot::Kind::kTableArray, {}, {}}).first->second;
      if (slot.kind != Slot::Kind::kTableArray) {
        Fail(
            StrCat("Key '", key.ToText(), "' was already created and cannot be used as an array."));
      }
      slot.tables.push_back(NewTable());
    } else {
      SetSlot(key.back(), {Slot::Kind::kTable, {}, {NewTable()}});
    }
    context_.push_back(key.back());
  }

  void SetValue(const std::string& key, Value value) {
    SetSlot(key, {Slot::Kind::kValue, value, {}});
  }

  // Source: parse.go setValue.
  void SetSlot(const std::string& key, Slot slot) {
    Table* table = root_;
    Key walked;
    for (const std::string& part : context_) {
      walked.push_back(part);
      table = table->slots.find(part)->second.Inner();
      if (table == nullptr) FailDefined(walked);
    }
    walked.push_back(key);
    const auto found = table->slots.find(key);
    if (found == table->slots.end()) {
      table->slots.emplace(key, std::move(slot));
      return;
    }
    const std::string full = walked.ToText();
    if (implicit_.erase(full) == 0) FailDefined(walked);
    // Tables inside an array have been put where the array goes; a table stays the one that is
    // there.
    if (arrays_.count(full) != 0) found->second = std::move(slot);
  }

  [[noreturn]] void FailDefined(const Key& key) const {
    Fail(StrCat("Key '", key.ToText(), "' has already been defined."));
  }

  // Remembers whether the value of `key` in the table at hand ("": the table itself) is an array.
  void SetArrayType(const std::string& key, bool array) {
    const std::string full = key.empty() ? context_.ToText() : context_.With(key).ToText();
    if (array) {
      arrays_.insert(full);
    } else {
      arrays_.erase(full);
    }
  }

  Value ToValue(const Table& table) {
    CheckStack();
    Map* map = Map::New(arena_, table.slots.size());
    for (const auto& [key, slot] : table.slots) map->SetCopy(key, ToValue(slot));
    map->Sort();
    return Value::Of(map);
  }

  Value ToValue(const Slot& slot) {
    if (slot.kind == Slot::Kind::kValue) return slot.value;
    if (slot.kind == Slot::Kind::kTable) return ToValue(*slot.tables.front());
    const auto items = arena_.Array<Value>(slot.tables.size());
    for (size_t i = 0; i < items.size(); ++i) items[i] = ToValue(*slot.tables[i]);
    return Value::List(items, GoType::kMapList);
  }

  toml::Lexer lexer_;
  Arena& arena_;
  const TomlTimeMaker& make_time_;
  std::deque<Table> tables_;
  Table* root_;
  Key context_;              // the table at hand
  std::string current_key_;  // the last part of the key at hand
  int array_depth_ = 0;
  int line_ = 0;                    // of the last key
  std::set<std::string> implicit_;  // tables that no header has named
  std::set<std::string> arrays_;    // keys whose value is an array
};

// A mark of the encoding is dropped; NUL at the start shows UTF-16.
std::string_view CheckStart(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    text.remove_prefix(2);
  } else if (text.starts_with("\xEF\xBB\xBF")) {
    text.remove_prefix(3);
  }
  if (text.substr(0, 6).find('\0') != std::string_view::npos) {
    throw Failure(ErrorCode::kValues,
                  "toml: line 1: files cannot contain NULL bytes; probably using UTF-16; TOML "
                  "files must be UTF-8");
  }
  return text;
}

}  // namespace

Value ReadToml(std::string_view text, Arena& arena, const TomlTimeMaker& make_time) {
  return TomlParser(CheckStart(text), arena, make_time).Run();
}

}  // namespace chartrender
