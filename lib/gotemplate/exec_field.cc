// Fields, map keys and methods of the interpreter. Source: text/template/exec.go evalFieldChain,
// evalField.
#include "base/unicode.h"
#include "base/utf8.h"
#include "gotemplate/exec.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

namespace {

// The zero value of a map's element type.
Value ZeroElement(GoType map) {
  switch (Info(map).element) {
    case GoType::kString:
      return Value::String({});
    case GoType::kBool:
      return Value::Bool(false);
    case GoType::kBytes:
      return Value::NilBytes();
    default:
      return Value::Nil();
  }
}

}  // namespace

Value Interpreter::EvalFieldChain(const Access& access, Operand receiver,
                                  std::span<const Name> names) {
  const Access plain{access.dot, access.node, {}, nullptr};
  const size_t last = names.size() - 1;
  for (size_t i = 0; i < last; ++i) {
    if (!EnterMap(names[i], receiver)) receiver = EvalField(plain, names[i], receiver);
  }
  const bool called = access.words.size() > 1 || access.final != nullptr;
  if (!called && EnterMap(names[last], receiver)) return receiver.value;
  return EvalField(access, names[last], receiver).value;
}

// Takes the step from a map to a value that it has, as most steps are; false: nothing is known yet.
bool Interpreter::EnterMap(const Name& name, Operand& receiver) const {
  const Value map = receiver.value;
  if (!map.is_map() || map.is_nil_reference()) return false;
  if (map.type() != GoType::kAnyMap &&
      (!IsValuesType(map.type()) || FindMethod(map, name.text) != nullptr)) {
    return false;
  }
  const Value* found = map.AsMap()->Find(name);
  if (found == nullptr || found->is_missing()) return false;
  receiver = {*found, true};
  return true;
}

const FunctionDef* Interpreter::FindMethod(Value receiver, std::string_view name) const {
  if (name.empty() || name[0] < 'A' || name[0] > 'Z') return nullptr;  // methods are exported
  std::span<const FunctionDef> methods;
  if (receiver.is_object()) {
    methods = {receiver.AsObject()->type->methods, receiver.AsObject()->type->method_count};
  } else if (receiver.is_map() && IsValuesType(receiver.type())) {
    const uint32_t letter = 1U << static_cast<unsigned>(name[0] - 'A');
    if ((values_method_letters_ & letter) == 0) return nullptr;
    methods = options_.values_methods;
  }
  for (const FunctionDef& method : methods) {
    if (method.name[0] == name[0] && method.name == name) return &method;
  }
  return nullptr;
}

Interpreter::Operand Interpreter::FieldOfMap(const Access& access, const Name& name, Value map) {
  if (access.words.size() > 1 || access.final != nullptr) {
    Fail(StrCat(name.text, " is not a method but has arguments"));
  }
  const bool boxed = Info(map.type()).element == GoType::kNone;
  const Value* found = map.is_nil_reference() ? nullptr : map.AsMap()->Find(name);
  if (found != nullptr) {
    return {boxed && found->is_missing() ? Value::Nil() : *found, boxed};
  }
  switch (options_.missing_key) {
    case MissingKey::kDefault:
      break;
    case MissingKey::kZero:
      return {ZeroElement(map.type()), boxed};
    case MissingKey::kError:
      FailAt(access.dot, access.node, StrCat("map has no entry for key ", Quoted(name.text)));
  }
  return {};
}

// The field of that name, or null.
const Value* Interpreter::FieldOfStruct(const Access& access, const Name& name,
                                        const Object& object) {
  const std::span<const std::string_view> names = object.type->fields;
  size_t at = 0;
  while (at < names.size() && names[at] != name.text) ++at;
  if (at == names.size()) {
    if (!object.type->embeds_first) return nullptr;
    return FieldOfStruct(access, name, *object.fields[0].AsObject());
  }
  if (!IsUpperRune(DecodeRune(name.text).code)) {
    Fail(StrCat(name.text, " is an unexported field of struct type ", object.type->name));
  }
  if (access.words.size() > 1 || access.final != nullptr) {
    Fail(StrCat(name.text, " has arguments but cannot be invoked as function"));
  }
  return at < object.fields.size() ? &object.fields[at] : nullptr;
}

Interpreter::Operand Interpreter::EvalField(const Access& access, const Name& name,
                                            const Operand& receiver) {
  const Value value = receiver.value;
  if (value.is_map() && !IsValuesType(value.type())) return FieldOfMap(access, name, value);
  if (value.is_missing()) {
    if (options_.missing_key == MissingKey::kError) {
      FailAt(access.dot, access.node, StrCat("nil data; no entry for key ", Quoted(name.text)));
    }
    return {};
  }
  if (value.is_nil()) {
    FailAt(access.dot, access.node, StrCat("nil pointer evaluating interface {}.", name.text));
  }
  if (const FunctionDef* method = FindMethod(value, name.text); method != nullptr) {
    if (!method->refusal.empty()) Fail(std::string(method->refusal));
    const Callee callee{method, SpecialForm::kNone, access.node, &value};
    return {EvalCall(access.dot, callee, access.words, access.final), false};
  }
  const Value underlying = Underlying(value);
  if (underlying.is_map()) return FieldOfMap(access, name, underlying);
  if (value.is_object()) {
    const Value* field = FieldOfStruct(access, name, *value.AsObject());
    if (field != nullptr) return {*field, false};
  }
  const std::string type = receiver.boxed ? "interface {}" : TypeName(value);
  Fail(StrCat("can't evaluate field ", name.text, " in type ", type));
}

}  // namespace chartrender
