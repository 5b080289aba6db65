#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/stack.h"
#include "check/kyverno/jmespath.h"
#include "check/kyverno/scalar.h"
#include "check/objects.h"
#include "codec/json/json.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

// The items that a slice takes; the step may be negative.
std::vector<Value> Sliced(std::span<const Value> items, const JmesNode& node) {
  const auto count = static_cast<int64_t>(items.size());
  const int64_t step = node.has_slice[2] ? node.slice[2] : 1;
  if (step == 0) throw Failure(ErrorCode::kValues, "a slice has the step 0");
  const auto clamped = [&](int64_t at) {
    if (at < 0) at += count;
    return std::clamp<int64_t>(at, step < 0 ? -1 : 0, step < 0 ? count - 1 : count);
  };
  const int64_t first = node.has_slice[0] ? clamped(node.slice[0]) : (step < 0 ? count - 1 : 0);
  const int64_t end = node.has_slice[1] ? clamped(node.slice[1]) : (step < 0 ? -1 : count);
  std::vector<Value> taken;
  const int64_t reach = std::clamp<int64_t>(step, -count - 1, count + 1);
  for (int64_t i = first; step > 0 ? i < end : i > end; i += reach)
    taken.push_back(items[static_cast<size_t>(i)]);
  return taken;
}

bool Compare(std::string_view op, Value left, Value right, Value& result) {
  if (op == "==" || op == "!=") {
    result = Value::Bool(IsJsonEqual(left, right) == (op == "=="));
    return true;
  }
  const auto a = NumberOf(left);
  const auto b = NumberOf(right);
  if (!a || !b) return false;
  result = Value::Bool(op == "<"    ? *a < *b
                       : op == "<=" ? *a <= *b
                       : op == ">"  ? *a > *b
                                    : *a >= *b);
  return true;
}

class Interpreter : public JmesRunner {
 public:
  Interpreter(Budget& budget, Arena& arena) : budget_(budget), arena_(arena) {}

  JmesResult Take(const JmesNode& node, Value data) {
    JmesResult result;
    result.missing = !Eval(node, data, result.value);
    if (result.missing) result.key = missing_;
    return result;
  }

  // A field that is missing is nothing.
  Value Run(const JmesNode& node, Value data) override {
    Value value = Value::Nil();
    return Eval(node, data, value) ? value : Value::Nil();
  }
  Arena& arena() override { return arena_; }
  Budget& budget() override { return budget_; }

 private:
  Value ListOf(const std::vector<Value>& items) {
    const std::span<Value> kept = arena_.Array<Value>(items.size());
    std::copy(items.begin(), items.end(), kept.begin());
    return Value::List(kept);
  }

  // False: a field is missing, and nothing catches it.
  bool Eval(const JmesNode& node, Value data, Value& result) {
    CheckStack();
    budget_.ChargeSteps(1);
    result = Value::Nil();
    switch (node.kind) {
      case JmesNodeKind::kField:
        return Field(node.text, data, result);
      case JmesNodeKind::kIndex:
        result = At(node.slice[0], data);
        return true;
      case JmesNodeKind::kSlice:
        if (data.is_list()) result = ListOf(Sliced(data.AsList(), node));
        return true;
      case JmesNodeKind::kCurrent:
        result = data;
        return true;
      case JmesNodeKind::kLiteral:
        result = node.literal;
        return true;
      case JmesNodeKind::kSub: {
        Value left;
        return Eval(*node.parts[0], data, left) && Eval(*node.parts[1], left, result);
      }
      case JmesNodeKind::kPipe:
        result = Run(*node.parts[1], Run(*node.parts[0], data));
        return true;
      case JmesNodeKind::kOr:
        result = Run(*node.parts[0], data);
        if (IsJmesFalse(result)) result = Run(*node.parts[1], data);
        return true;
      case JmesNodeKind::kAnd:
        result = Run(*node.parts[0], data);
        return IsJmesFalse(result) || Eval(*node.parts[1], data, result);
      case JmesNodeKind::kNot:
        result = Value::Bool(IsJmesFalse(Run(*node.parts[0], data)));
        return true;
      case JmesNodeKind::kCompare:
        Compare(node.text, Run(*node.parts[0], data), Run(*node.parts[1], data), result);
        return true;
      default:
        EvalMany(node, data, result);
        return true;
    }
  }

