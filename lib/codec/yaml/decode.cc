#include "codec/yaml/decode.h"

#include <cmath>
#include <limits>
#include <vector>

#include "algo/base64.h"
#include "base/budget.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "codec/yaml/cursor.h"
#include "codec/yaml/generic.h"

namespace chartrender::yaml {

namespace {

constexpr int kMaxJsonDepth = 10000;  // of encoding/json, which reads what was converted

// How much of the decoding may come from aliases. Source: decode.go allowedAliasRatio.
double AllowedAliasRatio(int64_t decodes) {
  constexpr int64_t kLow = 400000;
  constexpr int64_t kHigh = 4000000;
  if (decodes <= kLow) return 0.99;
  if (decodes >= kHigh) return 0.10;
  return 0.99 - 0.89 * (static_cast<double>(decodes - kLow) / static_cast<double>(kHigh - kLow));
}

class Decoder {
 public:
  Decoder(Arena& arena, YamlNumbers numbers) : arena_(arena), numbers_(numbers) {}

  Value Run(Node& root) {
    CountDecode();  // the document
    return Decode(root, 0);
  }
  // Something was met that only the slow way treats as Go does.
  [[nodiscard]] bool irregular() const { return irregular_; }
  // The bracket that opens a level too deep for JSON, or NUL.
  [[nodiscard]] char too_deep() const { return too_deep_; }

 private:
  void CountDecode() {
    ++decodes_;
    if (alias_depth_ > 0) CountAliasDecode();
    if (alias_decodes_ > 100 && decodes_ > 1000 &&
        static_cast<double>(alias_decodes_) / static_cast<double>(decodes_) >
            AllowedAliasRatio(decodes_)) {
      FailPlain("document contains excessive aliasing");
    }
  }

  void CountAliasDecode() {
    ++alias_decodes_;
    const Budget* budget = arena_.budget();
    if (budget == nullptr) return;
    const uint64_t most = budget->limits().alias_nodes;
    if (static_cast<uint64_t>(alias_decodes_) > most) {
      throw Failure(ErrorCode::kLimit, StrCat("limit reached: expansion of YAML aliases (",
                                              std::to_string(most), " nodes)"));
    }
  }

  // Follows an alias for the time of `work`.
  template <class Work>
  void ThroughAlias(Node& alias, Work work) {
    if (alias.expanding) FailPlain(StrCat("anchor '", alias.value, "' value contains itself"));
    alias.expanding = true;
    ++alias_depth_;
    work(*alias.target);
    --alias_depth_;
    alias.expanding = false;
  }

  Value Decode(Node& node, int depth) {
    CountDecode();
    switch (node.type) {
      case NodeType::kScalar:
        return DecodeScalar(node);
      case NodeType::kSequence:
        return DecodeSequence(node, depth + 1);
      case NodeType::kMapping:
        return DecodeMapping(node, depth + 1);
      case NodeType::kAlias:
        break;
    }
    CheckStack();
    Value value;
    ThroughAlias(node, [&](Node& target) { value = Decode(target, depth); });
    return value;
  }

  Value DecodeScalar(const Node& node) {
    if (node.tag.empty() && !node.implicit) return Value::String(arena_, node.value);
    const ScalarNode resolved = ResolveNode(node);
    const Scalar& scalar = resolved.scalar;
    switch (scalar.kind) {
      case ScalarKind::kNull:
        return Value::Nil();
      case ScalarKind::kBool:
        return Value::Bool(scalar.truth);
      case ScalarKind::kInt:
        if (numbers_ == YamlNumbers::kKept) return Value::Int(scalar.integer);
        return Value::Float(static_cast<double>(scalar.integer));
      case ScalarKind::kUint:
        if (numbers_ == YamlNumbers::kKept) return Value::Uint(scalar.natural);
        return Value::Float(static_cast<double>(scalar.natural));
      case ScalarKind::kFloat:
        irregular_ = irregular_ || !std::isfinite(scalar.real);
        return Value::Float(scalar.real);
      default:
        break;
    }
    if (resolved.binary) return Value::String(arena_, RepairUtf8(resolved.text));
    return Value::String(arena_, node.value);
  }

  void Enter(int depth, char bracket) {
    CheckStack();
    if (arena_.budget() != nullptr) {
      arena_.budget()->CheckNesting(static_cast<size_t>(depth));
    }
    if (depth > kMaxJsonDepth && too_deep_ == '\0') too_deep_ = bracket;
  }

  Value DecodeSequence(Node& node, int depth) {
    Enter(depth, '[');
    const auto items = arena_.Array<Value>(node.size);
    size_t at = 0;
    for (Node* child = node.first; child != nullptr; child = child->next)
      items[at++] = Decode(*child, depth);
    return Value::List(items);
  }

