#include "codec/yaml/write.h"

#include <charconv>
#include <cmath>

#include "algo/base64.h"
#include "base/budget.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/scratch_arena.h"
#include "base/stack.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "codec/go_object.h"
#include "codec/json/json.h"
#include "codec/open_containers.h"
#include "codec/yaml/decode.h"
#include "codec/yaml/emitter.h"
#include "codec/yaml/key_order.h"
#include "codec/yaml/node.h"
#include "value/map.h"
#include "value/object.h"

namespace chartrender {

namespace {

using yaml::Style;
using yaml::Version;

// The value is one that the way through JSON changes or refuses.
struct Irregular {};

constexpr size_t kMaxDepth = 10000;  // of flow collections that go-yaml reads

// A text that JSON repairs, or holds as it is but YAML's reader refuses or folds: bad UTF-8, DEL,
// C1 controls, U+FFFE and U+FFFF.
bool IsIrregularText(std::string_view text) {
  bool ascii = true;
  for (const char c : text) ascii = ascii & (static_cast<unsigned char>(c) < 0x7F);
  if (ascii) return false;
  for (size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x7F) {
      ++at;
      continue;
    }
    const Rune rune = DecodeRune(text.substr(at));
    if (rune.bad() || rune.code < 0xA0 || rune.code == 0xFFFE || rune.code == 0xFFFF) return true;
    at += rune.width;
  }
  return false;
}

// A key of more than 1024 characters in JSON is none for the reader.
bool IsIrregularKey(std::string_view key) {
  constexpr size_t kMaxKey = 1024;
  if (key.size() < kMaxKey / 6 - 2) return false;
  std::string json;
  AppendJsonString(json, key);
  return CountRunes(json) > kMaxKey;
}

Style StyleOf(std::string_view text, Version version) {
  if (text.find('\n') != std::string_view::npos) return Style::kLiteral;
  return yaml::IsPlainString(text, version) ? Style::kPlain : Style::kDoubleQuoted;
}

// Source: go-yaml encode.go encodeBase64.
std::string Base64Lines(std::string_view bytes) {
  constexpr size_t kLine = 70;
  std::string encoded = EncodeBase64(bytes);
  if (encoded.size() < kLine) return encoded;
  std::string lines;
  for (size_t at = 0; at < encoded.size(); at += kLine) {
    lines.append(encoded, at, kLine);
    lines += '\n';
  }
  return lines;
}

std::string Lower(std::string_view name) {
  std::string lower;
  while (!name.empty()) {
    const Rune rune = DecodeRune(name);
    AppendRune(lower, LowerRune(rune.code));
    name.remove_prefix(rune.width);
  }
  return lower;
}

class YamlWriter {
 public:
  YamlWriter(std::string& out, Version version, Budget* budget)
      : out_(out), emitter_(out, version), version_(version), budget_(budget) {}

  // The value came back from the reader: nothing in it is irregular.
  void set_regular() { regular_ = true; }

  void WriteDocument(Value value) {
    Write(value);
    emitter_.Finish();
  }

 private:
  void Write(Value value) {
    if (budget_ != nullptr) {
      budget_->ChargeSteps(1);
      budget_->ExpectMemory(out_.size());
    }
    switch (value.kind()) {
      case Kind::kMissing:
      case Kind::kNil:
        return Plain("null");
      case Kind::kBool:
        return Plain(value.AsBool() ? "true" : "false");
      case Kind::kInt:
        return WriteInteger(value.AsInt());
      case Kind::kUint:
        return WriteInteger(value.AsUint());
      case Kind::kFloat:
        return version_ == Version::kV2 ? WriteJsonFloat(value) : WriteFloat(value);
      case Kind::kComplex:
        if (version_ == Version::kV2) throw Irregular();
        throw Failure(ErrorCode::kValues, "cannot marshal type: complex128");
      case Kind::kString:
        return WriteString(value.AsString());
      case Kind::kBytes:
        return WriteBytes(value);
      case Kind::kList:
        return WriteList(value);
      case Kind::kMap:
        return WriteMap(value);
      case Kind::kObject:
        return WriteObject(value);
    }
  }

  void Plain(std::string_view text) { emitter_.Scalar(text, Style::kPlain); }

  template <class T>
  void WriteInteger(T number) {
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, number);
    Plain({text, static_cast<size_t>(end.ptr - text)});
  }