  // What makes lists and maps, and calls.
  void EvalMany(const JmesNode& node, Value data, Value& result) {
    switch (node.kind) {
      case JmesNodeKind::kProjection:
      case JmesNodeKind::kFilter:
        Project(node, Run(*node.parts[0], data), result);
        return;
      case JmesNodeKind::kValues: {
        const Value map = Run(*node.parts[0], data);
        if (!map.is_map() || map.AsMap() == nullptr) return;
        std::vector<Value> values;
        for (const Map::Entry& entry : map.AsMap()->Sorted()) values.push_back(entry.value);
        Project(node, ListOf(values), result);
        return;
      }
      case JmesNodeKind::kFlatten: {
        const Value list = Run(*node.parts[0], data);
        if (!list.is_list()) return;
        std::vector<Value> flat;
        for (const Value item : list.AsList()) {
          const std::span<const Value> items = item.is_list() ? item.AsList() : std::span(&item, 1);
          budget_.ChargeSteps(items.size());
          flat.insert(flat.end(), items.begin(), items.end());
        }
        result = ListOf(flat);
        return;
      }
      case JmesNodeKind::kList:
      case JmesNodeKind::kHash:
        Select(node, data, result);
        return;
      case JmesNodeKind::kCall: {
        std::vector<JmesArgument> arguments;
        for (const JmesNode* part : node.parts) {
          const bool reference = part->kind == JmesNodeKind::kReference;
          arguments.push_back(
              {reference ? Value::Nil() : Run(*part, data), reference ? part->parts[0] : nullptr});
        }
        result = CallJmesFunction(node.text, arguments, *this);
        return;
      }
      default:
        throw Failure(ErrorCode::kValues, "an expression reference stands outside of a call");
    }
  }

  bool Field(const std::string& name, Value data, Value& result) {
    if (!data.is_map() || data.AsMap() == nullptr) return true;
    const Value* found = data.AsMap()->Find(name);
    if (found == nullptr) {
      missing_ = name;
      return false;
    }
    result = found->is_missing() ? Value::Nil() : *found;
    return true;
  }

  static Value At(int64_t index, Value data) {
    if (!data.is_list()) return Value::Nil();
    const auto count = static_cast<int64_t>(data.AsList().size());
    if (index < 0) index += count;
    return index >= 0 && index < count ? data.AsList()[static_cast<size_t>(index)] : Value::Nil();
  }

  void Project(const JmesNode& node, Value list, Value& result) {
    if (!list.is_list()) return;
    std::vector<Value> collected;
    for (const Value item : list.AsList()) {
      if (node.kind == JmesNodeKind::kFilter && IsJmesFalse(Run(*node.parts[2], item))) continue;
      const Value made = Run(*node.parts[1], item);
      if (!made.is_absent()) collected.push_back(made);
    }
    result = ListOf(collected);
  }

  void Select(const JmesNode& node, Value data, Value& result) {
    if (data.is_absent()) return;
    if (node.kind == JmesNodeKind::kList) {
      std::vector<Value> selected;
      for (const JmesNode* part : node.parts) selected.push_back(Run(*part, data));
      result = ListOf(selected);
      return;
    }
    Map* map = Map::New(arena_);
    for (size_t i = 0; i < node.parts.size(); ++i)
      map->SetCopy(node.names[i], Run(*node.parts[i], data));
    result = Value::Of(map);
  }

  Budget& budget_;
  Arena& arena_;
  std::string missing_;
};

}  // namespace

bool IsJmesFalse(Value value) {
  if (value.is_absent()) return true;
  if (value.is(Kind::kBool)) return !value.AsBool();
  if (value.is_string()) return value.AsString().empty();
  if (value.is_list()) return value.AsList().empty();
  return value.is_map() && (value.AsMap() == nullptr || value.AsMap()->empty());
}

bool IsJsonEqual(Value a, Value b) {
  if (a.is_absent() || b.is_absent()) return a.is_absent() && b.is_absent();
  if (a.is_string() && b.is_string()) return a.AsString() == b.AsString();
  const auto x = NumberOf(a);
  const auto y = NumberOf(b);
  if (x || y) return x == y;
  if (a.kind() != b.kind()) return false;
  std::string left;
  std::string right;
  WriteJson(left, a, JsonStyle::kRaw);
  WriteJson(right, b, JsonStyle::kRaw);
  return left == right;
}

JmesResult Search(const JmesPath& path, Value data, Budget& budget, Arena& arena) {
  return Interpreter(budget, arena).Take(path.root(), data);
}

}  // namespace chartrender::check::kyverno
