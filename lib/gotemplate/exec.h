// Runs templates. One interpreter belongs to one render and one thread; deep work relies on
// base/stack.h, so the caller runs everything inside RunOnLargeStack. Steps are charged per node
// and iteration. Source: text/template/exec.go, Go 1.26.
//
// Functions of the engine that run templates (include, tpl) call back through Call::interpreter:
// ExecuteToText with Call::templates (what the caller sees) or a TemplateSet over it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "base/environment.h"
#include "gotemplate/function.h"
#include "gotemplate/program.h"
#include "gotemplate/template_set.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender {

// What a missing key of a map gives.
enum class MissingKey : uint8_t {
  kDefault,  // no value
  kZero,     // the zero value of the map's element type (nil for interface {})
  kError,    // an error
};

class LineTrace;

struct ExecOptions {
  MissingKey missing_key = MissingKey::kDefault;
  // Methods of the map types of .Values (IsValuesType); the receiver is args[0].
  std::span<const FunctionDef> values_methods = {};
  // What functions keep between calls; must outlive the interpreter. May be null.
  FunctionCache* cache = nullptr;
  // Told where the output comes from; must outlive the interpreter. Null: nobody asks.
  LineTrace* trace = nullptr;
};

class Interpreter {
 public:
  // All references must outlive the interpreter.
  Interpreter(Arena& arena, Budget& budget, const Environment& environment, CallHost* host,
              const ExecOptions& options);
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  // Appends what `entry` prints for `dot`. Throws Failure(kTemplate); when no other execution is
  // under way its error is finished (see exec_error.h). After a failure `out` holds what was
  // written before it.
  void Execute(const TemplateSet& templates, const Template& entry, Value dot, std::string& out);

  // The same as a text in the arena. Functions called by a template use this one.
  std::string_view ExecuteToText(const TemplateSet& templates, const Template& entry, Value dot);

  Arena& arena() { return call_.arena; }
  Budget& budget() { return call_.budget; }
  const ExecOptions& options() const { return options_; }

 private:
  // A value and whether its static Go type is interface {}: error texts name that type.
  struct Operand {
    Value value;
    bool boxed = false;
  };
  struct Variable {
    Operand operand;
    uint32_t name = 0;  // index in Program::variables
  };
  // Operands of a command with its first word; empty where Go has no argument list.
  using Words = std::span<const NodeId>;
  enum class Flow : uint8_t { kNext, kBreak, kContinue };
  // What a nested execution or template call changes and puts back.
  struct Activation {
    Template current;
    const TemplateSet* templates = nullptr;
    NodeId at = kNoNode;
    size_t frame = 0;  // first variable of the running template
    size_t depth = 0;  // template calls inside each other
  };
  class NestedExecution;

  const Node& NodeAt(NodeId node) const { return program_->nodes[node]; }
  void Enter(const Activation& activation);

  // exec.cc: statements
  Flow Walk(const Operand& dot, NodeId id);
  Flow WalkList(const Operand& dot, const Node& list);
  Flow WalkIfOrWith(const Operand& dot, const Node& node);
  void WalkTemplate(const Operand& dot, NodeId id, const Node& node);
  void Print(NodeId node, Value value);
  void PrintObject(const Object& object);
  void CheckOutput();

  // exec_range.cc
  Flow WalkRange(const Operand& dot, const Node& node);
  bool RangeInteger(Value value, Value number, const Node& node);
  bool RangeList(Value list, const Node& node);
  bool RangeBytes(std::string_view bytes, const Node& node);
  bool RangeMap(Value map, const Node& node);
  bool Iterate(const Node& range, Value index, const Operand& element);

  // exec_eval.cc: pipelines, commands and operands
  Value EvalPipeline(const Operand& dot, NodeId id);
  Value EvalCommand(const Operand& dot, NodeId id, const Value* final);
  Value EvalLiteral(const Operand& dot, NodeId id, Words words, const Value* final);
  Value EvalFieldNode(const Operand& dot, NodeId id, Words words, const Value* final);
  Value EvalChainNode(const Operand& dot, NodeId id, Words words, const Value* final);
  Value EvalVariableNode(const Operand& dot, NodeId id, Words words, const Value* final);
  Value EvalFunction(const Operand& dot, NodeId id, NodeId command, Words words,
                     const Value* final);
  Value IdealConstant(NodeId id);
  void CheckNotFunction(Words words, const Value* final);
  Variable* FindVariable(uint32_t name);
  void SetVariable(uint32_t name, const Operand& operand);

  // exec_field.cc
  // A field access under way: who asks, and what a method gets.
  struct Access {
    const Operand& dot;
    NodeId node = kNoNode;
    Words words = {};
    const Value* final = nullptr;
  };
  Value EvalFieldChain(const Access& access, Operand receiver, std::span<const Name> names);
  bool EnterMap(const Name& name, Operand& receiver) const;
  Operand EvalField(const Access& access, const Name& name, const Operand& receiver);
  Operand FieldOfMap(const Access& access, const Name& name, Value map);
  const Value* FieldOfStruct(const Access& access, const Name& name, const Object& object);
  const FunctionDef* FindMethod(Value receiver, std::string_view name) const;

  // exec_call.cc
  struct Callee {
    const FunctionDef* function = nullptr;
    SpecialForm form = SpecialForm::kNone;
    NodeId node = kNoNode;        // blamed when the call fails
    const Value* self = nullptr;  // receiver of a method
  };
  Value EvalCall(const Operand& dot, const Callee& callee, Words words, const Value* final);
  Value EvalAndOr(const Operand& dot, const Callee& callee, Words args, const Value* final);
  Value Invoke(const Operand& dot, const Callee& callee, std::span<const Value> args, Words words);
  [[noreturn]] void FailForCount(const Callee& callee, size_t given, size_t with_final);
  Value EvalArg(const Operand& dot, const Param& param, NodeId id);
  Value EvalTypedLiteral(const Param& param, NodeId id);
  Value ValidateType(const Operand& dot, NodeId source, Value value, const Param& param);

  // exec_absence.cc
  // A path followed as far as it goes without evaluating anything.
  struct Trace {
    std::string expression;
    Value value;
    std::optional<Absence> absence;  // its first part without a value
    bool known = true;               // false: the path needs evaluation
  };
  Trace TraceNode(const Operand& dot, NodeId id) const;
  void FollowNames(Trace& trace, std::span<const Name> names) const;
  NodeId CommandBefore(NodeId command) const;
  // Notes in an error without frames that the path at `node` has no value, if so.
  void ExplainAbsence(Error& error, const Operand& dot, NodeId node) const;
  [[noreturn]] void FailAt(const Operand& dot, NodeId node, std::string_view message) const;

  [[noreturn]] void Fail(std::string_view message) const;

  Call call_;
  ExecOptions options_;
  uint32_t values_method_letters_ = 0;  // a bit for each capital that a method's name begins with
  std::string* out_ = nullptr;
  const Program* program_ = nullptr;  // the code of the template that runs
  Activation now_;
  size_t executions_ = 0;  // under way inside each other
  std::vector<Variable> variables_;
  std::vector<Map::Entry> entries_;  // snapshots of the maps being ranged over
};

}  // namespace chartrender
