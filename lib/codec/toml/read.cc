#include "codec/toml/read.h"

#include <charconv>
#include <cmath>
#include <deque>
#include <map>
#include <unordered_set>
#include <utility>
#include <vector>

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

constexpr uint64_t kItemBytes = 128;  // of tables while they are read, for each token
constexpr uint64_t kNameBytes = 64;   // of a remembered key, beside its text
constexpr size_t kMaxDepth = 10000;   // where no budget says more

std::string Quote(std::string_view text) {
  std::string quoted;
  AppendQuote(quoted, text);
  return quoted;
}

struct Table;

// What a key of a table being read stands for. An array and an array of tables (`[[a]]`) are two
// things: keys go into the last table of the second alone.
struct Slot {
  enum class Kind : uint8_t { kValue, kArray, kTable, kTableArray } kind = Kind::kValue;
  Value value;
  std::vector<Table*> tables;                // one for a table
  const std::vector<Slot>* items = nullptr;  // of an array

  // The table that keys below this one go to, or null.
  [[nodiscard]] Table* Inner() const { return tables.empty() ? nullptr : tables.back(); }
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
    if (current_key_.empty()) return context_.text();
    return context_.size() == 0 ? current_key_ : StrCat(context_.text(), ".", current_key_);
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
      CheckDepth(context_.size() + key.size());
    }
    return key;
  }

  void ReadTopLevel(const Item& item) {
    switch (item.type) {
      case ItemType::kTableStart:
        OpenTable(ReadKey(ItemType::kTableEnd), false);
        SetArrayType("", false);
        break;
      case ItemType::kArrayTableStart:
        OpenTable(ReadKey(ItemType::kArrayTableEnd), true);
        SetArrayType("", false);
        break;
      case ItemType::kKeyStart: {
        const size_t outer = context_.size();
        ReadKeyAndValue();
        LeaveTo(outer);
        current_key_.clear();
        break;
      }
      default:
        Next();  // the text of a comment
    }
  }

  // `a.b = value` in the table at hand; gives the key and the value.
  std::pair<Key, Slot> ReadKeyAndValue() {
    Key key = ReadKey(ItemType::kKeyEnd);
    current_key_ = key.back();
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      Remember(implicit_, context_.TextWith(key[i]));
      if (Current() == nullptr) FailHash(context_.text());
      AddTable(key[i], false);
    }
    const Item item = Next();
    Slot value = ReadValue(item, false);
    SetSlot(current_key_, value);
    SetArrayType(current_key_, item.type == ItemType::kArray);
    return {std::move(key), std::move(value)};
  }

  std::string ReadString(const Item& item) {
    std::string problem;
    std::string text = toml::DecodeString(item, problem);
    if (!problem.empty()) FailAt(item.line, problem);
    return text;
  }

  Slot ReadValue(const Item& item, bool in_array) {
    CheckStack();
    if (item.type == ItemType::kArray) return ReadArray();
    if (item.type == ItemType::kInlineTableStart) return ReadInlineTable(in_array);
    return {Slot::Kind::kValue, ReadScalar(item), {}, nullptr};
  }

  Value ReadScalar(const Item& item) {
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

  void CheckDepth(size_t depth) const {
    if (const Budget* budget = arena_.budget()) {
      budget->CheckNesting(depth);
    } else if (depth > kMaxDepth) {
      throw Failure(ErrorCode::kLimit, "limit reached: nesting depth");
    }
  }

  Slot ReadArray() {
    CheckDepth(++array_depth_);
    SetArrayType(current_key_, true);
    std::vector<Slot>& items = arrays_of_values_.emplace_back();
    for (Item item = Next(); item.type != ItemType::kArrayEnd; item = Next()) {
      if (item.type == ItemType::kCommentStart) {
        Next();
      } else {
        items.push_back(ReadValue(item, true));
      }
    }
    --array_depth_;
    return {Slot::Kind::kArray, {}, {}, &items};
  }

  // The table's keys go into the tables of the document too: that is where clashes are found.
  Slot ReadInlineTable(bool in_array) {
    Table* table = NewTable();
    const size_t outer = context_.size();
    const std::string outer_key = std::exchange(current_key_, {});
    Remember(implicit_, context_.TextWith(outer_key));
    if (Current() == nullptr) {
      const std::string parent = context_.text();
      context_.Push(outer_key);
      FailHash(parent);
    }
    AddTable(outer_key, in_array);
    for (Item item = Next(); item.type != ItemType::kInlineTableEnd; item = Next()) {
      if (item.type == ItemType::kCommentStart) {
        Next();
        continue;
      }
      const auto [key, value] = ReadKeyAndValue();
      StoreInTable(table, key, value);
      LeaveTo(outer + 1);
    }
    LeaveTo(outer);
    current_key_ = outer_key;
    return {Slot::Kind::kTable, {}, {table}, nullptr};
  }

  void StoreInTable(Table* table, const Key& key, Slot value) {
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      const auto [found, added] = table->slots.try_emplace(key[i]);
      if (added) found->second = {Slot::Kind::kTable, {}, {NewTable()}, nullptr};
      if (found->second.kind != Slot::Kind::kTable) {
        Fail(Quote(context_.text()) + " is not a table");
      }
      table = found->second.Inner();
    }
    table->slots[key.back()] = std::move(value);
  }

  // The table that keys go to; null when the last key of the path is a value.
  [[nodiscard]] Table* Current() const { return path_.empty() ? root_ : path_.back(); }

  void Enter(const std::string& part) {
    const auto found = Current()->slots.find(part);
    path_.push_back(found == Current()->slots.end() ? nullptr : found->second.Inner());
    context_.Push(part);
  }

  void LeaveTo(size_t parts) {
    context_.Shorten(parts);
    path_.resize(parts);
  }

  // Goes to the table of a header, made on the way where it is missing. Source: parse.go
  // addContext.
  void OpenTable(const Key& key, bool array) {
    Table* table = root_;
    toml::OpenKey walked;
    std::vector<Table*> path;
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      walked.Push(key[i]);
      const auto [found, added] = table->slots.try_emplace(key[i]);
      if (added) {
        Remember(implicit_, walked.text());
        found->second = {Slot::Kind::kTable, {}, {NewTable()}, nullptr};
      }
      table = found->second.Inner();
      if (table == nullptr) FailHash(walked.text());
      path.push_back(table);
    }
    context_ = std::move(walked);
    path_ = std::move(path);
    AddTable(key.back(), array);
  }

  // Goes to a table in the table at hand, which is there.
  void AddTable(const std::string& key, bool array) {
    if (array) {
      Slot& slot = Current()
                       ->slots.try_emplace(key, Slot{Slot::Kind::kTableArray, {}, {}, nullptr})
                       .first->second;
      if (slot.kind != Slot::Kind::kTableArray) {
        Fail(StrCat("Key '", context_.TextWith(key),
                    "' was already created and cannot be used as an array."));
      }
      slot.tables.push_back(NewTable());
    } else {
      SetSlot(key, {Slot::Kind::kTable, {}, {NewTable()}, nullptr});
    }
    Enter(key);
  }

  void Remember(std::unordered_set<std::string>& names, std::string name) {
    if (Budget* budget = arena_.budget()) {
      budget->ChargeBytes(name.size());
      budget->ChargeMemory(name.size() + kNameBytes);
    }
    names.insert(std::move(name));
  }

  // Source: parse.go setValue.
  void SetSlot(const std::string& key, Slot slot) {
    Table* table = Current();
    if (table == nullptr) FailDefined(context_.text());
    const auto found = table->slots.find(key);
    if (found == table->slots.end()) {
      table->slots.emplace(key, std::move(slot));
      return;
    }
    const std::string full = context_.TextWith(key);
    if (implicit_.erase(full) == 0) FailDefined(full);
    // Tables inside an array have been put where the array goes; a table stays the one that is
    // there.
    if (arrays_.count(full) != 0) found->second = std::move(slot);
  }

  [[noreturn]] void FailDefined(const std::string& key) const {
    Fail(StrCat("Key '", key, "' has already been defined."));
  }
  [[noreturn]] void FailHash(const std::string& key) const {
    Fail(StrCat("Key '", key, "' was already created as a hash."));
  }

  // Remembers whether the value of `key` in the table at hand ("": the table itself) is an array.
  void SetArrayType(const std::string& key, bool array) {
    const bool itself = key.empty() && context_.size() > 0;
    const std::string full = itself ? context_.text() : context_.TextWith(key);
    if (array) {
      Remember(arrays_, full);
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
    if (slot.kind == Slot::Kind::kArray) {
      CheckStack();
      const auto items = arena_.Array<Value>(slot.items->size());
      for (size_t i = 0; i < items.size(); ++i) items[i] = ToValue((*slot.items)[i]);
      return Value::List(items);
    }
    const auto items = arena_.Array<Value>(slot.tables.size());
    for (size_t i = 0; i < items.size(); ++i) items[i] = ToValue(*slot.tables[i]);
    return Value::List(items, GoType::kMapList);
  }

  toml::Lexer lexer_;
  Arena& arena_;
  const TomlTimeMaker& make_time_;
  std::deque<Table> tables_;
  std::deque<std::vector<Slot>> arrays_of_values_;
  Table* root_;
  toml::OpenKey context_;     // the table at hand
  std::vector<Table*> path_;  // the tables of its parts
  std::string current_key_;   // the last part of the key at hand
  size_t array_depth_ = 0;
  int line_ = 0;                              // of the last key
  std::unordered_set<std::string> implicit_;  // tables that no header has named
  std::unordered_set<std::string> arrays_;    // keys whose value is an array
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
