#include "value/print.h"

#include <array>
#include <charconv>

#include "base/budget.h"
#include "base/float_digits.h"
#include "base/quote.h"
#include "base/stack.h"
#include "value/format.h"
#include "value/map.h"
#include "value/object.h"

namespace chartrender {

namespace {

template <class T>
void AppendDecimal(std::string& text, T number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  text.append(digits, end.ptr);
}

void AppendComplex(std::string& text, const double* pair) {
  text += '(';
  text += FormatFloat(pair[0], 'g', -1);
  const std::string imaginary = FormatFloat(pair[1], 'g', -1);
  if (imaginary[0] != '-' && imaginary[0] != '+') text += '+';
  text += imaginary;
  text += "i)";
}

void AppendBytes(std::string& text, std::string_view bytes) {
  text += '[';
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0) text += ' ';
    AppendDecimal(text, static_cast<unsigned>(static_cast<unsigned char>(bytes[i])));
  }
  text += ']';
}

// Inside a list or map a pointer is printed as its address.
void AppendElement(std::string& text, Value value, Budget* budget) {
  if (value.is_object()) {
    const Object& object = *value.AsObject();
    if (object.type->kind == GoKind::kPtr && object.type->to_string == nullptr &&
        object.underlying.is_missing()) {
      AppendSprintf(text, "%#x", std::array{Value::Uint(kPrintedAddress)});
      return;
    }
  }
  AppendPlain(text, value, budget);
}

void CheckRoom(const std::string& text, Budget* budget) {
  if (budget != nullptr && text.size() > 4096) budget->ExpectMemory(text.size());
}

void AppendItems(std::string& text, std::span<const Value> items, Budget* budget) {
  const Nested nested(budget);
  bool first = true;
  for (const Value item : items) {
    if (!first) text += ' ';
    first = false;
    CheckRoom(text, budget);
    AppendElement(text, item, budget);
  }
}

void AppendMap(std::string& text, const Map* map, Budget* budget) {
  const NestedMap nested(budget, map);
  text += "map[";
  bool first = true;
  if (map != nullptr) {
    for (const Map::Entry& entry : map->Sorted()) {
      if (!first) text += ' ';
      first = false;
      text.append(entry.key());
      text += ':';
      CheckRoom(text, budget);
      AppendElement(text, entry.value, budget);
    }
  }
  text += ']';
}

}  // namespace

void AppendPlain(std::string& text, Value value, Budget* budget) {
  switch (value.kind()) {
    case Kind::kMissing:
    case Kind::kNil:
      text += "<nil>";
      return;
    case Kind::kBool:
      text += value.AsBool() ? "true" : "false";
      return;
    case Kind::kInt:
      AppendDecimal(text, value.AsInt());
      return;
    case Kind::kUint:
      AppendDecimal(text, value.AsUint());
      return;
    case Kind::kFloat:
      text += FormatFloat(value.AsFloat(), 'g', -1, value.type() == GoType::kFloat32 ? 32 : 64);
      return;
    case Kind::kComplex:
      AppendComplex(text, value.AsComplex());
      return;
    case Kind::kString:
      text.append(value.AsString());
      return;
    case Kind::kBytes:
      AppendBytes(text, value.AsString());
      return;
    case Kind::kList:
      text += '[';
      AppendItems(text, value.AsList(), budget);
      text += ']';
      return;
    case Kind::kMap:
      AppendMap(text, value.AsMap(), budget);
      return;
    case Kind::kObject:
      AppendSprintf(text, "%v", {&value, 1}, budget);
      return;
  }
}

std::string PlainText(Value value, Budget* budget) {
  std::string text;
  AppendPlain(text, value, budget);
  return text;
}

void AppendGoSyntax(std::string& text, Value value) { AppendSprintf(text, "%#v", {&value, 1}); }

std::string TypeName(Value value) {
  if (value.is_object()) return std::string(value.AsObject()->type->name);
  return std::string(Info(value.type()).name);
}

GoKind KindOf(Value value) {
  return value.is_object() ? value.AsObject()->type->kind : Info(value.type()).kind;
}

void AppendQuoted(std::string& text, std::string_view raw) { AppendQuote(text, raw); }

std::string Quoted(std::string_view raw) {
  std::string text;
  AppendQuote(text, raw);
  return text;
}

void AppendPrinted(std::string& text, Value value, Budget* budget) {
  if (value.is_absent()) {
    text += "<no value>";
  } else {
    AppendPlain(text, value, budget);
  }
}

}  // namespace chartrender
