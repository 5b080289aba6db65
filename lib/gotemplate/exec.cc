#include "gotemplate/exec.h"

#include "base/stack.h"
#include "gotemplate/exec_error.h"
#include "gotemplate/line_trace.h"
#include "value/object.h"
#include "value/print.h"
#include "value/truth.h"

namespace chartrender {

namespace {

constexpr uint32_t kLargeText = uint32_t{1} << 16;  // in bytes

}  // namespace

// Puts back what a nested execution changed, also after a failure.
class Interpreter::NestedExecution {
 public:
  explicit NestedExecution(Interpreter& interpreter)
      : interpreter_(interpreter),
        saved_(interpreter.now_),
        out_(interpreter.out_),
        variables_(interpreter.variables_.size()),
        entries_(interpreter.entries_.size()) {
    ++interpreter_.executions_;
  }
  ~NestedExecution() {
    --interpreter_.executions_;
    interpreter_.Enter(saved_);
    interpreter_.out_ = out_;
    interpreter_.variables_.resize(variables_);
    interpreter_.entries_.resize(entries_);
  }
  NestedExecution(const NestedExecution&) = delete;
  NestedExecution& operator=(const NestedExecution&) = delete;

 private:
  Interpreter& interpreter_;
  Activation saved_;
  std::string* out_;
  size_t variables_;
  size_t entries_;
};

namespace {

// Takes back what was written when it is left by a failure.
class FailureCut {
 public:
  FailureCut(std::string& out, size_t mark, LineTrace* trace, const LineTrace::Mark& traced)
      : out_(out), mark_(mark), trace_(trace), traced_(traced) {}
  ~FailureCut() {
    if (kept_) return;
    out_.resize(mark_);
    if (trace_ != nullptr) trace_->Abandon(traced_);
  }
  FailureCut(const FailureCut&) = delete;
  FailureCut& operator=(const FailureCut&) = delete;
  void Keep() { kept_ = true; }

