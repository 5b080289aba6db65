#include "codec/toml/write.h"

#include <charconv>
#include <cmath>
#include <vector>

#include "base/budget.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/stack.h"
#include "codec/go_object.h"
#include "codec/json/json.h"
#include "codec/open_containers.h"
#include "codec/toml/key.h"
#include "value/map.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

namespace {

using toml::Key;

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kValues, std::move(message));
}

// What a value is in TOML, as far as the layout asks.
enum class TomlType : uint8_t { kNone, kSimple, kTable, kTableArray };

// reflect.Value.IsNil of a value that was taken out of its interface.
bool IsNil(Value value) { return value.is_absent() || Underlying(value).is_nil_reference(); }

// Types that write themselves as a text: times without quotes, others with them.
bool WritesItself(const Object& object) {
  return IsTextMarshaler(object) || IsGoDuration(object) || object.type == &kJsonNumber;
}

// A time as TOML writes it. The package marks its local dates by the name of their zone, which ends
// the time's text, and writes them by what clocks show in UTC.
std::string TomlTimeText(const Object& object, std::string_view timestamp) {
  const std::string text = object.type->to_string(object);
  const bool local_time = text.ends_with(" time-local");
  const bool local_date = text.ends_with(" date-local");
  if (!local_time && !local_date && !text.ends_with(" datetime-local"))
    return std::string(timestamp);
  const std::string in_utc = object.type->to_timestamp(object, true);
  const size_t start = in_utc.find('T');
  if (local_date) return in_utc.substr(0, start);
  const size_t zone = in_utc.find_first_of("Z+-", start);
  return local_time ? in_utc.substr(start + 1, zone - start - 1) : in_utc.substr(0, zone);
}

class TomlWriter {
 public:
  TomlWriter(std::string& out, Budget* budget) : out_(out), start_(out.size()), budget_(budget) {}

  void Encode(const Key& key, Value value) {
    CheckStack();
    if (value.is_object()) {
      const Object& object = *value.AsObject();
      if (WritesItself(object)) return WriteKeyValue(key, value, false);
      if (!object.underlying.is_missing()) return Encode(key, object.underlying);
      return WriteTable(key, value);
    }
    switch (value.kind()) {
      case Kind::kMissing:
      case Kind::kNil:
        return;
      case Kind::kComplex:
        Fail(StrCat("unsupported type for key '", key.ToText(), "': complex128"));
      case Kind::kMap:
        if (value.is_nil_reference()) return;
        return WriteTable(key, value);
      case Kind::kList:
        if (TypeOf(value) == TomlType::kTableArray) return WriteTableArray(key, value);
        return WriteKeyValue(key, value, false);
      default:
        return WriteKeyValue(key, value, false);
    }
  }

 private:
  // Source: encode.go tomlTypeOfGo; a nil element makes any list an error.
  static TomlType TypeOf(Value value) {
    CheckStack();
    if (IsNil(value)) return TomlType::kNone;
    if (value.is_object()) {
      const Object& object = *value.AsObject();
      if (WritesItself(object)) return TomlType::kSimple;
      return object.underlying.is_missing() ? TomlType::kTable : TypeOf(object.underlying);
    }
    if (value.is(Kind::kComplex)) Fail("unsupported type: complex128");
    if (value.is_map()) return TomlType::kTable;
    if (!value.is_list()) return TomlType::kSimple;
    bool tables = !value.AsList().empty();
    for (const Value item : value.AsList()) {
      const TomlType type = TypeOf(item);
      if (type == TomlType::kNone) Fail("toml: cannot encode array with nil element");
      tables = tables && type == TomlType::kTable;
    }
    return tables ? TomlType::kTableArray : TomlType::kSimple;
  }

  static bool IsSub(Value value) {
    const TomlType type = TypeOf(value);
    return type == TomlType::kTable || type == TomlType::kTableArray;
  }

  void NewLine() {
    if (out_.size() > start_) out_ += '\n';
  }
  void WriteIndent(const Key& key) { out_.append((key.size() - 1) * 2, ' '); }

  void WriteKeyValue(const Key& key, Value value, bool inline_table) {
    if (budget_ != nullptr) {
      budget_->ChargeSteps(1);
      budget_->ExpectMemory(out_.size());
    }
    if (!key.empty()) {
      WriteIndent(key);
      toml::AppendKeyPart(out_, key.back());
      out_ += " = ";
    }
    WriteElement(value);
    if (!key.empty() && !inline_table) NewLine();
  }

  void WriteTableArray(const Key& key, Value list) {
    if (key.empty()) Fail("toml: top-level values must be Go maps or structs");
    for (const Value item : list.AsList()) {
      NewLine();
      WriteIndent(key);
      out_ += StrCat("[[", key.ToText(), "]]");
      NewLine();
      WriteEntries(key, item, false);
    }
  }

  void WriteTable(const Key& key, Value table) {
    if (key.size() == 1) NewLine();
    if (!key.empty()) {
      WriteIndent(key);
      out_ += StrCat("[", key.ToText(), "]");
      NewLine();
    }
    WriteEntries(key, table, false);
  }

  void WriteEntries(const Key& key, Value table, bool inline_table) {
    CheckStack();
    if (!open_.Enter(table.is_object() ? Value::List({}) : table)) {
      throw Failure(ErrorCode::kLimit, "limit reached: nesting depth (a map contains itself)");
    }
    if (budget_ != nullptr) {
      budget_->ChargeSteps(1);
      budget_->CheckNesting(open_.depth());
      budget_->ExpectMemory(out_.size());
    }
    if (inline_table) out_ += '{';
    if (table.is_object() && table.AsObject()->underlying.is_missing()) {
      WriteFields(key, *table.AsObject(), inline_table);
    } else {
      WriteMapEntries(key, *Underlying(table).AsMap(), inline_table);
    }
    if (inline_table) out_ += '}';
    open_.Leave();
  }