  // A float as JSON writes it and YAML reads it: without fraction it is an integer, up to 64 bits.
  void WriteJsonFloat(Value value) {
    double number = value.AsFloat();
    if (Bits(value) == 64 && std::fabs(number) < 1e15 && number == std::floor(number)) {
      return WriteInteger(static_cast<int64_t>(number));
    }
    if (!std::isfinite(number)) throw Irregular();
    const std::string json = FormatFloatJson(number, Bits(value));
    const yaml::Scalar scalar = yaml::Resolve(json);
    if (scalar.kind != yaml::ScalarKind::kFloat) return Plain(json);
    Plain(FormatFloat(scalar.real, 'g', -1));
  }

  void WriteFloat(Value value) {
    const std::string text = FormatFloat(value.AsFloat(), 'g', -1, Bits(value));
    if (text == "+Inf") return Plain(".inf");
    if (text == "-Inf") return Plain("-.inf");
    Plain(text == "NaN" ? ".nan" : text);
  }

  static int Bits(Value value) { return value.type() == GoType::kFloat32 ? 32 : 64; }

  void WriteString(std::string_view text) {
    if (version_ == Version::kV2 && !regular_ && IsIrregularText(text)) {
      if (IsValidUtf8(text)) throw Irregular();
      const std::string repaired = RepairUtf8(text);
      if (IsIrregularText(repaired)) throw Irregular();
      return emitter_.Scalar(repaired, StyleOf(repaired, version_));
    }
    WithStyle(text, [this](std::string_view shown, Style style, bool binary) {
      emitter_.Scalar(shown, style, binary);
    });
  }

  void WriteKey(std::string_view key) {
    if (version_ == Version::kV2 && !regular_ && (IsIrregularText(key) || IsIrregularKey(key))) {
      throw Irregular();
    }
    WithStyle(key, [this](std::string_view shown, Style style, bool binary) {
      emitter_.Key(shown, style, binary);
    });
  }

  // v3 writes what is not UTF-8 as !!binary.
  template <class Emit>
  void WithStyle(std::string_view text, Emit emit) {
    if (version_ == Version::kV3 && !IsValidUtf8(text)) {
      const std::string lines = Base64Lines(text);
      const bool several = lines.find('\n') != std::string::npos;
      emit(lines, several ? Style::kLiteral : Style::kPlain, true);
    } else {
      emit(text, StyleOf(text, version_), false);
    }
  }

  // JSON has them in base64; v3 takes them for a list of numbers.
  void WriteBytes(Value value) {
    const std::string_view bytes = value.AsString();
    if (version_ == Version::kV2) {
      if (value.is_nil_reference()) return Plain("null");
      return WriteString(EncodeBase64(bytes));
    }
    if (bytes.empty()) return emitter_.EmptyCollection("[]");
    const int indent = emitter_.StartSequence();
    for (const char byte : bytes) {
      emitter_.Item();
      WriteInteger(static_cast<unsigned>(static_cast<unsigned char>(byte)));
    }
    emitter_.End(indent);
  }

  void Enter(Value value) {
    CheckStack();
    const bool fresh = open_.Enter(value);
    if (version_ == Version::kV2) {
      if (!fresh || (!regular_ && open_.depth() > kMaxDepth)) throw Irregular();
    } else if (!fresh) {
      throw Failure(ErrorCode::kLimit, "limit reached: nesting depth (a map contains itself)");
    }
    if (budget_ != nullptr) budget_->CheckNesting(open_.depth());
  }

  void WriteList(Value value) {
    if (value.is_nil_reference() && version_ == Version::kV2) return Plain("null");
    const std::span<const Value> items = value.AsList();
    if (items.empty()) return emitter_.EmptyCollection("[]");
    Enter(value);
    const int indent = emitter_.StartSequence();
    for (const Value item : items) {
      emitter_.Item();
      Write(item);
    }
    emitter_.End(indent);
    open_.Leave();
  }

  void WriteMember(const Map::Entry& entry) {
    WriteKey(entry.key());
    Write(entry.value);
  }

  void WriteMap(Value value) {
    if (value.is_nil_reference()) {
      return version_ == Version::kV2 ? Plain("null") : emitter_.EmptyCollection("{}");
    }
    const Map& map = *value.AsMap();
    if (map.empty()) return emitter_.EmptyCollection("{}");
    Enter(value);
    const int indent = emitter_.StartMapping();
    if (yaml::IsInKeyOrder(map, version_)) {  // as most are
      for (const Map::Entry& entry : map.Sorted()) WriteMember(entry);
    } else {
      for (const Map::Entry* entry : yaml::InKeyOrder(map, version_, budget_)) WriteMember(*entry);
    }
    emitter_.End(indent);
    open_.Leave();
  }