  Value DecodeMapping(Node& node, int depth) {
    Map* map = Map::New(arena_, node.size / 2);
    FillMap(node, *map, depth);
    map->Sort();
    return Value::Of(map);
  }

  void FillMap(Node& node, Map& map, int depth) {
    Enter(depth, '{');
    for (Node* key = node.first; key != nullptr; key = key->next->next) {
      if (IsMergeKey(*key)) {
        Merge(*key->next, map, depth);
        continue;
      }
      const std::string_view text = DecodeKey(*key);
      map.Set(text, Decode(*key->next, depth));
    }
  }

  std::string_view DecodeKey(Node& key) {
    if (key.type == NodeType::kScalar && key.tag.empty() && !key.implicit) {
      CountDecode();
      return arena_.Copy(key.value);
    }
    if (key.type == NodeType::kMapping || key.type == NodeType::kSequence ||
        (key.type == NodeType::kAlias && key.target->type != NodeType::kScalar)) {
      Decode(key, 0);  // an error in it comes first
      FailPlain(StrCat("invalid map key: ", GoSyntaxOfNode(key)));
    }
    CountDecode();
    if (key.type == NodeType::kAlias) {
      std::string_view text;
      ThroughAlias(key, [&](Node& target) { text = DecodeKey(target); });
      return text;
    }
    const ScalarNode resolved = ResolveNode(key);
    switch (resolved.scalar.kind) {
      case ScalarKind::kBool:
        return resolved.scalar.truth ? "true" : "false";
      case ScalarKind::kInt:
        return arena_.Copy(std::to_string(resolved.scalar.integer));
      case ScalarKind::kFloat:
        return arena_.Copy(FloatKey(resolved.scalar.real));
      case ScalarKind::kNull:
      case ScalarKind::kUint:
        irregular_ = true;
        return {};
      default:
        break;
    }
    if (resolved.binary) return arena_.Copy(RepairUtf8(resolved.text));
    return arena_.Copy(key.value);
  }

  [[noreturn]] static void FailWantMap() {
    FailPlain("map merge requires map or sequence of maps as the value");
  }

  void Merge(Node& node, Map& map, int depth) {
    if (node.type != NodeType::kSequence) {
      MergeOne(node, map, depth);
      return;
    }
    std::vector<Node*> items;
    for (Node* child = node.first; child != nullptr; child = child->next) items.push_back(child);
    // From the last one: earlier ones take precedence.
    for (auto item = items.rbegin(); item != items.rend(); ++item) MergeOne(**item, map, depth);
  }

  void MergeOne(Node& node, Map& map, int depth) {
    if (node.type == NodeType::kMapping) {
      CountDecode();
      FillMap(node, map, depth);
    } else if (node.type == NodeType::kAlias && node.target->type == NodeType::kMapping) {
      CountDecode();
      ThroughAlias(node, [&](Node& target) {
        CountDecode();
        FillMap(target, map, depth);
      });
    } else {
      FailWantMap();
    }
  }

  Arena& arena_;
  YamlNumbers numbers_;
  int64_t decodes_ = 0;
  int64_t alias_decodes_ = 0;
  int alias_depth_ = 0;
  bool irregular_ = false;
  char too_deep_ = '\0';
};

}  // namespace

ScalarNode ResolveNode(const Node& node) {
  ScalarNode resolved;
  if (node.tag.empty()) {
    if (node.implicit) resolved.scalar = Resolve(node.value);
  } else if (node.tag == "tag:yaml.org,2002:binary") {
    resolved.binary = true;
    if (DecodeBase64(node.value, resolved.text).has_value())
      FailPlain("!!binary value contains invalid base64 data");
  } else {
    resolved.scalar = ResolveTagged(node.tag, node.value);
  }
  return resolved;
}

std::string FloatText32(double number) {
  // A float64 beyond the range of 32 bits is infinite there.
  if (std::fabs(number) > std::numeric_limits<float>::max() &&
      std::isinf(static_cast<float>(number))) {
    return number > 0 ? "+Inf" : "-Inf";
  }
  return FormatFloat(number, 'g', -1, 32);
}

std::string FloatKey(double number) {
  std::string text = FloatText32(number);
  if (text == "NaN") return ".nan";
  if (text == "+Inf") return ".inf";
  return text == "-Inf" ? "-.inf" : text;
}

Value DecodeTree(Node& root, Arena& arena, YamlNumbers numbers) {
  Decoder decoder(arena, numbers);
  Value value = decoder.Run(root);
  if (decoder.irregular()) value = DecodeGeneric(root, arena, numbers);
  if (decoder.too_deep() != '\0') {
    throw Failure(ErrorCode::kValues,
                  StrCat("error unmarshaling JSON: while decoding JSON: invalid character '",
                         std::string(1, decoder.too_deep()), "' exceeded max depth"));
  }
  return value;
}

}  // namespace chartrender::yaml
