// Calls of functions and methods: counts, argument types, failures. Source: text/template/exec.go
// evalCall, evalArg.
#include <array>

#include "gotemplate/exec.h"
#include "gotemplate/exec_error.h"
#include "gotemplate/node_text.h"
#include "value/object.h"
#include "value/print.h"
#include "value/truth.h"

namespace chartrender {

namespace {

constexpr Param kReflectParam{ParamKind::kReflect, nullptr};

std::string_view ParamType(const Param& param) {
  switch (param.kind) {
    case ParamKind::kAny:
      return "interface {}";
    case ParamKind::kReflect:
      return "reflect.Value";
    case ParamKind::kString:
      return "string";
    case ParamKind::kInt:
      return "int";
    case ParamKind::kInt64:
      return "int64";
    case ParamKind::kUint32:
      return "uint32";
    case ParamKind::kFloat64:
      return "float64";
    case ParamKind::kBool:
      return "bool";
    case ParamKind::kAnyMap:
      return "map[string]interface {}";
    case ParamKind::kAnyList:
      return "[]interface {}";
    case ParamKind::kStringList:
      return "[]string";
    case ParamKind::kObject:
      return param.object->name;
  }
  return {};
}

// Whether nil may be passed; sets what the function then gets.
bool ZeroOf(const Param& param, Value& zero) {
  switch (param.kind) {
    case ParamKind::kAny:
      zero = Value::Nil();
      return true;
    case ParamKind::kReflect:
      zero = Value::Missing();
      return true;
    case ParamKind::kAnyMap:
      zero = Value::Of(static_cast<Map*>(nullptr));
      return true;
    case ParamKind::kAnyList:
      zero = Value::NilList();
      return true;
    case ParamKind::kStringList:
      zero = Value::NilList(GoType::kStringList);
      return true;
    case ParamKind::kObject: {
      const GoKind kind = param.object->kind;
      zero = Value::Nil();
      return kind == GoKind::kSlice || kind == GoKind::kMap || kind == GoKind::kPtr ||
             kind == GoKind::kInterface || kind == GoKind::kFunc;
    }
    default:
      return false;
  }
}

// Go's AssignableTo; may give the list that a named list type stands on.
bool Assignable(Value& value, const Param& param) {
  switch (param.kind) {
    case ParamKind::kAny:
    case ParamKind::kReflect:
      return true;
    case ParamKind::kString:
      return value.is_string();
    case ParamKind::kInt:
      return value.type() == GoType::kInt;
    case ParamKind::kInt64:
      return value.type() == GoType::kInt64;
    case ParamKind::kUint32:
      return value.type() == GoType::kUint32;
    case ParamKind::kFloat64:
      return value.type() == GoType::kFloat64;
    case ParamKind::kBool:
      return value.is(Kind::kBool);
    case ParamKind::kAnyMap:
      return value.is_map() && (value.type() == GoType::kAnyMap || IsValuesType(value.type()));
    case ParamKind::kAnyList:
    case ParamKind::kStringList: {
      const Value list = Underlying(value);
      const GoType type =
          param.kind == ParamKind::kAnyList ? GoType::kAnyList : GoType::kStringList;
      if (!list.is_list() || list.type() != type) return false;
      value = list;
      return true;
    }
    case ParamKind::kObject:
      return value.is_object() && value.AsObject()->type == param.object;
  }
  return false;
}

// The kind that a literal must have for a parameter.
GoKind LiteralKind(const Param& param) {
  switch (param.kind) {
    case ParamKind::kString:
      return GoKind::kString;
    case ParamKind::kInt:
      return GoKind::kInt;
    case ParamKind::kInt64:
      return GoKind::kInt64;
    case ParamKind::kUint32:
      return GoKind::kUint32;
    case ParamKind::kFloat64:
      return GoKind::kFloat64;
    case ParamKind::kBool:
      return GoKind::kBool;
    case ParamKind::kObject:
      return param.object->kind;
    default:
      return GoKind::kInvalid;
  }
}

// Functions pass over their texts and lists: what they are given counts as work.
void ChargeArguments(Budget& budget, std::span<const Value> args) {
  uint64_t bytes = 0;
  for (const Value arg : args) {
    if (arg.is_string()) {
      bytes += arg.AsString().size();
    } else if (arg.is_list()) {
      bytes += arg.AsList().size_bytes();
    }
  }
  budget.ChargeBytes(bytes);
}

bool IsFatal(ErrorCode code) {
  return code == ErrorCode::kLimit || code == ErrorCode::kCancelled || code == ErrorCode::kInternal;
}

}  // namespace

// `source` is the node that gave the value, or kNoNode.
Value Interpreter::ValidateType(const Operand& dot, NodeId source, Value value,
                                const Param& param) {
  if (param.kind == ParamKind::kString && value.is_string()) return value;
  if (param.kind == ParamKind::kAny || param.kind == ParamKind::kReflect) {
    if (param.kind == ParamKind::kReflect) return value;
    if (value.is_missing()) return Value::Nil();
    if (value.is_object() && value.AsObject()->type->copied != nullptr) {
      auto* copy = call_.arena.New<Object>(*value.AsObject());
      copy->type = copy->type->copied;
      return Value::Of(copy);
    }
    return value;
  }
  if (value.is_missing()) {
    Value zero;
    if (ZeroOf(param, zero)) return zero;
    FailAt(dot, source, StrCat("invalid value; expected ", ParamType(param)));
  }
  if (!value.is_nil() && Assignable(value, param)) return value;
  const std::string type = value.is_nil() ? "interface {}" : TypeName(value);
  FailAt(dot, source, StrCat("wrong type for value; expected ", ParamType(param), "; got ", type));
}

Value Interpreter::EvalArg(const Operand& dot, const Param& param, NodeId id) {
  now_.at = id;
  const Node& node = NodeAt(id);
  switch (node.kind) {
    case NodeKind::kDot:
      return ValidateType(dot, id, dot.value, param);
    case NodeKind::kNil: {
      Value zero;
      if (!ZeroOf(param, zero)) Fail(StrCat("cannot assign nil to ", ParamType(param)));
      return zero;
    }
    case NodeKind::kField:
      return ValidateType(dot, id, EvalFieldNode(dot, id, {}, nullptr), param);
    case NodeKind::kVariable:
      return ValidateType(dot, id, EvalVariableNode(dot, id, {}, nullptr), param);
    case NodeKind::kPipe:
      return ValidateType(dot, id, EvalPipeline(dot, id), param);
    case NodeKind::kIdentifier:
      return ValidateType(dot, id, EvalFunction(dot, id, id, {}, nullptr), param);
    case NodeKind::kChain:
      return ValidateType(dot, id, EvalChainNode(dot, id, {}, nullptr), param);
    case NodeKind::kString:
      if (param.kind == ParamKind::kString) return program_->constants[node.a];
      break;
    default:
      break;
  }
  if (param.kind != ParamKind::kAny && param.kind != ParamKind::kReflect)
    return EvalTypedLiteral(param, id);
  if (node.kind == NodeKind::kNumber) return IdealConstant(id);
  if (node.kind == NodeKind::kBool) return Value::Bool(node.flag);
  return program_->constants[node.a];
}

// A literal for a parameter of a certain type.
Value Interpreter::EvalTypedLiteral(const Param& param, NodeId id) {
  const Node& node = NodeAt(id);
  const NumberLiteral* number =
      node.kind == NodeKind::kNumber ? &program_->numbers[node.a] : nullptr;
  std::string_view wanted;
  Value value;
  switch (LiteralKind(param)) {
    case GoKind::kBool:
      wanted = "bool";
      if (node.kind == NodeKind::kBool) value = Value::Bool(node.flag);
      break;
    case GoKind::kString:
      wanted = "string";
      if (node.kind == NodeKind::kString) value = program_->constants[node.a];
      break;
    case GoKind::kInt:
    case GoKind::kInt64:
      wanted = "integer";
      if (number != nullptr && number->is_int) {
        value = Value::Int(number->int_value,
                           param.kind == ParamKind::kInt ? GoType::kInt : GoType::kInt64);
      }
      break;
    case GoKind::kUint32:
      wanted = "unsigned integer";
      // Go does not look whether it fits.
      if (number != nullptr && number->is_uint) {
        value = Value::Uint(static_cast<uint32_t>(number->uint_value), GoType::kUint32);
      }
      break;
    case GoKind::kFloat64:
      wanted = "float";
      if (number != nullptr && number->is_float) value = Value::Float(number->float_value);
      break;
    default:
      Fail(StrCat("can't handle ", NodeText(*program_, id), " for arg of type ", ParamType(param)));
  }
  if (value.is_missing()) Fail(StrCat("expected ", wanted, "; found ", NodeText(*program_, id)));
  if (param.kind == ParamKind::kObject)
    return Value::Of(call_.arena.New<Object>(param.object, value));
  return value;
}

// `given` are the words; Go counts the piped value only where the number is fixed.
void Interpreter::FailForCount(const Callee& callee, size_t given, size_t with_final) {
  const Signature& signature = callee.function->signature;
  const size_t own = signature.params.size() - (callee.self != nullptr ? 1 : 0);
  const bool variadic = signature.variadic;
  Fail(StrCat("wrong number of args for ", callee.function->name,
              variadic ? ": want at least " : ": want ", std::to_string(own - (variadic ? 1 : 0)),
              " got ", std::to_string(variadic ? given : with_final)));
}

Value Interpreter::EvalCall(const Operand& dot, const Callee& callee, Words words,
                            const Value* final) {
  const Words args = words.empty() ? words : words.subspan(1);
  const size_t count = args.size() + (final != nullptr ? 1 : 0);
  const Signature& signature = callee.function->signature;
  const size_t first = callee.self != nullptr ? 1 : 0;
  const size_t own = signature.params.size() - first;
  if (signature.variadic ? count + 1 < own : count != own) FailForCount(callee, args.size(), count);
  if (callee.form == SpecialForm::kAnd || callee.form == SpecialForm::kOr) {
    return EvalAndOr(dot, callee, args, final);
  }
  std::array<Value, 6> few;
  std::span<Value> values(few.data(), size_t{0});
  if (first + count <= few.size()) {
    values = std::span<Value>(few.data(), first + count);
  } else {
    values = call_.arena.Array<Value>(first + count);
  }
  const size_t last_param = signature.params.size() - 1;
  const auto param = [&](size_t i) -> const Param& {
    return signature.params[signature.variadic && i > last_param ? last_param : i];
  };
  if (callee.self != nullptr) values[0] = *callee.self;
  for (size_t i = 0; i < args.size(); ++i)
    values[first + i] = EvalArg(dot, param(first + i), args[i]);
  if (final != nullptr) {
    values[first + count - 1] = ValidateType(dot, kNoNode, *final, param(first + count - 1));
  }
  return Invoke(dot, callee, values, args);
}

// Evaluates only as many arguments as it needs.
Value Interpreter::EvalAndOr(const Operand& dot, const Callee& callee, Words args,
                             const Value* final) {
  Value value;
  for (const NodeId arg : args) {
    value = EvalArg(dot, kReflectParam, arg);
    if (IsTrue(value) == (callee.form == SpecialForm::kOr)) return value;
  }
  return final != nullptr ? *final : value;
}

Value Interpreter::Invoke(const Operand& dot, const Callee& callee, std::span<const Value> args,
                          Words words) {
  call_.budget.ChargeSteps(1);
  try {
    if (callee.function == nullptr || !callee.function->looks_at_few)
      ChargeArguments(call_.budget, args);
    if (callee.form == SpecialForm::kCall) {
      if (args[0].is_absent()) throw Failure(ErrorCode::kTemplate, "call of nil");
      const std::string name = !words.empty()        ? NodeText(*program_, words[0])
                               : args[0].is_string() ? std::string(args[0].AsString())
                                                     : StrCat("<", TypeName(args[0]), " Value>");
      throw Failure(ErrorCode::kTemplate,
                    StrCat("non-function ", name, " of type ", TypeName(args[0])));
    }
    call_.row = callee.function;
    return callee.function->signature.invoke(call_, args);
  } catch (Failure& failure) {
    now_.at = callee.node;
    const bool fatal = IsFatal(failure.error().code);
    if (HasLongChain(failure.error())) throw;
    const std::string text = fatal ? "" : StrCat("error calling ", callee.function->name, ": ");
    const size_t first = callee.self != nullptr ? 1 : 0;
    for (size_t i = 0; !fatal && i < words.size(); ++i) {
      if (args[first + i].is_absent()) ExplainAbsence(failure.error(), dot, words[i]);
    }
    const bool piped = args.size() > first + words.size();
    if (!fatal && piped && args.back().is_absent()) {
      ExplainAbsence(failure.error(), dot, CommandBefore(callee.node));
    }
    failure.error().frames.push_back(MakeFrame(now_.current, callee.node, text));
    throw;
  }
}

}  // namespace chartrender
