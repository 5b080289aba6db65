#include "codec/json/json_path.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/float_digits.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "codec/json/json_path_parser.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender {
namespace {

using Type = JsonPathNode::Type;
using List = JsonPathNode::List;
using Values = std::vector<Value>;

// What a step gives. After a failure the values still count for the filter "exists", as in the
// source.
struct Step {
  Values values;
  bool failed = false;
};

bool IsNilReference(Value value) {
  return value.is_absent() || (value.is_map() && value.AsMap() == nullptr);
}

// The elements of a map, list or text (its bytes), in order.
Values Elements(Value value) {
  Values elements;
  if (value.is_map()) {
    for (const Map::Entry& entry : value.AsMap()->Sorted()) elements.push_back(entry.value);
  } else if (value.is_list()) {
    elements.assign(value.AsList().begin(), value.AsList().end());
  } else if (value.is_string()) {
    for (const char c : value.AsString())
      elements.push_back(Value::Uint(static_cast<uint8_t>(c), GoType::kUint8));
  }
  return elements;
}

enum class Order { kLess, kEqual, kGreater, kUnordered };

// nullopt: values of these types are not compared. Source: the fork of text/template's comparison
// beside the source.
std::optional<Order> Compare(Value a, Value b) {
  const auto order = [](const auto& x, const auto& y) {
    return x < y    ? Order::kLess
           : x == y ? Order::kEqual
           : x > y  ? Order::kGreater
                    : Order::kUnordered;
  };
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::kInt:
      return order(a.AsInt(), b.AsInt());
    case Kind::kUint:
      return order(a.AsUint(), b.AsUint());
    case Kind::kFloat:
      return order(a.AsFloat(), b.AsFloat());
    case Kind::kString:
      return order(a.AsString(), b.AsString());
    case Kind::kBool:
      return a.AsBool() == b.AsBool() ? Order::kEqual : Order::kUnordered;
    default:
      return std::nullopt;
  }
}

// Whether `a OPERATOR b` holds; nullopt: it cannot be asked.
std::optional<bool> Holds(Value a, std::string_view op, Value b) {
  const auto order = Compare(a, b);
  if (!order) return std::nullopt;
  if (op == "==") return *order == Order::kEqual;
  if (op == "!=") return *order != Order::kEqual;
  if (a.is(Kind::kBool)) return std::nullopt;
  if (op == "<") return *order == Order::kLess;
  if (op == "<=") return *order == Order::kLess || *order == Order::kEqual;
  // Greater is "not less or equal", so it holds for NaN.
  if (op == ">") return *order == Order::kGreater || *order == Order::kUnordered;
  if (op == ">=") return *order != Order::kLess;
  return std::nullopt;
}

class PathRun {
 public:
  explicit PathRun(const std::vector<JsonPath::Part>& parts) : parts_(parts) {}

  std::string Run(Value data) {
    std::vector<Values> found;
    std::string text;
    if (!Find(data, 0, found)) return text;
    for (const Values& values : found) {
      if (!Print(values, text)) break;
    }
    return text;
  }

 private:
  // Walks the parts from `start` on; false: a step failed. A `range` walks the parts behind it once
  // for each value.
  bool Find(Value data, size_t start, std::vector<Values>& found) {
    CheckStack();
    for (size_t i = start; i < parts_.size(); ++i) {
      Step step = WalkList({data}, parts_[i]);
      if (step.failed) return false;
      if (end_range_ > 0 && end_range_ <= in_range_) {
        --end_range_;
        last_end_ = i;
        return true;
      }
      if (begin_range_ == 0) {
        found.push_back(std::move(step.values));
        continue;
      }
      --begin_range_;
      ++in_range_;
      if (!FindInRange(step.values, i + 1, found)) return false;
      --in_range_;
      if (last_end_ && *last_end_ > i) i = *last_end_;
    }
    return true;
  }

  bool FindInRange(const Values& values, size_t start, std::vector<Values>& found) {
    for (const Value& value : values) {
      if (!Find(value, start, found)) return false;
    }
    if (!values.empty()) return true;
    std::vector<Values> nothing;  // the walk only looks for the end
    return Find(Value::Nil(), start, nothing);
  }

  Step WalkList(Values values, const List& list) {
    Step step{std::move(values), false};
    for (const JsonPathNode& node : list) {
      step = Walk(step.values, node);
      if (step.failed) break;
    }
    return step;
  }

  Step Walk(const Values& input, const JsonPathNode& node) {
    CheckStack();
    switch (node.type) {
      case Type::kText:
        return {{Value::String(node.text)}};
      case Type::kField:
        return Field(input, node.text);
      case Type::kArray:
        return Slice(input, node);
      case Type::kFilter:
        return Filter(input, node);
      case Type::kInt:
        return {Values(input.size(), Value::Int(node.number))};
      case Type::kBool:
        return {Values(input.size(), Value::Bool(node.number != 0))};
      case Type::kFloat:
        return {Values(input.size(), Value::Float(node.real))};
      case Type::kWildcard:
        return Wildcard(input);
      case Type::kRecursive:
        return {Descend(input)};
      case Type::kUnion:
        return Union(input, node);
      case Type::kIdentifier:
        return Identifier(input, node.text);
    }
    return {input, true};
  }

