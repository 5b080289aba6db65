#include "chart/go_struct.h"

#include <algorithm>
#include <vector>

#include "algo/go_time.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/quote.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"

namespace chartrender {

namespace {

// encoding/json's foldName for the ASCII names of our fields: U+017F folds to s, U+212A to k.
std::string Folded(std::string_view name) {
  std::string folded;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name.substr(i, 2) == "\xC5\xBF") {
      folded += 's';
      i += 1;
    } else if (name.substr(i, 3) == "\xE2\x84\xAA") {
      folded += 'k';
      i += 2;
    } else {
      folded += LowerAscii(name[i]);
    }
  }
  return folded;
}

const GoField* FindField(const GoStruct& type, std::string_view name) {
  for (const GoField& field : type.fields) {
    if (field.name == name) return &field;
  }
  const std::string folded = Folded(name);
  for (const GoField& field : type.fields) {
    if (Folded(field.name) == folded) return &field;
  }
  return nullptr;
}

// The JSON name of a value's kind.
std::string_view JsonKind(Value value) {
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

bool IsScalarNoString(Value value) {
  return value.is(Kind::kBool) || value.is(Kind::kInt) || value.is(Kind::kUint) ||
         value.is(Kind::kFloat);
}

class Decoder {
 public:
  // `coerce`: numbers and bools become texts where the field is one, as sigs.k8s.io/yaml does.
  Decoder(Arena& arena, UnknownFields unknown, bool coerce)
      : arena_(arena), unknown_(unknown), coerce_(coerce) {}

  void Top(const GoStruct& type, Value value, Map& record) {
    if (value.is_map()) {
      Struct(type, value, record);
    } else {
      Mismatch(value, type.go_type);
    }
    if (!error_.empty()) throw Failure(ErrorCode::kChart, error_);
  }

 private:
  void Save(std::string text) {
    if (error_.empty()) error_ = Prefix() + std::move(text);
  }

  std::string Prefix() const {
    return coerce_ ? "error unmarshaling JSON: while decoding JSON: " : "";
  }

  void Mismatch(Value value, std::string_view go_type) {
    std::string text = StrCat("json: cannot unmarshal ", JsonKind(value));
    if (path_.empty()) {
      text += " into Go value";
    } else {
      text += StrCat(" into Go struct field ", struct_);
      for (const std::string_view name : path_) text += StrCat(".", name);
    }
    Save(StrCat(text, " of type ", go_type));
  }

  void Struct(const GoStruct& type, Value value, Map& record) {
    CheckStack();
    const std::string_view outer = struct_;
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      const GoField* field = FindField(type, entry.key());
      if (field == nullptr) {
        if (unknown_ == UnknownFields::kRefused) {
          std::string text = "json: unknown field ";
          AppendQuote(text, entry.key());
          Save(std::move(text));
        }
        continue;
      }
      struct_ = type.name;
      path_.push_back(field->name);
      Field(*field, entry.value, record);
      path_.pop_back();
    }
    struct_ = outer;
  }

  void Field(const GoField& field, Value value, Map& record) {
    switch (field.kind) {
      case FieldKind::kString:
        return Text(field, value, record);
      case FieldKind::kBool:
        if (value.is(Kind::kBool)) {
          record.Set(field.name, value);
        } else if (!value.is_absent()) {
          Mismatch(value, field.go_type);
        }
        return;
      case FieldKind::kTime:
        return Time(field, value, record);
      case FieldKind::kStringMap:
        return TextMap(field, value, record);
      case FieldKind::kStruct:
        if (value.is_map()) {
          Struct(*field.element, value, *Inner(record.Get(field.name), field.name, &record));
        } else if (!value.is_absent()) {
          Mismatch(value, field.go_type);
        }
        return;
      default:
        return List(field, value, record);
    }
  }

  // The text of a string field, or Missing when the value does not fit or is null.
  Value AsText(Value value, std::string_view go_type) {
    if (coerce_ && IsScalarNoString(value)) return Value::String(ScalarAsText(value, arena_));
    if (value.is_string()) return value;
    if (!value.is_absent()) Mismatch(value, go_type);
    return Value::Missing();
  }

  void Text(const GoField& field, Value value, Map& record) {
    const Value text = AsText(value, field.go_type);
    if (!text.is_missing()) record.Set(field.name, text);
  }

  void Time(const GoField& field, Value value, Map& record) {
    if (value.is_absent()) return;
    if (!value.is_string()) {
      // Not saved but returned by encoding/json: it wins over an earlier wrong type.
      throw Failure(ErrorCode::kChart, Prefix() + "Time.UnmarshalJSON: input is not a JSON string");
    }
    try {
      GoTime::Parse("2006-01-02T15:04:05Z07:00", value.AsString(), nullptr, arena_);
    } catch (const Failure& failure) {
      throw Failure(ErrorCode::kChart, Prefix() + failure.error().message);
    }
    record.Set(field.name, value);
  }

  void TextMap(const GoField& field, Value value, Map& record) {
    if (value.is_absent()) {
      record.Erase(field.name);
      return;
    }
    if (!value.is_map()) return Mismatch(value, field.go_type);
    Map* map = Inner(record.Get(field.name), field.name, &record);
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      const Value text = AsText(entry.value, "string");
      map->Set(entry.key(), text.is_missing() ? Value::String("") : text);
    }
  }

  // The map that `old` is, or a new one that is put under `name` of `record`.
  Map* Inner(Value old, std::string_view name, Map* record) {
    if (old.is_map() && old.AsMap() != nullptr) return old.AsMap();
    Map* map = Map::New(arena_);
    record->Set(name, Value::Of(map));
    return map;
  }

  // Items are decoded over those that are there already, as Go reuses a slice.
  void List(const GoField& field, Value value, Map& record) {
    if (value.is_absent()) {
      record.Erase(field.name);
      return;
    }
    if (!value.is_list()) return Mismatch(value, field.go_type);
    const std::span<const Value> from = value.AsList();
    const Value old_list = record.Get(field.name);
    const std::span<const Value> old =
        old_list.is_list() ? old_list.AsList() : std::span<const Value>();
    const std::span<Value> items = arena_.Array<Value>(from.size());
    for (size_t i = 0; i < from.size(); ++i) {
      items[i] = Item(field, from[i], i < old.size() ? old[i] : Value::Missing());
    }
    record.Set(field.name, Value::List(items));
  }

  Value Item(const GoField& field, Value value, Value old) {
    if (field.kind == FieldKind::kStringList) {
      const Value text = AsText(value, "string");
      if (!text.is_missing()) return text;
      return old.is_string() ? old : Value::String("");
    }
    if (field.kind == FieldKind::kAnyList) return AsFloats(value);
    if (value.is_absent() && field.pointers) return Value::Nil();
    Map* map = old.is_map() ? old.AsMap() : Map::New(arena_);
    if (value.is_map()) {
      Struct(*field.element, value, *map);
    } else if (!value.is_absent()) {
      Mismatch(value, field.element->go_type);
    }
    return Value::Of(map);
  }

  // A copy whose numbers are float64, as interface{} targets get them.
  Value AsFloats(Value value) {
    CheckStack();
    if (value.is(Kind::kInt)) return Value::Float(static_cast<double>(value.AsInt()));
    if (value.is(Kind::kUint)) return Value::Float(static_cast<double>(value.AsUint()));
    if (value.is_list()) {
      const std::span<Value> items = arena_.Array<Value>(value.AsList().size());
      std::transform(value.AsList().begin(), value.AsList().end(), items.begin(),
                     [this](Value item) { return AsFloats(item); });
      return Value::List(items);
    }
    if (!value.is_map()) return value;
    Map* map = Map::New(arena_, value.AsMap()->size());
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      map->Set(entry.key(), AsFloats(entry.value));
    }
    return Value::Of(map);
  }

  Arena& arena_;
  UnknownFields unknown_;
  bool coerce_;
  std::string_view struct_;
  std::vector<std::string_view> path_;
  std::string error_;
};

}  // namespace

bool DecodeYaml(std::string_view yaml, const GoStruct& type, Arena& arena, Map& record,
                UnknownFields unknown) {
  const Value value = ReadYaml(yaml, arena, YamlNumbers::kKept);
  if (value.is_absent()) return false;
  Decoder(arena, unknown, true).Top(type, value, record);
  return true;
}

bool DecodeJsonPrefix(std::string_view json, const GoStruct& type, Arena& arena, Map& record,
                      size_t& used) {
  const Value value = ReadJsonPrefix(json, arena, used);
  if (value.is_absent()) return false;
  Decoder(arena, UnknownFields::kIgnored, false).Top(type, value, record);
  return true;
}

std::string RecordText(const Map& record, std::string_view field) {
  const Value value = record.Get(field);
  return value.is_string() ? std::string(value.AsString()) : std::string();
}

bool RecordBool(const Map& record, std::string_view field) {
  const Value value = record.Get(field);
  return value.is(Kind::kBool) && value.AsBool();
}

std::span<const Value> RecordList(const Map& record, std::string_view field) {
  const Value value = record.Get(field);
  return value.is_list() ? value.AsList() : std::span<const Value>();
}

}  // namespace chartrender
