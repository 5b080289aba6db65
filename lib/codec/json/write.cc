#include <array>
#include <charconv>
#include <cmath>

#include "algo/base64.h"
#include "base/budget.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "codec/go_object.h"
#include "codec/json/json.h"
#include "codec/open_containers.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr int kMaxDepth = 10000;  // of MarshalIndent's second pass

void AppendHex4(std::string& out, uint32_t code) {
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(code >> shift) & 0xFU];
}

void AppendEscaped(std::string& out, char c) {
  switch (c) {
    case '\\':
    case '"':
      out += '\\';
      out += c;
      break;
    case '\b':
      out += "\\b";
      break;
    case '\f':
      out += "\\f";
      break;
    case '\n':
      out += "\\n";
      break;
    case '\r':
      out += "\\r";
      break;
    case '\t':
      out += "\\t";
      break;
    default:
      AppendHex4(out, static_cast<unsigned char>(c));
  }
}

// Bytes that stand for themselves: 1 always, 2 without HTML escapes only.
constexpr std::array<uint8_t, 256> MakePlainBytes() {
  std::array<uint8_t, 256> plain{};
  for (size_t c = 0x20; c < 0x80; ++c) plain[c] = 1;
  plain['"'] = plain['\\'] = 0;
  plain['<'] = plain['>'] = plain['&'] = 2;
  return plain;
}

constexpr std::array<uint8_t, 256> kPlainBytes = MakePlainBytes();

bool IsPlainByte(char c, bool escape_html) {
  const uint8_t plain = kPlainBytes[static_cast<unsigned char>(c)];
  return plain == 1 || (plain == 2 && !escape_html);
}

class JsonWriter {
 public:
  JsonWriter(std::string& out, JsonStyle style, Budget* budget)
      : out_(out), style_(style), budget_(budget) {}

  void Write(Value value) {
    if (budget_ != nullptr) {
      budget_->ChargeSteps(1);
      budget_->ExpectMemory(out_.size());
    }
    switch (value.kind()) {
      case Kind::kMissing:
      case Kind::kNil:
        out_ += "null";
        break;
      case Kind::kBool:
        out_ += value.AsBool() ? "true" : "false";
        break;
      case Kind::kInt:
        WriteInteger(value.AsInt());
        break;
      case Kind::kUint:
        WriteInteger(value.AsUint());
        break;
      case Kind::kFloat:
        WriteFloat(value);
        break;
      case Kind::kComplex:
        throw Failure(ErrorCode::kValues, "json: unsupported type: complex128");
      case Kind::kString:
        WriteString(value.AsString());
        break;
      case Kind::kBytes:
        WriteBytes(value);
        break;
      case Kind::kList:
        WriteList(value);
        break;
      case Kind::kMap:
        WriteMap(value);
        break;
      case Kind::kObject:
        WriteObject(value);
        break;
    }
  }

