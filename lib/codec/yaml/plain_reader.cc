#include "codec/yaml/plain_reader.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/budget.h"
#include "codec/yaml/plain_lines.h"
#include "codec/yaml/resolve.h"
#include "value/map.h"

namespace chartrender::yaml {

namespace {

constexpr uint32_t kMaxDepth = 100;
// Keys longer than 1024 characters are errors.
constexpr size_t kMaxKey = 1000;
// Few enough for go-yaml to take them whatever the document.
constexpr uint32_t kMaxAliases = 100;

bool IsDigits(std::string_view text) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

bool IsReferenceChar(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

uint32_t DepthFor(const Arena& arena) {
  return arena.budget() == nullptr ? kMaxDepth
                                   : std::min(kMaxDepth, arena.budget()->limits().nesting_depth);
}

class PlainReader : private PlainLines {
 public:
  PlainReader(std::string_view text, Arena& arena, YamlNumbers numbers, WantedKey wanted,
              bool in_place = false)
      : PlainLines(text, arena),
        max_depth_(DepthFor(arena)),
        numbers_(numbers),
        wanted_(wanted),
        in_place_(in_place) {
    constexpr size_t kUsual = 32;  // that are read at once
    entries_.reserve(kUsual);
  }

  bool Read(Value& value) {
    if (!NextLine() && !SkipDocumentStart()) return false;
    value = Value::Nil();
    if (indent_ < 0) return true;
    return ReadBlock(-1, value, true) && indent_ < 0;
  }

  [[nodiscard]] bool repeats_keys() const { return repeats_keys_; }

 private:
  std::string_view Kept(std::string_view text) { return in_place_ ? text : arena_.Copy(text); }

  // A `---` on a line of its own, behind which the document is.
  bool SkipDocumentStart() {
    if (std::string_view(line_, static_cast<size_t>(line_end_ - line_)) != "---") return false;
    GoBehindLine();
    return NextLine();
  }

  // Every reading function returns false for what it does not take. Those that read a value leave
  // the reader at the first character of the next line that has content.

  // A value on lines of its own, deeper than `parent`.
  bool ReadBlock(int parent, Value& value, bool build) {
    if (IsEntry()) return ReadSequence(indent_, false, value, build);
    if (*at_ == '{' || *at_ == '[') {
      return ReadFlow(value, build) && FinishValue(parent);
    }
    return ReadMapping(indent_, value, build);
  }

  bool ReadMapping(int column, Value& value, bool build) {
    if (++depth_ > max_depth_) return false;
    const bool filter = depth_ == 1 && wanted_ != nullptr;
    const size_t mark = entries_.size();
    do {
      std::string_view key;
      if (!ReadKey(key)) return false;
      const bool take = build && (!filter || wanted_(key));
      Value member;
      if (!ReadMember(column, member, take)) return false;
      if (take) entries_.push_back({Kept(key), member});
    } while (indent_ == column && !IsEntry());
    if (indent_ >= column) return false;
    --depth_;
    if (build) value = MakeMap(mark);
    return true;
  }

  Value MakeMap(size_t mark) {
    Map* map = Map::New(arena_, entries_.size() - mark);
    for (size_t i = mark; i < entries_.size(); ++i) map->Set(entries_[i].key, entries_[i].value);
    repeats_keys_ = repeats_keys_ || map->size() != entries_.size() - mark;
    map->Sort();
    entries_.resize(mark);
    return Value::Of(map);
  }

  // A key with its colon, which ends the line or has a space behind it.
  bool ReadKey(std::string_view& key) {
    const char* start = at_;
    if (*at_ == '"' || *at_ == '\'') {
      if (!ReadQuoted(key)) return false;
    } else {
      const char* end = ScanPlain();
      if (end == nullptr || end == at_) return false;
      key = {at_, static_cast<size_t>(end - at_)};
      at_ = end;
      if (!IsSureString(key) && (Resolve(key).kind != ScalarKind::kString || key == "<<"))
        return false;
    }
    if (key.size() > kMaxKey || at_ - start > static_cast<ptrdiff_t>(kMaxKey)) return false;
    SkipSpaces();
    if (at_ == line_end_ || *at_ != ':' || !EndsAt(at_ + 1)) return false;
    ++at_;
    return true;
  }

  // What stands behind a key of a mapping at `column`.
  bool ReadMember(int column, Value& value, bool build) {
    if (!IsLineDone()) return ReadInline(column, value, build);
    GoBehindLine();
    if (!NextLine()) return false;
    if (indent_ > column) return ReadBlock(column, value, build);
    if (indent_ == column && IsEntry()) return ReadSequence(column, true, value, build);
    value = Value::Nil();
    return true;
  }

  // `in_mapping`: the sequence stands at the column of the mapping that holds it.
  bool ReadSequence(int column, bool in_mapping, Value& value, bool build) {
    if (++depth_ > max_depth_) return false;
    const size_t mark = items_.size();
    do {
      ++at_;
      Value item;
      if (!ReadItem(column, item, build)) return false;
      if (build) items_.push_back(item);
    } while (indent_ == column && IsEntry());
    if (indent_ > column || (indent_ == column && !in_mapping)) return false;
    --depth_;
    if (build) value = MakeList(mark);
    return true;
  }

  Value MakeList(size_t mark) {
    const auto items = arena_.Array<Value>(items_.size() - mark);
    for (size_t i = 0; i < items.size(); ++i) items[i] = items_[mark + i];
    items_.resize(mark);
    return Value::List(items);
  }

  bool ReadItem(int column, Value& value, bool build) {
    if (IsLineDone()) {
      GoBehindLine();
      if (!NextLine()) return false;
      if (indent_ > column) return ReadBlock(column, value, build);
      value = Value::Nil();
      return true;
    }
    if (IsEntry()) return ReadSequence(Column(), false, value, build);
    if (StartsMapping()) return ReadMapping(Column(), value, build);
    return ReadInline(column, value, build);
  }

  bool StartsMapping() {
    const char* start = at_;
    std::string_view key;
    bool found = false;
    if (*at_ == '"' || *at_ == '\'') {
      found = ReadQuoted(key);
      SkipSpaces();
    } else if (const char* end = ScanPlain(); end != nullptr) {
      found = true;
      at_ = end;
      SkipSpaces();
    }
    found = found && at_ < line_end_ && *at_ == ':';
    at_ = start;
    return found;
  }

  // A value that starts on this line, in a collection at column `parent`.
  bool ReadInline(int parent, Value& value, bool build) {
    switch (*at_) {
      case '"':
      case '\'': {
        std::string_view text;
        const char* const start = at_;
        if (ReadQuoted(text)) {
          if (build) value = Value::String(Kept(text));
          return FinishValue(parent);
        }
        at_ = start;
        if (!ReadQuotedLines(parent)) return false;
        if (build) value = Value::String(arena_.Copy(joined_));
        return FinishValue(parent);
      }
      case '[':
      case '{':
        return ReadFlow(value, build) && FinishValue(parent);
      case '|':
      case '>': {
        std::string_view text;
        if (!ReadBlockScalar(parent, build ? &text : nullptr)) return false;
        if (build) value = Value::String(text);
        return true;
      }
      case '&':
        return build && ReadAnchored(parent, value);
      case '*':
        return build && ReadAlias(value) && FinishValue(parent);
      default:
        break;
    }
    std::string_view text;
    return ReadWords(text) && ReadMoreLines(parent, text, build) && MakeScalar(text, value, build);
  }

  // A text in quotes that goes on behind its line, into joined_: a line break is a space, blank
  // lines are line feeds. Without tabs and backslashes.
  bool ReadQuotedLines(int parent) {
    const char quote = *at_++;
    joined_.clear();
    bool is_closed = false;
    while (AddQuoted(quote, is_closed)) {
      if (is_closed) return true;
      const char* const end = line_end_;
      GoBehindLine();
      if (!NextLine() || indent_ <= parent) return false;
      const std::string_view between(end, static_cast<size_t>(line_ - end));
      if (between.find('#') != std::string_view::npos) return false;  // no comment, where it is
      const auto breaks = static_cast<size_t>(std::count(between.begin(), between.end(), '\n'));
      joined_.append(breaks == 1 ? 1 : breaks - 1, breaks == 1 ? ' ' : '\n');
    }
    return false;
  }

  // Adds what stands on this line, without blanks at its end unless the quote ends there.
  bool AddQuoted(char quote, bool& is_closed) {
    const size_t mark = joined_.size();
    for (; at_ < line_end_; ++at_) {
      const char c = *at_;
      if (c == '\t' || (c == '\\' && quote == '"')) return false;
      if (c == quote) {
        ++at_;
        is_closed = quote == '"' || at_ == line_end_ || *at_ != quote;
        if (is_closed) return true;
      }
      joined_ += c;
    }
    while (joined_.size() > mark && joined_.back() == ' ') joined_.pop_back();
    return true;
  }

  // A plain scalar, or what of it stands on this line.
  bool ReadWords(std::string_view& text) {
    const char* end = ScanPlain();
    if (end == nullptr || end == at_) return false;
    text = {at_, static_cast<size_t>(end - at_)};
    at_ = end;
    return true;
  }

  // What stands on this line is complete unless deeper lines go on with it, which must be right
  // behind it. Then to the next line.
  bool ReadMoreLines(int parent, std::string_view& text, bool build) {
    if (!IsLineDone()) return false;
    const bool commented = at_ != line_end_;
    const char* const end = line_end_;
    GoBehindLine();
    if (!NextLine()) return false;
    return indent_ <= parent || (!commented && line_ == end + 1 && JoinLines(parent, text, build));
  }

  // `text` is then good until the next lines are joined, unless values are taken in place.
  bool JoinLines(int parent, std::string_view& text, bool build) {
    joined_ = text;
    do {
      const char first = *at_;
      if ((first == '-' || first == '?' || first == ':') && EndsAt(at_ + 1)) return false;
      const char* const words = ScanWords();
      if (words == nullptr) return false;
      joined_ += ' ';
      joined_.append(at_, words);
      at_ = words;
      SkipSpaces();
      const char* const end = line_end_;
      if (at_ != end) return false;
      GoBehindLine();
      if (!NextLine() || (indent_ > parent && line_ != end + 1)) return false;
    } while (indent_ > parent);
    text = joined_;
    if (build && in_place_) text = arena_.Copy(text);
    return true;
  }

  bool ReadReference(std::string_view& name) {
    const char* const start = ++at_;
    while (at_ < line_end_ && IsReferenceChar(*at_)) ++at_;
    name = {start, static_cast<size_t>(at_ - start)};
    return !name.empty();
  }

  // A scalar that aliases may stand for, on this line or from it on.
  bool ReadAnchored(int parent, Value& value) {
    std::string_view name;
    if (!ReadReference(name) || at_ == line_end_ || *at_ != ' ') return false;
    SkipSpaces();
    if (at_ == line_end_ || std::string_view("#&*[{|>").find(*at_) != std::string_view::npos)
      return false;
    if (!ReadInline(parent, value, true)) return false;
    anchors_.push_back({name, value});
    return true;
  }

  bool ReadAlias(Value& value) {
    std::string_view name;
    if (!ReadReference(name) || ++aliases_ > kMaxAliases) return false;
    for (size_t i = anchors_.size(); i > 0; --i) {
      if (anchors_[i - 1].key != name) continue;
      value = anchors_[i - 1].value;
      return true;
    }
    return false;
  }

  bool MakeScalar(std::string_view text, Value& value, bool build) {
    if (IsSureString(text)) {
      if (build) value = Value::String(Kept(text));
      return true;
    }
    if (!build && IsDigits(text)) return true;
    const Scalar scalar = Resolve(text);
    switch (scalar.kind) {
      case ScalarKind::kNull:
        value = Value::Nil();
        return true;
      case ScalarKind::kBool:
        value = Value::Bool(scalar.truth);
        return true;
      case ScalarKind::kInt:
        value = numbers_ == YamlNumbers::kKept ? Value::Int(scalar.integer)
                                               : Value::Float(static_cast<double>(scalar.integer));
        return true;
      case ScalarKind::kUint:
        value = numbers_ == YamlNumbers::kKept ? Value::Uint(scalar.natural)
                                               : Value::Float(static_cast<double>(scalar.natural));
        return true;
      case ScalarKind::kFloat:
        value = Value::Float(scalar.real);
        return std::isfinite(scalar.real);
      default:
        if (build) value = Value::String(Kept(text));
        return true;
    }
  }

  // A list or a mapping in brackets, on one line.
  bool ReadFlow(Value& value, bool build) {
    if (++depth_ > max_depth_) return false;
    const bool good = *at_ == '[' ? ReadFlowList(value, build) : ReadFlowMap(value, build);
    --depth_;
    return good;
  }

  // True at `close`, which is passed.
  bool TakeClose(char close) {
    SkipSpaces();
    if (at_ == line_end_ || *at_ != close) return false;
    ++at_;
    return true;
  }
  // True at a comma with something behind it.
  bool TakeComma() {
    SkipSpaces();
    if (at_ == line_end_ || *at_ != ',') return false;
    ++at_;
    SkipSpaces();
    return at_ < line_end_;
  }

  bool ReadFlowList(Value& value, bool build) {
    ++at_;
    const size_t mark = items_.size();
    if (!TakeClose(']')) {
      do {
        Value item;
        if (!ReadFlowItem(item, build)) return false;
        if (build) items_.push_back(item);
      } while (TakeComma());
      if (!TakeClose(']')) return false;
    }
    if (build) value = MakeList(mark);
    return true;
  }

  bool ReadFlowMap(Value& value, bool build) {
    ++at_;
    const size_t mark = entries_.size();
    if (!TakeClose('}')) {
      do {
        std::string_view key;
        Value member;
        if (!ReadFlowKey(key) || !ReadFlowItem(member, build)) return false;
        if (build) entries_.push_back({Kept(key), member});
      } while (TakeComma());
      if (!TakeClose('}')) return false;
    }
    if (build) value = MakeMap(mark);
    return true;
  }

  bool ReadFlowKey(std::string_view& key) {
    if (at_ == line_end_) return false;
    const bool quoted = *at_ == '"' || *at_ == '\'';
    if (quoted) {
      if (!ReadQuoted(key)) return false;
    } else if (!ReadFlowWord(key) ||
               (!IsSureString(key) && Resolve(key).kind != ScalarKind::kString)) {
      return false;
    }
    if (key.size() > kMaxKey || at_ == line_end_ || *at_ != ':') return false;
    ++at_;
    if (at_ == line_end_ || (!quoted && *at_ != ' ')) return false;
    SkipSpaces();
    return at_ < line_end_;
  }

  bool ReadFlowItem(Value& value, bool build) {
    if (at_ == line_end_) return false;
    if (*at_ == '[' || *at_ == '{') return ReadFlow(value, build);
    std::string_view text;
    if (*at_ == '"' || *at_ == '\'') {
      if (!ReadQuoted(text)) return false;
      if (build) value = Value::String(Kept(text));
    } else if (!ReadFlowWord(text) || !MakeScalar(text, value, build)) {
      return false;
    }
    SkipSpaces();
    return at_ < line_end_ && (*at_ == ',' || *at_ == ']' || *at_ == '}');
  }

  struct Member {
    std::string_view key;
    Value value;
  };

  uint32_t depth_ = 0;
  uint32_t max_depth_;
  YamlNumbers numbers_;
  WantedKey wanted_;
  bool in_place_;
  bool repeats_keys_ = false;
  uint32_t aliases_ = 0;
  std::string joined_;  // the lines of a plain scalar
  std::vector<Member> anchors_;
  // Members and items of the collections that are open.
  std::vector<Member> entries_;
  std::vector<Value> items_;
};

}  // namespace

std::optional<Value> ReadPlain(std::string_view text, Arena& arena, YamlNumbers numbers,
                               WantedKey wanted) {
  if (!IsPlainText(text)) return std::nullopt;
  Value value;
  if (!PlainReader(text, arena, numbers, wanted).Read(value)) return std::nullopt;
  return value;
}

std::optional<Value> ReadPlainInPlace(std::string_view text, Arena& arena, YamlNumbers numbers,
                                      bool& repeats_keys) {
  if (!IsPlainText(text)) return std::nullopt;
  Value value;
  PlainReader reader(text, arena, numbers, nullptr, true);
  if (!reader.Read(value)) return std::nullopt;
  repeats_keys = reader.repeats_keys();
  return value;
}

}  // namespace chartrender::yaml
