#include "value/format_printer.h"

#include "base/stack.h"
#include "base/utf8.h"
#include "value/format.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender::internal {

namespace {

bool IsStringVerb(uint32_t verb) {
  return verb == 'v' || verb == 's' || verb == 'x' || verb == 'X' || verb == 'q';
}

}  // namespace

void Printer::BadVerb(uint32_t verb, Value value) {
  erroring_ = true;
  text_ += "%!";
  AppendRune(text_, verb);
  text_ += '(';
  if (value.is_absent()) {
    text_ += "<nil>";
  } else {
    text_ += TypeName(value);
    text_ += '=';
    PrintValue(value, 'v', 0);
  }
  text_ += ')';
  erroring_ = false;
}

void Printer::PrintArg(Value arg, uint32_t verb) {
  if (arg.is_absent()) {
    if (verb == 'T' || verb == 'v') {
      field_.Pad("<nil>");
    } else {
      BadVerb(verb, arg);
    }
  } else if (verb == 'T') {
    field_.WriteString(TypeName(arg));
  } else if (verb == 'p') {
    PrintPointer(arg, verb);
  } else if (arg.is(Kind::kBytes)) {
    PrintBytes(arg, verb, "[]byte");
  } else {
    PrintValue(arg, verb, 0);
  }
}

void Printer::PrintValue(Value value, uint32_t verb, int depth) {
  if (verb == 'w') {
    BadVerb(verb, value);
    return;
  }
  switch (value.kind()) {
    case Kind::kMissing:
    case Kind::kNil:
      text_ += field_.flags.sharp_v ? "interface {}(nil)" : "<nil>";
      return;
    case Kind::kBool:
      return PrintBool(value, verb);
    case Kind::kInt:
    case Kind::kUint:
      return PrintInteger(value, verb, value);
    case Kind::kFloat:
      return PrintFloat(value, value.AsFloat(), value.type() == GoType::kFloat32 ? 32 : 64, verb);
    case Kind::kComplex:
      return PrintComplex(value, verb);
    case Kind::kString:
      return PrintString(value, value.AsString(), verb);
    case Kind::kBytes:
      return PrintBytes(value, verb, Info(value.type()).name);
    case Kind::kList:
      return PrintList(value, Info(value.type()).name, verb, depth);
    case Kind::kMap:
      return PrintMap(value, Info(value.type()).name, verb, depth);
    case Kind::kObject:
      return PrintObject(value, verb, depth);
  }
}

void Printer::PrintBool(Value value, uint32_t verb) {
  if (verb == 't' || verb == 'v') {
    field_.WriteBool(value.AsBool());
  } else {
    BadVerb(verb, value);
  }
}

void Printer::PrintInteger(Value integer, uint32_t verb, Value arg) {
  const uint64_t number = integer.AsUint();
  const bool is_signed = integer.is(Kind::kInt);
  switch (verb) {
    case 'v':
      if (field_.flags.sharp_v && !is_signed) return field_.WriteHex(number, true);
      return field_.WriteInteger(number, 10, is_signed, 'v', false);
    case 'd':
      return field_.WriteInteger(number, 10, is_signed, 'd', false);
    case 'b':
      return field_.WriteInteger(number, 2, is_signed, 'b', false);
    case 'o':
    case 'O':
      return field_.WriteInteger(number, 8, is_signed, static_cast<char>(verb), false);
    case 'x':
    case 'X':
      return field_.WriteInteger(number, 16, is_signed, static_cast<char>(verb), verb == 'X');
    case 'c':
      return field_.WriteChar(number);
    case 'q':
      return field_.WriteQuotedChar(number);
    case 'U':
      return field_.WriteUnicode(number);
    default:
      return BadVerb(verb, arg);
  }
}

void Printer::PrintFloat(Value value, double number, int bits, uint32_t verb) {
  switch (verb) {
    case 'v':
      return field_.WriteFloat(number, bits, 'g', -1);
    case 'b':
    case 'g':
    case 'G':
    case 'x':
    case 'X':
      return field_.WriteFloat(number, bits, static_cast<char>(verb), -1);
    case 'f':
    case 'e':
    case 'E':
      return field_.WriteFloat(number, bits, static_cast<char>(verb), 6);
    case 'F':
      return field_.WriteFloat(number, bits, 'f', 6);
    default:
      return BadVerb(verb, value);
  }
}

void Printer::PrintComplex(Value value, uint32_t verb) {
  if (verb > 0x7F ||
      std::string_view("vbgGxXfFeE").find(static_cast<char>(verb)) == std::string_view::npos) {
    BadVerb(verb, value);
    return;
  }
  const bool plus = field_.flags.plus;
  text_ += '(';
  PrintFloat(value, value.AsComplex()[0], 64, verb);
  field_.flags.plus = true;
  PrintFloat(value, value.AsComplex()[1], 64, verb);
  text_ += "i)";
  field_.flags.plus = plus;
}

void Printer::PrintString(Value value, std::string_view text, uint32_t verb) {
  switch (verb) {
    case 'v':
      return field_.flags.sharp_v ? field_.WriteQuoted(text) : field_.WriteString(text);
    case 's':
      return field_.WriteString(text);
    case 'x':
    case 'X':
      return field_.WriteHexString(text, verb == 'X');
    case 'q':
      return field_.WriteQuoted(text);
    default:
      return BadVerb(verb, value);
  }
}

