// Pipelines, commands and operands of the interpreter.
#include "base/stack.h"
#include "gotemplate/exec.h"
#include "gotemplate/node_text.h"
#include "value/print.h"

namespace chartrender {

// What nests in a template nests through here, or through WalkTemplate and Execute: they look at
// the stack.
Value Interpreter::EvalPipeline(const Operand& dot, NodeId id) {
  CheckStack();
  now_.at = id;
  const Node& pipe = NodeAt(id);
  const uint32_t* links = program_->links.data() + pipe.a;
  Value value = EvalCommand(dot, links[0], nullptr);
  // A nil interface has no value inside.
  if (value.is_nil()) value = Value::Missing();
  for (uint32_t i = 1; i < pipe.b; ++i) {
    const Value previous = value;
    value = EvalCommand(dot, links[i], &previous);
    if (value.is_nil()) value = Value::Missing();
  }
  for (uint32_t i = 0; i < pipe.count; ++i) {
    const uint32_t name = NodeAt(links[pipe.b + i]).a;
    if (pipe.flag) {
      SetVariable(name, {value, false});
    } else {
      variables_.push_back({{value, false}, name});
    }
  }
  return value;
}

Interpreter::Variable* Interpreter::FindVariable(uint32_t name) {
  if (name == 0 && !program_->redeclares_dollar) return &variables_[now_.frame];
  for (size_t i = variables_.size(); i > now_.frame; --i) {
    if (variables_[i - 1].name == name) return &variables_[i - 1];
  }
  Fail(StrCat("undefined variable: ", program_->variables[name]));
}

void Interpreter::SetVariable(uint32_t name, const Operand& operand) {
  const Operand copy = operand;
  FindVariable(name)->operand = copy;
}

void Interpreter::CheckNotFunction(Words words, const Value* final) {
  if (words.size() > 1 || final != nullptr) {
    Fail("can't give argument to non-function " + NodeText(*program_, words[0]));
  }
}

Value Interpreter::EvalCommand(const Operand& dot, NodeId id, const Value* final) {
  call_.budget.ChargeSteps(1);
  const Node& command = NodeAt(id);
  const Words words(program_->links.data() + command.a, command.b);
  const NodeId first = words[0];
  switch (NodeAt(first).kind) {
    case NodeKind::kField:
      return EvalFieldNode(dot, first, words, final);
    case NodeKind::kChain:
      return EvalChainNode(dot, first, words, final);
    case NodeKind::kIdentifier:
      return EvalFunction(dot, first, id, words, final);
    case NodeKind::kPipe:
      CheckNotFunction(words, final);
      return EvalPipeline(dot, first);
    case NodeKind::kVariable:
      return EvalVariableNode(dot, first, words, final);
    default:
      return EvalLiteral(dot, first, words, final);
  }
}

Value Interpreter::EvalLiteral(const Operand& dot, NodeId id, Words words, const Value* final) {
  now_.at = id;
  CheckNotFunction(words, final);
  const Node& node = NodeAt(id);
  switch (node.kind) {
    case NodeKind::kBool:
      return Value::Bool(node.flag);
    case NodeKind::kDot:
      return dot.value;
    case NodeKind::kNil:
      Fail("nil is not a command");
    case NodeKind::kNumber:
      return IdealConstant(id);
    case NodeKind::kString:
      return program_->constants[node.a];
    default: {
      std::string quoted;
      AppendQuoted(quoted, NodeText(*program_, id));
      Fail("can't evaluate command " + quoted);
    }
  }
}

Value Interpreter::IdealConstant(NodeId id) {
  now_.at = id;
  const NumberLiteral& number = program_->numbers[NodeAt(id).a];
  if (number.ideal.is_missing()) Fail(StrCat(number.text, " overflows int"));
  return number.ideal;
}

Value Interpreter::EvalFieldNode(const Operand& dot, NodeId id, Words words, const Value* final) {
  now_.at = id;
  const Node& node = NodeAt(id);
  return EvalFieldChain({dot, id, words, final}, dot, {program_->names.data() + node.a, node.b});
}

Value Interpreter::EvalChainNode(const Operand& dot, NodeId id, Words words, const Value* final) {
  now_.at = id;
  const Node& node = NodeAt(id);
  now_.at = node.a;
  Operand receiver;
  if (NodeAt(node.a).kind == NodeKind::kPipe) {
    receiver.value = EvalPipeline(dot, node.a);
  } else {
    receiver.value = EvalFunction(dot, node.a, node.a, {}, nullptr);
    receiver.boxed = receiver.value.is_nil();
  }
  const uint32_t* names = program_->links.data() + node.b;
  return EvalFieldChain({dot, id, words, final}, receiver,
                        {program_->names.data() + names[0], names[1]});
}

Value Interpreter::EvalVariableNode(const Operand& dot, NodeId id, Words words,
                                    const Value* final) {
  now_.at = id;
  const Node& node = NodeAt(id);
  const Operand operand = FindVariable(node.a)->operand;
  if (node.b == kNoNode) {
    if (!words.empty()) CheckNotFunction(words, final);
    return operand.value;
  }
  const uint32_t* names = program_->links.data() + node.b;
  return EvalFieldChain({dot, id, words, final}, operand,
                        {program_->names.data() + names[0], names[1]});
}

Value Interpreter::EvalFunction(const Operand& dot, NodeId id, NodeId command, Words words,
                                const Value* final) {
  now_.at = id;
  const Node& node = NodeAt(id);
  const Callee callee{program_->functions[node.a], static_cast<SpecialForm>(node.count), command,
                      nullptr};
  return EvalCall(dot, callee, words, final);
}

}  // namespace chartrender