  static Step Field(const Values& input, const std::string& name) {
    Step step;
    if (input.empty()) return step;
    for (const Value& value : input) {
      if (IsNilReference(value) || !value.is_map()) continue;
      if (const Value* found = value.AsMap()->Find(name)) step.values.push_back(*found);
    }
    step.failed = step.values.empty();
    return step;
  }

  static Step Slice(const Values& input, const JsonPathNode& node) {
    Step step;
    for (const Value& value : input) {
      if (value.is_absent()) continue;
      if (!value.is_list()) return {input, true};
      const auto size = static_cast<int64_t>(value.AsList().size());
      JsonPathNode::Bound from = node.bounds[0], to = node.bounds[1];
      if (from.value < 0) from.value += size;
      if (!to.known) to.value = size;
      if (to.value < 0 || (to.value == 0 && to.derived)) to.value += size;
      if (from.value == to.value) return step;
      if (from.value >= size || from.value < 0 || to.value > size || to.value < 0 ||
          from.value > to.value)
        return {input, true};
      const int64_t stride = node.bounds[2].known ? node.bounds[2].value : 1;
      if (stride <= 0) return {input, true};
      for (int64_t i = from.value; i < to.value; i += std::min(stride, size)) {
        step.values.push_back(value.AsList()[static_cast<size_t>(i)]);
      }
    }
    return step;
  }

  static Step Wildcard(const Values& input) {
    Step step;
    for (const Value& value : input) {
      if (IsNilReference(value)) continue;
      const Values elements = Elements(value);
      step.values.insert(step.values.end(), elements.begin(), elements.end());
    }
    return step;
  }

  // Every value that holds others, with all below it.
  static Values Descend(const Values& input) {
    CheckStack();
    Values all;
    for (const Value& value : input) {
      if (IsNilReference(value)) continue;
      const Values elements = Elements(value);
      if (elements.empty()) continue;
      all.push_back(value);
      const Values below = Descend(elements);
      all.insert(all.end(), below.begin(), below.end());
    }
    return all;
  }

  Step Union(const Values& input, const JsonPathNode& node) {
    Step step;
    for (const List& list : node.lists) {
      const Step part = WalkList(input, list);
      if (part.failed) return {input, true};
      step.values.insert(step.values.end(), part.values.begin(), part.values.end());
    }
    return step;
  }

  Step Filter(const Values& input, const JsonPathNode& node) {
    Step step;
    for (const Value& value : input) {
      if (!value.is_list()) return {input, true};
      for (const Value& element : value.AsList()) {
        const auto keep = Keeps(element, node);
        if (!keep) return {node.text == "exists" ? input : step.values, true};
        if (*keep) step.values.push_back(element);
      }
    }
    return step;
  }

  // nullopt: the filter fails.
  std::optional<bool> Keeps(Value element, const JsonPathNode& node) {
    const Step left = WalkList({element}, node.lists[0]);
    if (node.text == "exists") return !left.values.empty();
    if (left.failed || left.values.size() > 1) return std::nullopt;
    if (left.values.empty()) return false;
    const Step right = WalkList({element}, node.lists[1]);
    if (right.failed || right.values.size() > 1) return std::nullopt;
    if (right.values.empty()) return false;
    return Holds(left.values.front(), node.text, right.values.front());
  }

  Step Identifier(const Values& input, const std::string& name) {
    if (name == "range") {
      ++begin_range_;
      return {input};
    }
    if (name == "end" && in_range_ > 0) {
      ++end_range_;
      return {};
    }
    return {name == "end" ? Values() : input, true};
  }

  static bool Print(const Values& values, std::string& text) {
    for (size_t i = 0; i < values.size(); ++i) {
      const Value value = values[i];
      try {
        if (value.is_map() || value.is_list()) {
          WriteJson(text, value);
        } else {
          text += value.is_absent() ? "null" : PlainText(value);
        }
      } catch (const Failure& failure) {
        if (failure.error().code == ErrorCode::kLimit) throw;
        return false;
      }
      if (i + 1 < values.size()) text += ' ';
    }
    return true;
  }

  const std::vector<JsonPath::Part>& parts_;
  int begin_range_ = 0, in_range_ = 0, end_range_ = 0;
  std::optional<size_t> last_end_;
};

}  // namespace

JsonPath JsonPath::Parse(std::string_view text) {
  JsonPath path;
  path.parts_ = ParseJsonPath(text);
  return path;
}

std::string JsonPath::Execute(Value data) const { return PathRun(parts_).Run(data); }

}  // namespace chartrender
