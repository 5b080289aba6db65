#include "codec/yaml/generic.h"

#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "base/error.h"
#include "base/float_digits.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "codec/yaml/decode.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender::yaml {

namespace {

// A scalar as a map key, ordered as fmt prints the keys of a map[interface {}]interface {}.
struct Key {
  ScalarKind kind = ScalarKind::kString;
  std::string text;
  int64_t integer = 0;
  double real = 0;  // NaN is 0 and named by `text`

  bool operator<(const Key& other) const {
    return std::tuple(Rank(), integer, real, std::string_view(text)) <
           std::tuple(other.Rank(), other.integer, other.real, std::string_view(other.text));
  }

 private:
  [[nodiscard]] int Rank() const {
    switch (kind) {
      case ScalarKind::kNull:
        return 0;
      case ScalarKind::kInt:
        return 2;
      case ScalarKind::kUint:
        return 3;
      case ScalarKind::kFloat:
        return 4;
      case ScalarKind::kBool:
        return 5;
      default:
        return 1;
    }
  }
};

struct Generic {
  NodeType type = NodeType::kScalar;
  Scalar scalar;
  std::string text;  // of a string
  std::vector<Generic> items;
  std::map<Key, std::unique_ptr<Generic>> entries;
};

void FillEntries(Node& node, Generic& map);

Generic Build(Node& node) {
  CheckStack();
  if (node.type == NodeType::kAlias) return Build(*node.target);
  Generic generic;
  generic.type = node.type;
  if (node.type == NodeType::kScalar) {
    ScalarNode resolved = ResolveNode(node);
    generic.scalar = resolved.scalar;
    generic.text = resolved.binary ? resolved.text : std::string(node.value);
  } else if (node.type == NodeType::kSequence) {
    for (Node* child = node.first; child != nullptr; child = child->next)
      generic.items.push_back(Build(*child));
  } else {
    FillEntries(node, generic);
  }
  return generic;
}

Key MakeKey(const Generic& scalar) {
  Key key;
  key.kind = scalar.scalar.kind;
  switch (scalar.scalar.kind) {
    case ScalarKind::kNull:
      break;
    case ScalarKind::kBool:
      key.integer = scalar.scalar.truth ? 1 : 0;
      break;
    case ScalarKind::kInt:
      key.integer = scalar.scalar.integer;
      break;
    case ScalarKind::kUint:
      key.integer = static_cast<int64_t>(scalar.scalar.natural);
      break;
    case ScalarKind::kFloat:
      if (std::isnan(scalar.scalar.real)) {
        key.text = "NaN";
      } else {
        key.real = scalar.scalar.real;
      }
      break;
    default:
      key.kind = ScalarKind::kString;
      key.text = scalar.text;
  }
  return key;
}

void MergeEntries(Node& node, Generic& map) {
  if (node.type == NodeType::kAlias) {
    FillEntries(*node.target, map);
  } else if (node.type == NodeType::kMapping) {
    FillEntries(node, map);
  } else {
    std::vector<Node*> items;
    for (Node* child = node.first; child != nullptr; child = child->next) items.push_back(child);
    for (auto item = items.rbegin(); item != items.rend(); ++item) MergeEntries(**item, map);
  }
}

void FillEntries(Node& node, Generic& map) {
  for (Node* key = node.first; key != nullptr; key = key->next->next) {
    if (IsMergeKey(*key)) {
      MergeEntries(*key->next, map);
    } else {
      map.entries[MakeKey(Build(*key))] = std::make_unique<Generic>(Build(*key->next));
    }
  }
}

void AppendHex(std::string& out, uint64_t number) {
  char text[20];
  const auto end = std::to_chars(text, text + sizeof text, number, 16);
  out += "0x";
  out.append(text, end.ptr);
}

void AppendKeySyntax(std::string& out, const Key& key) {
  switch (key.kind) {
    case ScalarKind::kNull:
      out += "interface {}(nil)";
      break;
    case ScalarKind::kBool:
      out += key.integer != 0 ? "true" : "false";
      break;
    case ScalarKind::kInt:
      out += std::to_string(key.integer);
      break;
    case ScalarKind::kUint:
      AppendHex(out, static_cast<uint64_t>(key.integer));
      break;
    case ScalarKind::kFloat:
      out += key.text.empty() ? FormatFloat(key.real, 'g', -1) : key.text;
      break;
    default:
      AppendQuoted(out, key.text);
  }
}

void AppendSyntax(std::string& out, const Generic& value) {
  CheckStack();
  if (value.type == NodeType::kScalar) {
    AppendKeySyntax(out, MakeKey(value));
  } else if (value.type == NodeType::kSequence) {
    out += "[]interface {}{";
    for (size_t i = 0; i < value.items.size(); ++i) {
      if (i > 0) out += ", ";
      AppendSyntax(out, value.items[i]);
    }
    out += '}';
  } else {
    out += "map[interface {}]interface {}{";
    bool first = true;
    for (const auto& [key, item] : value.entries) {
      if (!first) out += ", ";
      first = false;
      AppendKeySyntax(out, key);
      out += ':';
      AppendSyntax(out, *item);
    }
    out += '}';
  }
}

// At the top a nil is not in an interface any more.
std::string GoSyntax(const Generic& value) {
  if (value.type == NodeType::kScalar && value.scalar.kind == ScalarKind::kNull) return "<nil>";
  std::string text;
  AppendSyntax(text, value);
  return text;
}

class Converter {
 public:
  Converter(Arena& arena, YamlNumbers numbers) : arena_(arena), numbers_(numbers) {}

