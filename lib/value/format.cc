#include "value/format.h"

#include <cstdint>

#include "base/stack.h"
#include "base/utf8.h"
#include "value/format_field.h"
#include "value/map.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

namespace {

using internal::FieldFlags;
using internal::FieldWriter;

constexpr int kTooLarge = 1000000;

bool IsStringVerb(uint32_t verb) {
  return verb == 'v' || verb == 's' || verb == 'x' || verb == 'X' || verb == 'q';
}

// Source: fmt/print.go type pp.
class Printer {
 public:
  Printer(std::string& text, const Budget* budget) : text_(text), field_(text, budget) {}

  void Printf(std::string_view format, std::span<const Value> args);
  void PrintArg(Value arg, uint32_t verb);
  void ClearFlags() { field_.Clear(); }

 private:
  // One verb of a format: `at` is behind the %. Returns false at the end of the format.
  void Directive(std::string_view format, size_t& at, std::span<const Value> args);
  void ReadFlags(std::string_view format, size_t& at);
  void ReadWidth(std::string_view format, size_t& at, std::span<const Value> args);
  void ReadPrecision(std::string_view format, size_t& at, std::span<const Value> args);
  void ReadArgNumber(std::string_view format, size_t& at, size_t count);
  void PrintVerb(uint32_t verb, std::span<const Value> args);
  void PrintExtra(std::span<const Value> args);

  void PrintValue(Value value, uint32_t verb, int depth);
  void PrintBool(Value value, uint32_t verb);
  void PrintInteger(Value value, uint32_t verb);
  void PrintFloat(Value value, double number, int bits, uint32_t verb);
  void PrintComplex(Value value, uint32_t verb);
  void PrintString(Value value, std::string_view text, uint32_t verb);
  void PrintBytes(Value value, uint32_t verb, std::string_view type_name);
  void PrintList(Value value, std::string_view type_name, uint32_t verb, int depth);
  void PrintMap(Value value, std::string_view type_name, uint32_t verb, int depth);
  void PrintObject(Value value, uint32_t verb, int depth);
  void PrintStruct(const Object& object, std::string_view type_name, uint32_t verb, int depth);
  void PrintElement(Value value, bool in_interface, uint32_t verb, int depth);
  void PrintPointer(Value value, uint32_t verb);
  void BadVerb(uint32_t verb, Value value);
  void BadArgument(uint32_t verb, std::string_view what);

  std::string& text_;
  FieldWriter field_;
  size_t arg_ = 0;            // next argument
  bool after_index_ = false;  // the last thing read was an index like [3]
  bool reordered_ = false;
  bool good_index_ = true;
  bool erroring_ = false;  // inside BadVerb: no methods
};

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
      return PrintInteger(value, verb);
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

void Printer::PrintInteger(Value value, uint32_t verb) {
  const uint64_t number = value.AsUint();
  const bool is_signed = value.is(Kind::kInt);
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
      return BadVerb(verb, value);
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
    PrintInteger(Value::Uint(static_cast<unsigned char>(bytes[i]), GoType::kUint8), verb);
  }
  text_ += sharp ? '}' : ']';
}

// An element or field whose static type is interface {} has a depth of its own.
void Printer::PrintElement(Value value, bool in_interface, uint32_t verb, int depth) {
  PrintValue(value, verb, in_interface ? depth + 2 : depth + 1);
}

void Printer::PrintList(Value value, std::string_view type_name, uint32_t verb, int depth) {
  CheckStack();
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
  CheckStack();
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
  CheckStack();
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
      return PrintInteger(Value::Uint(number, GoType::kUintptr), verb);
    default:
      return BadVerb(verb, value);
  }
}

// Reads decimal digits of format[at, end). Source: parsenum.
bool ReadNumber(std::string_view format, size_t& at, size_t end, int& number) {
  number = 0;
  bool found = false;
  while (at < end && format[at] >= '0' && format[at] <= '9') {
    if (number > kTooLarge) {
      number = 0;
      at = end;
      return false;
    }
    number = number * 10 + (format[at] - '0');
    found = true;
    ++at;
  }
  return found;
}

// The argument of a `*`. Source: intFromArg.
bool TakeStar(std::span<const Value> args, size_t& at, int& number) {
  number = 0;
  if (at >= args.size()) return false;
  const Value value = Underlying(args[at++]);
  if (!value.is(Kind::kInt) && !value.is(Kind::kUint)) return false;
  const int64_t wanted = value.AsInt();
  if (wanted > kTooLarge || wanted < -kTooLarge) return false;
  number = static_cast<int>(wanted);
  return true;
}

// Source: argNumber and parseArgNumber.
void Printer::ReadArgNumber(std::string_view format, size_t& at, size_t count) {
  after_index_ = false;
  if (at >= format.size() || format[at] != '[') return;
  reordered_ = true;
  const size_t close = format.size() - at < 3 ? std::string_view::npos : format.find(']', at + 1);
  if (close == std::string_view::npos) {
    good_index_ = false;
    ++at;
    return;
  }
  size_t digit = at + 1;
  int number = 0;
  const bool parsed = digit < close && ReadNumber(format, digit, close, number) && digit == close;
  at = close + 1;
  if (parsed && number >= 1 && static_cast<size_t>(number) <= count) {
    arg_ = static_cast<size_t>(number) - 1;
    after_index_ = true;
    return;
  }
  good_index_ = false;
  after_index_ = parsed;
}