void Printer::PrintBytes(Value value, uint32_t verb, std::string_view type_name) {
  const std::string_view bytes = value.AsString();
  if (verb == 's' || verb == 'q' || verb == 'x' || verb == 'X') {
    PrintString(value, bytes, verb);
    return;
  }
  const bool sharp = field_.flags.sharp_v;
  if (sharp) text_.append(type_name);
  if (sharp && value.is_nil_reference()) {
    text_ += "(nil)";
    return;
  }
  text_ += sharp ? '{' : '[';
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0) text_ += sharp ? ", " : " ";
    const Value byte = Value::Uint(static_cast<unsigned char>(bytes[i]), GoType::kUint8);
    PrintInteger(byte, verb, byte);
  }
  text_ += sharp ? '}' : ']';
}

// An element or field whose static type is interface {} has a depth of its own.
void Printer::PrintElement(Value value, bool in_interface, uint32_t verb, int depth) {
  PrintValue(value, verb, in_interface ? depth + 2 : depth + 1);
}

void Printer::PrintList(Value value, std::string_view type_name, uint32_t verb, int depth) {
  const Nested nested = field_.EnterValue();
  const bool sharp = field_.flags.sharp_v;
  if (sharp) text_.append(type_name);
  if (sharp && value.is_nil_reference()) {
    text_ += "(nil)";
    return;
  }
  text_ += sharp ? '{' : '[';
  const bool in_interface = Info(value.type()).element == GoType::kNone;
  bool first = true;
  for (const Value item : value.AsList()) {
    if (!first) text_ += sharp ? ", " : " ";
    first = false;
    PrintElement(item, in_interface, verb, depth);
  }
  text_ += sharp ? '}' : ']';
}

void Printer::PrintMap(Value value, std::string_view type_name, uint32_t verb, int depth) {
  const NestedMap nested = field_.EnterMap(value.AsMap());
  const bool sharp = field_.flags.sharp_v;
  if (sharp) text_.append(type_name);
  if (sharp && value.is_nil_reference()) {
    text_ += "(nil)";
    return;
  }
  text_ += sharp ? "{" : "map[";
  const bool in_interface = Info(value.type()).element == GoType::kNone;
  bool first = true;
  if (!value.is_nil_reference()) {
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      if (!first) text_ += sharp ? ", " : " ";
      first = false;
      PrintString(Value::String(entry.key()), entry.key(), verb);
      text_ += ':';
      PrintElement(entry.value, in_interface, verb, depth);
    }
  }
  text_ += sharp ? '}' : ']';
}

void Printer::PrintStruct(const Object& object, std::string_view type_name, uint32_t verb,
                          int depth) {
  const Nested nested = field_.EnterValue();
  const bool sharp = field_.flags.sharp_v;
  if (sharp) text_.append(type_name);
  text_ += '{';
  for (size_t i = 0; i < object.fields.size(); ++i) {
    if (i > 0) text_ += sharp ? ", " : " ";
    if ((sharp || field_.flags.plus_v) && i < object.type->fields.size()) {
      text_.append(object.type->fields[i]);
      text_ += ':';
    }
    PrintElement(object.fields[i], false, verb, depth);
  }
  text_ += '}';
}

void Printer::PrintObject(Value value, uint32_t verb, int depth) {
  const Object& object = *value.AsObject();
  if (field_.flags.sharp_v && object.type->to_go_string != nullptr) {
    field_.WriteString(object.type->to_go_string(object));
    return;
  }
  if (object.type->to_string != nullptr && !erroring_ && !field_.flags.sharp_v &&
      IsStringVerb(verb)) {
    PrintString(value, object.type->to_string(object), verb);
    return;
  }
  std::string_view type_name = object.type->name;
  const Value underlying = object.underlying;
  if (underlying.is_list()) {
    PrintList(underlying, type_name, verb, depth);
  } else if (underlying.is_map()) {
    PrintMap(underlying, type_name, verb, depth);
  } else if (underlying.is(Kind::kInt) && verb != 'w') {
    PrintInteger(underlying, verb, value);
  } else if (!underlying.is_missing()) {
    PrintValue(underlying, verb, depth);
  } else if (object.type->kind != GoKind::kPtr) {
    PrintStruct(object, type_name, verb, depth);
  } else if (depth == 0) {
    text_ += '&';
    if (!type_name.empty() && type_name[0] == '*') type_name.remove_prefix(1);
    PrintStruct(object, type_name, verb, depth + 1);
  } else {
    PrintPointer(value, verb);
  }
}

void Printer::PrintPointer(Value value, uint32_t verb) {
  const bool pointer = value.is_object() && value.AsObject()->type->kind == GoKind::kPtr;
  if (!value.is_list() && !value.is_map() && !value.is(Kind::kBytes) && !pointer) {
    BadVerb(verb, value);
    return;
  }
  const uint64_t number = value.is_nil_reference() ? 0 : kPrintedAddress;
  switch (verb) {
    case 'v':
      if (field_.flags.sharp_v) {
        text_ += '(';
        text_ += TypeName(value);
        text_ += ")(";
        field_.WriteHex(number, true);
        text_ += ')';
        return;
      }
      return field_.WriteHex(number, !field_.flags.sharp);
    case 'p':
      return field_.WriteHex(number, !field_.flags.sharp);
    case 'b':
    case 'o':
    case 'd':
    case 'x':
    case 'X':
      return PrintInteger(Value::Uint(number, GoType::kUintptr), verb, value);
    default:
      return BadVerb(verb, value);
  }
}

}  // namespace chartrender::internal