 private:
  std::string& out_;
  size_t mark_;
  LineTrace* trace_;
  LineTrace::Mark traced_;
  bool kept_ = false;
};

}  // namespace

Interpreter::Interpreter(Arena& arena, Budget& budget, const Environment& environment,
                         CallHost* host, const ExecOptions& options)
    : call_{arena, budget, environment, host, this, nullptr, options.cache}, options_(options) {
  for (const FunctionDef& method : options.values_methods) {
    values_method_letters_ |= 1U << static_cast<unsigned>(method.name[0] - 'A');
  }
}

void Interpreter::Enter(const Activation& activation) {
  now_ = activation;
  const Program* const program = activation.current.program;
  program_ = program == nullptr ? nullptr : program->code;  // null: nothing runs any more
  call_.templates = activation.templates;
}

void Interpreter::Execute(const TemplateSet& templates, const Template& entry, Value dot,
                          std::string& out) {
  CheckStack();
  const bool outermost = executions_ == 0;
  const auto run = [&] {
    const NestedExecution nested(*this);
    out_ = &out;
    Enter({entry, &templates, kNoNode, variables_.size(), 0});
    const Operand root{dot.is_nil() ? Value::Missing() : dot, false};
    variables_.push_back({root, 0});
    Walk(root, entry.root());
    CheckOutput();
  };
  // Every handler on the way out of deep calls costs time.
  if (!outermost) {
    run();
    return;
  }
  try {
    run();
  } catch (Failure& failure) {
    FinishError(failure.error());
    throw;
  }
}

std::string_view Interpreter::ExecuteToText(const TemplateSet& templates, const Template& entry,
                                            Value dot) {
  std::string scratch;
  std::string& out = out_ == nullptr ? scratch : *out_;
  const size_t mark = out.size();
  LineTrace* const trace = options_.trace;
  const LineTrace::Mark traced = trace == nullptr ? LineTrace::Mark() : trace->Begin();
  {
    FailureCut cut(out, mark, trace, traced);
    Execute(templates, entry, dot, out);
    cut.Keep();
  }
  const std::string_view text = call_.arena.Copy(std::string_view(out).substr(mark));
  if (trace != nullptr) trace->EndText(traced, mark, text);
  out.resize(mark);
  return text;
}

void Interpreter::Fail(std::string_view message) const {
  Failure failure(ErrorCode::kTemplate, std::string(message));
  failure.error().frames.push_back(MakeFrame(now_.current, now_.at, {}));
  throw failure;
}

// The same for a failure over the value of `node`.
void Interpreter::FailAt(const Operand& dot, NodeId node, std::string_view message) const {
  Failure failure(ErrorCode::kTemplate, std::string(message));
  ExplainAbsence(failure.error(), dot, node);
  failure.error().frames.push_back(MakeFrame(now_.current, now_.at, {}));
  throw failure;
}

void Interpreter::CheckOutput() {
  const uint64_t limit = call_.budget.limits().output_bytes;
  if (out_->size() > limit) call_.budget.ChargeOutput(out_->size());
}

Interpreter::Flow Interpreter::Walk(const Operand& dot, NodeId id) {
  const Node& node = NodeAt(id);
  now_.at = id;
  call_.budget.ChargeSteps(1);
  switch (node.kind) {
    case NodeKind::kText:
      if (options_.trace != nullptr)
        options_.trace->AddText(*now_.current.program, node.a, out_->size());
      // Something short follows most large texts: for that alone a string would double.
      if (node.b >= kLargeText && out_->capacity() - out_->size() < node.b) {
        out_->reserve(out_->size() + node.b + node.b / 16);
      }
      out_->append(program_->text, node.a, node.b);
      CheckOutput();
      return Flow::kNext;
    case NodeKind::kAction: {
      // Variables that it declares live until the next end.
      const Value value = EvalPipeline(dot, node.a);
      if (NodeAt(node.a).count == 0) Print(id, value);
      return Flow::kNext;
    }
    case NodeKind::kList:
      return WalkList(dot, node);
    case NodeKind::kIf:
    case NodeKind::kWith:
      return WalkIfOrWith(dot, node);
    case NodeKind::kRange:
      return WalkRange(dot, node);
    case NodeKind::kTemplate:
      WalkTemplate(dot, id, node);
      return Flow::kNext;
    case NodeKind::kBreak:
      return Flow::kBreak;
    case NodeKind::kContinue:
      return Flow::kContinue;
    default:
      Fail("unknown node");
  }
}

Interpreter::Flow Interpreter::WalkList(const Operand& dot, const Node& list) {
  const uint32_t* links = program_->links.data() + list.a;
  for (uint32_t i = 0; i < list.b; ++i) {
    const Flow flow = Walk(dot, links[i]);
    if (flow != Flow::kNext) return flow;
  }
  return Flow::kNext;
}

Interpreter::Flow Interpreter::WalkIfOrWith(const Operand& dot, const Node& node) {
  const size_t mark = variables_.size();
  const Value value = EvalPipeline(dot, node.a);
  const NodeId body = program_->links[node.b];
  const NodeId otherwise = program_->links[node.b + 1];
  Flow flow = Flow::kNext;
  if (IsTrue(value)) {
    flow = node.kind == NodeKind::kWith ? Walk({value, false}, body) : Walk(dot, body);
  } else if (otherwise != kNoNode) {
    flow = Walk(dot, otherwise);
  }
  variables_.resize(mark);
  return flow;
}

void Interpreter::WalkTemplate(const Operand& dot, NodeId id, const Node& node) {
  CheckStack();
  const std::string_view name = program_->texts[node.a];
  const Template* found = now_.templates->Find(name);
  if (found == nullptr) {
    Failure failure(ErrorCode::kTemplate, StrCat("template ", Quoted(name), " not defined"));
    failure.error().missing_template = name;
    failure.error().frames.push_back(MakeFrame(now_.current, now_.at, {}));
    throw failure;
  }
  const uint32_t deepest = call_.budget.limits().template_depth;
  if (now_.depth >= deepest) {
    Fail(StrCat("exceeded maximum template depth (", std::to_string(deepest), ")"));
  }
  const Template entry = *found;
  Value value;
  if (node.b != kNoNode) value = EvalPipeline(dot, node.b);
  // Nothing is inherited but the depth. A failure leaves the state to the execution around it.
  const Activation outer = now_;
  const size_t mark = variables_.size();
  Enter({entry, outer.templates, id, mark, outer.depth + 1});
  variables_.push_back({{value, false}, 0});
  Walk({value, false}, entry.root());
  variables_.resize(mark);
  Enter(outer);
}

void Interpreter::Print(NodeId node, Value value) {
  now_.at = node;
  if (options_.trace != nullptr) {
    options_.trace->AddPrinted(*now_.current.program, NodeAt(node).position, out_->size(),
                               value.is_string() ? value.AsString() : std::string_view());
  }
  if (value.is_string()) {
    out_->append(value.AsString());
  } else if (value.is_object()) {
    PrintObject(*value.AsObject());
  } else {
    AppendPrinted(*out_, value, &call_.budget);
  }
  CheckOutput();
}

// Of a pointer the value behind it is printed; methods of its address count.
void Interpreter::PrintObject(const Object& object) {
  const ObjectType& type = *object.type;
  if (type.to_string == nullptr && type.to_string_addressed != nullptr) {
    *out_ += type.to_string_addressed(object);
    return;
  }
  const std::string text = PlainText(Value::Of(&object), &call_.budget);
  const bool dereferenced =
      type.kind == GoKind::kPtr && type.to_string == nullptr && text[0] == '&';
  out_->append(text, dereferenced ? 1 : 0);
}

}  // namespace chartrender