void Printer::ReadFlags(std::string_view format, size_t& at) {
  FieldFlags& flags = field_.flags;
  for (; at < format.size(); ++at) {
    switch (format[at]) {
      case '#':
        flags.sharp = true;
        break;
      case '0':
        flags.zero = true;
        break;
      case '+':
        flags.plus = true;
        break;
      case '-':
        flags.minus = true;
        break;
      case ' ':
        flags.space = true;
        break;
      default:
        return;
    }
  }
}

void Printer::ReadWidth(std::string_view format, size_t& at, std::span<const Value> args) {
  if (at < format.size() && format[at] == '*') {
    ++at;
    field_.flags.has_width = TakeStar(args, arg_, field_.width);
    if (!field_.flags.has_width) text_ += "%!(BADWIDTH)";
    if (field_.width < 0) {
      field_.width = -field_.width;
      field_.flags.minus = true;
      field_.flags.zero = false;
    }
    after_index_ = false;
    return;
  }
  field_.flags.has_width = ReadNumber(format, at, format.size(), field_.width);
  if (after_index_ && field_.flags.has_width) good_index_ = false;
}

void Printer::ReadPrecision(std::string_view format, size_t& at, std::span<const Value> args) {
  if (at + 1 >= format.size() || format[at] != '.') return;
  ++at;
  if (after_index_) good_index_ = false;
  ReadArgNumber(format, at, args.size());
  if (at < format.size() && format[at] == '*') {
    ++at;
    field_.flags.has_precision = TakeStar(args, arg_, field_.precision);
    if (field_.precision < 0) {
      field_.precision = 0;
      field_.flags.has_precision = false;
    }
    if (!field_.flags.has_precision) text_ += "%!(BADPREC)";
    after_index_ = false;
    return;
  }
  if (!ReadNumber(format, at, format.size(), field_.precision)) field_.precision = 0;
  field_.flags.has_precision = true;
}

void Printer::BadArgument(uint32_t verb, std::string_view what) {
  text_ += "%!";
  AppendRune(text_, verb);
  text_.append(what);
}

void Printer::PrintVerb(uint32_t verb, std::span<const Value> args) {
  if (verb == 'v' || verb == 'w') {
    FieldFlags& flags = field_.flags;
    flags.sharp_v = flags.sharp;
    flags.sharp = false;
    flags.plus_v = flags.plus;
    flags.plus = false;
  }
  PrintArg(args[arg_], verb);
  ++arg_;
}

void Printer::Directive(std::string_view format, size_t& at, std::span<const Value> args) {
  good_index_ = true;
  field_.Clear();
  ReadFlags(format, at);
  if (at < format.size() && format[at] >= 'a' && format[at] <= 'z' && arg_ < args.size()) {
    PrintVerb(static_cast<unsigned char>(format[at++]), args);
    return;
  }
  ReadArgNumber(format, at, args.size());
  ReadWidth(format, at, args);
  ReadPrecision(format, at, args);
  if (!after_index_) ReadArgNumber(format, at, args.size());
  if (at >= format.size()) {
    text_ += "%!(NOVERB)";
    return;
  }
  const Rune verb = DecodeRune(format.substr(at));
  at += verb.width;
  if (verb.code == '%') {
    text_ += '%';
  } else if (!good_index_) {
    BadArgument(verb.code, "(BADINDEX)");
  } else if (arg_ >= args.size()) {
    BadArgument(verb.code, "(MISSING)");
  } else {
    PrintVerb(verb.code, args);
  }
}

void Printer::PrintExtra(std::span<const Value> args) {
  field_.Clear();
  text_ += "%!(EXTRA ";
  bool first = true;
  for (const Value arg : args) {
    if (!first) text_ += ", ";
    first = false;
    if (arg.is_absent()) {
      text_ += "<nil>";
    } else {
      text_ += TypeName(arg);
      text_ += '=';
      PrintArg(arg, 'v');
    }
  }
  text_ += ')';
}

void Printer::Printf(std::string_view format, std::span<const Value> args) {
  size_t at = 0;
  while (at < format.size()) {
    const size_t percent = format.find('%', at);
    if (percent == std::string_view::npos) {
      text_.append(format.substr(at));
      break;
    }
    text_.append(format.substr(at, percent - at));
    at = percent + 1;
    Directive(format, at, args);
  }
  if (!reordered_ && arg_ < args.size()) PrintExtra(args.subspan(arg_));
}

}  // namespace

void AppendSprintf(std::string& text, std::string_view format, std::span<const Value> args,
                   const Budget* budget) {
  Printer(text, budget).Printf(format, args);
}

std::string Sprintf(std::string_view format, std::span<const Value> args, const Budget* budget) {
  std::string text;
  AppendSprintf(text, format, args, budget);
  return text;
}

void AppendSprint(std::string& text, std::span<const Value> args) {
  bool after_string = false;
  bool first = true;
  for (const Value arg : args) {
    const bool is_string = KindOf(arg) == GoKind::kString;
    if (!first && !is_string && !after_string) text += ' ';
    first = false;
    AppendPlain(text, arg);
    after_string = is_string;
  }
}

void AppendSprintln(std::string& text, std::span<const Value> args) {
  bool first = true;
  for (const Value arg : args) {
    if (!first) text += ' ';
    first = false;
    AppendPlain(text, arg);
  }
  text += '\n';
}

}  // namespace chartrender