  // Simple values come before tables.
  void WriteMapEntries(const Key& key, const Map& map, bool inline_table) {
    std::vector<const Map::Entry*> simple;
    std::vector<const Map::Entry*> sub;
    for (const Map::Entry& entry : map.Sorted())
      (IsSub(entry.value) ? sub : simple).push_back(&entry);
    for (size_t i = 0; i < simple.size(); ++i) {
      WriteEntry(key, *simple[i], inline_table, !sub.empty() || i + 1 < simple.size());
    }
    for (size_t i = 0; i < sub.size(); ++i) {
      WriteEntry(key, *sub[i], inline_table, i + 1 < sub.size());
    }
  }

  void WriteEntry(const Key& key, const Map::Entry& entry, bool inline_table, bool comma) {
    if (IsNil(entry.value)) return;
    WriteMember(key, entry.key(), entry.value, inline_table, comma);
  }

  void WriteMember(const Key& key, std::string_view name, Value value, bool inline_table,
                   bool comma) {
    if (!inline_table) return Encode(key.With(name), value);
    WriteKeyValue(Key().With(name), value, true);
    if (comma) out_ += ", ";
  }

  void WriteFields(const Key& key, const Object& object, bool inline_table) {
    for (const bool sub : {false, true}) WriteFields(key, object, inline_table, sub);
  }

  // Those that are tables, or the others.
  void WriteFields(const Key& key, const Object& object, bool inline_table, bool sub) {
    for (size_t i = 0; i < object.fields.size(); ++i) {
      const Value field = object.fields[i];
      if (EmbedsField(*object.type, i)) {
        WriteFields(key, *field.AsObject(), inline_table, sub);
        continue;
      }
      if (!IsExportedField(object.type->fields[i])) continue;
      if (IsSub(field) != sub || IsNil(field)) continue;
      WriteMember(key, object.type->fields[i], field, inline_table, i + 1 < object.fields.size());
    }
  }

  void WriteElement(Value value) {
    CheckStack();
    switch (value.kind()) {
      case Kind::kMissing:
      case Kind::kNil:
        return;
      case Kind::kBool:
        out_ += value.AsBool() ? "true" : "false";
        return;
      case Kind::kInt:
        out_ += std::to_string(value.AsInt());
        return;
      case Kind::kUint:
        out_ += std::to_string(value.AsUint());
        return;
      case Kind::kFloat:
        return WriteFloat(value);
      case Kind::kComplex:
        Fail("unexpected type: complex128");
      case Kind::kString:
        return WriteQuoted(value.AsString());
      case Kind::kBytes:
        return WriteBytes(value.AsString());
      case Kind::kList:
        return WriteList(value);
      case Kind::kMap:
        return WriteEntries(Key(), value, true);
      case Kind::kObject:
        return WriteObject(value);
    }
  }

  void WriteQuoted(std::string_view text) {
    out_ += '"';
    toml::AppendEscaped(out_, text);
    out_ += '"';
  }

  void WriteFloat(Value value) {
    const double number = value.AsFloat();
    if (!std::isfinite(number)) {
      if (std::signbit(number)) out_ += '-';
      out_ += std::isnan(number) ? "nan" : "inf";
      return;
    }
    const std::string text =
        FormatFloat(number, 'g', -1, value.type() == GoType::kFloat32 ? 32 : 64);
    out_ += text;
    if (text.find_first_of("e.") == std::string::npos) out_ += ".0";
  }

  void WriteBytes(std::string_view bytes) {
    out_ += '[';
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += std::to_string(static_cast<unsigned char>(bytes[i]));
    }
    out_ += ']';
  }

  void WriteList(Value list) {
    if (!open_.Enter(list))
      throw Failure(ErrorCode::kLimit, "limit reached: nesting depth (a map contains itself)");
    out_ += '[';
    bool first = true;
    for (const Value item : list.AsList()) {
      if (!first) out_ += ", ";
      first = false;
      WriteElement(item);
    }
    out_ += ']';
    open_.Leave();
  }

  void WriteObject(Value value) {
    const Object& object = *value.AsObject();
    if (IsGoDuration(object)) return WriteQuoted(object.type->to_string(object));
    if (IsJsonNumber(value)) return WriteJsonNumber(JsonNumberText(value));
    if (IsTextMarshaler(object)) {
      Arena arena;
      const std::string_view text = MarshaledText(object, arena);
      if (!IsGoTime(object)) return WriteQuoted(text);
      out_ += TomlTimeText(object, text);
      return;
    }
    if (!object.underlying.is_missing()) return WriteElement(object.underlying);
    WriteEntries(Key(), value, true);
  }

  void WriteJsonNumber(std::string_view text) {
    int64_t integer = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), integer);
    if (end.ec == std::errc() && end.ptr == text.data() + text.size()) {
      out_ += std::to_string(integer);
      return;
    }
    double number = 0;
    bool range = false;
    if (!ParseFloat(text, number, &range) || range) {
      Fail(StrCat("unable to convert ", Quoted(text), " to int64 or float64"));
    }
    WriteFloat(Value::Float(number));
  }

  std::string& out_;
  size_t start_;
  Budget* budget_;
  OpenContainers open_;
};

}  // namespace

void WriteToml(std::string& out, Value value, Budget* budget) {
  if (value.is_absent()) {
    throw Failure(ErrorCode::kTemplate, "reflect: call of reflect.Value.Type on zero Value");
  }
  const size_t size = out.size();
  try {
    TomlWriter(out, budget).Encode(Key(), value);
  } catch (...) {
    out.resize(size);
    throw;
  }
}

}  // namespace chartrender