  // Source: sigs.k8s.io/yaml convertToJSONableObject.
  Value Convert(const Generic& generic) {
    CheckStack();
    if (generic.type == NodeType::kScalar) return ConvertScalar(generic);
    if (generic.type == NodeType::kSequence) {
      const auto items = arena_.Array<Value>(generic.items.size());
      for (size_t i = 0; i < items.size(); ++i) items[i] = Convert(generic.items[i]);
      return Value::List(items);
    }
    Map* map = Map::New(arena_, generic.entries.size());
    for (const auto& [key, item] : generic.entries) {
      const std::string text = KeyText(key, *item);  // fails before the value is looked at
      map->SetCopy(text, Convert(*item));
    }
    map->Sort();
    return Value::Of(map);
  }

 private:
  static std::string KeyText(const Key& key, const Generic& value) {
    switch (key.kind) {
      case ScalarKind::kBool:
        return key.integer != 0 ? "true" : "false";
      case ScalarKind::kInt:
        return std::to_string(key.integer);
      case ScalarKind::kFloat:
        return FloatKey(key.text.empty() ? key.real : std::nan(""));
      case ScalarKind::kNull:
      case ScalarKind::kUint: {
        std::string text;
        AppendKeySyntax(text, key);
        const bool null = key.kind == ScalarKind::kNull;
        throw Failure(ErrorCode::kValues,
                      StrCat("unsupported map key of type: ", null ? "%!s(<nil>)" : "uint64",
                             ", key: ", null ? "<nil>" : text, ", value: ", GoSyntax(value)));
      }
      default:
        return RepairUtf8(key.text);
    }
  }

  Value ConvertScalar(const Generic& generic) {
    const Scalar& scalar = generic.scalar;
    const bool kept = numbers_ == YamlNumbers::kKept;
    switch (scalar.kind) {
      case ScalarKind::kNull:
        return Value::Nil();
      case ScalarKind::kBool:
        return Value::Bool(scalar.truth);
      case ScalarKind::kInt:
        return kept ? Value::Int(scalar.integer)
                    : Value::Float(static_cast<double>(scalar.integer));
      case ScalarKind::kUint:
        return kept ? Value::Uint(scalar.natural)
                    : Value::Float(static_cast<double>(scalar.natural));
      case ScalarKind::kFloat:
        return Value::Float(scalar.real);
      default:
        return Value::String(arena_, RepairUtf8(generic.text));
    }
  }

  Arena& arena_;
  YamlNumbers numbers_;
};

// json.Marshal refuses NaN and infinities; it meets keys in byte order.
void CheckFinite(Value value) {
  CheckStack();
  if (value.is(Kind::kFloat) && !std::isfinite(value.AsFloat())) {
    throw Failure(ErrorCode::kValues,
                  "json: unsupported value: " + FormatFloat(value.AsFloat(), 'g', -1));
  }
  if (value.is_list()) {
    for (const Value item : value.AsList()) CheckFinite(item);
  } else if (value.is_map()) {
    for (const Map::Entry& entry : value.AsMap()->Sorted()) CheckFinite(entry.value);
  }
}

}  // namespace

Value DecodeGeneric(Node& root, Arena& arena, YamlNumbers numbers) {
  const Value value = Converter(arena, numbers).Convert(Build(root));
  CheckFinite(value);
  return value;
}

std::string GoSyntaxOfNode(Node& node) { return GoSyntax(Build(node)); }

}  // namespace chartrender::yaml