 private:
  template <class T>
  void WriteInteger(T number) {
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, number);
    out_.append(text, end.ptr);
  }

  void WriteFloat(Value value) {
    const double number = value.AsFloat();
    const int bits = value.type() == GoType::kFloat32 ? 32 : 64;
    if (std::isnan(number) || std::isinf(number)) {
      throw Failure(ErrorCode::kValues,
                    "json: unsupported value: " + FormatFloat(number, 'g', -1, bits));
    }
    if (bits == 64 && std::fabs(number) < 1e15 && number == std::floor(number) &&
        !(number == 0 && std::signbit(number))) {
      WriteInteger(static_cast<int64_t>(number));
    } else {
      out_ += FormatFloatJson(number, bits);
    }
  }

  void WriteString(std::string_view text) {
    AppendJsonString(out_, text, style_ != JsonStyle::kRaw);
  }

  void WriteBytes(Value value) {
    if (value.is_nil_reference()) {
      out_ += "null";
      return;
    }
    out_ += '"';
    out_ += EncodeBase64(value.AsString());
    out_ += '"';
  }

  void Enter(Value value) {
    CheckStack();
    if (!open_.Enter(value)) {
      throw Failure(ErrorCode::kValues, "json: unsupported value: encountered a cycle via " +
                                            TypeName(open_.FoundByJson()));
    }
    ++depth_;
    if (style_ == JsonStyle::kPretty && depth_ > kMaxDepth) {
      throw Failure(ErrorCode::kValues, "exceeded max depth");
    }
    if (budget_ != nullptr) budget_->CheckNesting(open_.depth());
  }

  void Leave(bool empty) {
    --depth_;
    open_.Leave();
    if (!empty) NewLine(depth_);
  }

  void WriteList(Value value) {
    if (value.is_nil_reference()) {
      out_ += "null";
      return;
    }
    Enter(value);
    out_ += '[';
    bool first = true;
    for (const Value item : value.AsList()) {
      StartItem(first);
      Write(item);
    }
    Leave(first);
    out_ += ']';
  }

  void WriteMap(Value value) {
    if (value.is_nil_reference()) {
      out_ += "null";
      return;
    }
    Enter(value);
    out_ += '{';
    bool first = true;
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      StartItem(first);
      WriteKey(entry.key());
      Write(entry.value);
    }
    Leave(first);
    out_ += '}';
  }

  void WriteObject(Value value) {
    const Object* object = value.AsObject();
    if (object == nullptr) {
      out_ += "null";
    } else if (object->type == &kJsonNumber) {
      out_ += JsonNumberText(value);
    } else if (object->type->to_json != nullptr) {
      CheckStack();
      Arena arena;
      Write(object->type->to_json(*object, arena));
    } else if (!object->underlying.is_missing()) {
      CheckStack();
      Write(object->underlying);
    } else {
      WriteFields(*object);
    }
  }

  void WriteFields(const Object& object) {
    CheckStack();
    ++depth_;
    out_ += '{';
    bool first = true;
    WriteMembers(object, first);
    if (!first) NewLine(depth_ - 1);
    out_ += '}';
    --depth_;
  }

  void WriteMembers(const Object& object, bool& first) {
    for (size_t i = 0; i < object.fields.size(); ++i) {
      if (EmbedsField(*object.type, i)) {
        WriteMembers(*object.fields[i].AsObject(), first);
        continue;
      }
      const std::string_view key = JsonKey(object, i);
      if (key.empty()) continue;
      StartItem(first);
      WriteKey(key);
      Write(object.fields[i]);
    }
  }

  void StartItem(bool& first) {
    if (!first) out_ += ',';
    first = false;
    NewLine(depth_);
  }

  void WriteKey(std::string_view key) {
    WriteString(key);
    out_ += style_ == JsonStyle::kPretty ? ": " : ":";
  }

  void NewLine(int depth) {
    if (style_ != JsonStyle::kPretty) return;
    out_ += '\n';
    out_.append(static_cast<size_t>(depth) * 2, ' ');
  }

  std::string& out_;
  JsonStyle style_;
  Budget* budget_;
  int depth_ = 0;  // of maps, lists and objects
  OpenContainers open_;
};

}  // namespace

void AppendJsonString(std::string& out, std::string_view text, bool escape_html) {
  out += '"';
  size_t done = 0;
  size_t at = 0;
  while (at < text.size()) {
    if (IsPlainByte(text[at], escape_html)) {
      ++at;
      continue;
    }
    const Rune rune = DecodeRune(text.substr(at));
    const bool separator = rune.code == 0x2028 || rune.code == 0x2029;
    if (rune.code >= 0x80 && !rune.bad() && !separator) {
      at += rune.width;
      continue;
    }
    out.append(text.substr(done, at - done));
    if (rune.bad() || separator) {
      AppendHex4(out, rune.code);
    } else {
      AppendEscaped(out, text[at]);
    }
    at += rune.width;
    done = at;
  }
  out.append(text.substr(done));
  out += '"';
}

void WriteJson(std::string& out, Value value, JsonStyle style, Budget* budget) {
  const size_t size = out.size();
  try {
    JsonWriter(out, style, budget).Write(value);
  } catch (...) {
    out.resize(size);
    throw;
  }
}

}  // namespace chartrender