  void WriteObject(Value value) {
    CheckStack();
    const Object* object = value.AsObject();
    if (object == nullptr) return Plain("null");
    if (IsJsonNumber(value)) return WriteJsonNumber(JsonNumberText(value));
    Arena arena;
    if (version_ == Version::kV3) {
      if (IsGoDuration(*object)) return WriteString(object->type->to_string(*object));
      if (IsTextMarshaler(*object)) {
        // A time is a timestamp of YAML and needs no quotes.
        const std::string_view text = MarshaledText(*object, arena);
        return IsGoTime(*object) ? Plain(text) : WriteString(text);
      }
    } else if (object->type->to_json != nullptr) {
      return Write(JsonOf(*object, arena));
    }
    if (!object->underlying.is_missing()) return Write(object->underlying);
    WriteFields(*object, arena);
  }

  // What JSON has no text for fails there, with the words of that way.
  static Value JsonOf(const Object& object, Arena& arena) {
    try {
      return object.type->to_json(object, arena);
    } catch (const Failure& failure) {
      if (failure.error().code == ErrorCode::kValues) throw Irregular();
      throw;
    }
  }

  // Structs: v2 comes by way of JSON, v3 lowers Go's names and keeps their order.
  void WriteFields(const Object& object, Arena& arena) {
    if (version_ == Version::kV2) {
      Map* map = Map::New(arena, object.fields.size());
      CollectMembers(object, *map);
      return Write(Value::Of(map));
    }
    const ObjectType& type = *object.type;
    const auto key_of = [&](size_t i) -> std::string {
      if (type.tags_yaml) return std::string(JsonKey(object, i));
      return IsExportedField(type.fields[i]) ? Lower(type.fields[i]) : std::string();
    };
    bool empty = true;
    for (size_t i = 0; i < object.fields.size(); ++i) empty = empty && key_of(i).empty();
    if (empty) return emitter_.EmptyCollection("{}");
    const int indent = emitter_.StartMapping();
    for (size_t i = 0; i < object.fields.size(); ++i) {
      const std::string key = key_of(i);
      if (key.empty()) continue;
      WriteKey(key);
      Write(object.fields[i]);
    }
    emitter_.End(indent);
  }

  static void CollectMembers(const Object& object, Map& map) {
    for (size_t i = 0; i < object.fields.size(); ++i) {
      if (EmbedsField(*object.type, i)) {
        CollectMembers(*object.fields[i].AsObject(), map);
      } else if (const std::string_view key = JsonKey(object, i); !key.empty()) {
        map.Set(key, object.fields[i]);
      }
    }
  }

  // As an int64 if it is one, else as a float64.
  void WriteJsonNumber(std::string_view text) {
    const yaml::Scalar scalar = yaml::Resolve(text);
    if (scalar.kind == yaml::ScalarKind::kInt) return WriteInteger(scalar.integer);
    if (scalar.kind == yaml::ScalarKind::kUint && version_ == Version::kV2) {
      return WriteInteger(scalar.natural);
    }
    double number = 0;
    if (!ParseFloat(text, number)) return WriteString(text);
    WriteFloat(Value::Float(number));
  }

  std::string& out_;
  yaml::Emitter emitter_;
  Version version_;
  Budget* budget_;
  bool regular_ = false;
  OpenContainers open_;
};

// As Go does it, by way of the JSON text.
void WriteThroughJson(std::string& out, Value value, Budget* budget) {
  std::string json;
  try {
    WriteJson(json, value, JsonStyle::kCompact, budget);
  } catch (const Failure& failure) {
    if (failure.error().code != ErrorCode::kValues) throw;
    throw failure.WithPrefix("error marshaling into JSON: ");
  }
  const ScratchArena scratch(budget);
  Arena& arena = scratch.arena();
  yaml::Node* root = yaml::Compose(json, arena);
  YamlWriter writer(out, Version::kV2, budget);
  writer.set_regular();
  writer.WriteDocument(yaml::DecodeTree(*root, arena, YamlNumbers::kKept));
}

template <class Work>
void AppendWithoutNewline(std::string& out, Work write) {
  constexpr size_t kUsual = 256;
  const size_t size = out.size();
  out.reserve(size + kUsual);
  try {
    write();
  } catch (...) {
    out.resize(size);
    throw;
  }
  if (out.size() > size && out.back() == '\n') out.pop_back();
}

}  // namespace

void WriteYaml(std::string& out, Value value, Budget* budget) {
  AppendWithoutNewline(out, [&] {
    const size_t size = out.size();
    try {
      YamlWriter(out, Version::kV2, budget).WriteDocument(value);
    } catch (const Irregular&) {
      out.resize(size);
      WriteThroughJson(out, value, budget);
    }
  });
}

void WriteYamlPretty(std::string& out, Value value, Budget* budget) {
  AppendWithoutNewline(out, [&] { YamlWriter(out, Version::kV3, budget).WriteDocument(value); });
}

}  // namespace chartrender
