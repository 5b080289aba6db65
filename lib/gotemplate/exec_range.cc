// `range` of the interpreter.
#include "gotemplate/exec.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

// Runs the body once. False: the loop was left by break.
bool Interpreter::Iterate(const Node& range, Value index, const Operand& element) {
  call_.budget.ChargeSteps(1);
  const Node& pipe = NodeAt(range.a);
  if (pipe.count > 0) {
    const uint32_t* declared = program_->links.data() + pipe.a + pipe.b;
    const Operand key{index, false};
    if (pipe.flag) {
      // With two variables the index comes first.
      SetVariable(NodeAt(declared[0]).a, pipe.count > 1 ? key : element);
      if (pipe.count > 1) SetVariable(NodeAt(declared[1]).a, element);
    } else {
      variables_[variables_.size() - 1].operand = element;
      if (pipe.count > 1) variables_[variables_.size() - 2].operand = key;
    }
  }
  const size_t mark = variables_.size();
  const Flow flow = Walk(element, program_->links[range.b]);
  variables_.resize(mark);
  return flow != Flow::kBreak;
}

Interpreter::Flow Interpreter::WalkRange(const Operand& dot, const Node& node) {
  const size_t mark = variables_.size();
  const Value ranged = EvalPipeline(dot, node.a);
  const Value value = Underlying(ranged);
  bool any = false;
  switch (value.kind()) {
    case Kind::kInt:
    case Kind::kUint:
      any = RangeInteger(ranged, value, node);
      break;
    case Kind::kList:
      any = RangeList(value, node);
      break;
    case Kind::kBytes:
      any = RangeBytes(value.AsString(), node);
      break;
    case Kind::kMap:
      any = RangeMap(value, node);
      break;
    case Kind::kMissing:
    case Kind::kNil:
      break;
    default:
      Fail(StrCat("range can't iterate over ", PlainText(ranged, &call_.budget)));
  }
  const NodeId otherwise = program_->links[node.b + 1];
  Flow flow = Flow::kNext;
  if (!any && otherwise != kNoNode) flow = Walk(dot, otherwise);
  variables_.resize(mark);
  // A break in the else list ends this range, a continue goes on to the range around it.
  return flow == Flow::kBreak ? Flow::kNext : flow;
}

bool Interpreter::RangeInteger(Value value, Value number, const Node& node) {
  if (NodeAt(node.a).count > 1) {
    Fail(StrCat("can't use ", PlainText(value), " to iterate over more than one variable"));
  }
  const bool is_signed = number.is(Kind::kInt);
  if (is_signed ? number.AsInt() <= 0 : number.AsUint() == 0) return false;
  for (uint64_t i = 0; i < number.AsUint(); ++i) {
    Value element = is_signed ? Value::Int(static_cast<int64_t>(i), number.type())
                              : Value::Uint(i, number.type());
    // A named integer type goes on: a time.Duration gives durations.
    if (value.is_object()) {
      element = Value::Of(call_.arena.New<Object>(value.AsObject()->type, element));
    }
    if (!Iterate(node, Value::Missing(), {element, false})) break;
  }
  return true;
}

bool Interpreter::RangeList(Value list, const Node& node) {
  const bool boxed = Info(list.type()).element == GoType::kNone;
  const std::span<const Value> items = list.AsList();
  for (size_t i = 0; i < items.size(); ++i) {
    if (!Iterate(node, Value::Int(static_cast<int64_t>(i)), {items[i], boxed})) break;
  }
  return !items.empty();
}

bool Interpreter::RangeBytes(std::string_view bytes, const Node& node) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    const Value byte = Value::Uint(static_cast<unsigned char>(bytes[i]), GoType::kUint8);
    if (!Iterate(node, Value::Int(static_cast<int64_t>(i)), {byte, false})) break;
  }
  return !bytes.empty();
}

// The body may change the map: what is ranged over is what it held at the start.
bool Interpreter::RangeMap(Value map, const Node& node) {
  if (map.is_nil_reference() || map.AsMap()->empty()) return false;
  const bool boxed = Info(map.type()).element == GoType::kNone;
  const size_t first = entries_.size();
  const std::span<const Map::Entry> sorted = map.AsMap()->Sorted();
  entries_.insert(entries_.end(), sorted.begin(), sorted.end());
  const size_t last = entries_.size();
  for (size_t i = first; i < last; ++i) {
    const Map::Entry entry = entries_[i];
    if (!Iterate(node, Value::String(entry.key()), {entry.value, boxed})) break;
  }
  entries_.resize(first);
  return true;
}

}  // namespace chartrender
