#include "value/print.h"

#include <charconv>

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

void AppendItems(std::string& text, std::span<const Value> items) {
  CheckStack();
  bool first = true;
  for (const Value item : items) {
    if (!first) text += ' ';
    first = false;
    AppendPlain(text, item);
  }
}

void AppendMap(std::string& text, const Map* map) {
  CheckStack();
  text += "map[";
  bool first = true;
  if (map != nullptr) {
    for (const Map::Entry& entry : map->Sorted()) {
      if (!first) text += ' ';
      first = false;
      text.append(entry.key());
      text += ':';
      AppendPlain(text, entry.value);
    }
  }
  text += ']';
}

}  // namespace

void AppendPlain(std::string& text, Value value) {
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
      AppendItems(text, value.AsList());
      text += ']';
      return;
    case Kind::kMap:
      AppendMap(text, value.AsMap());
      return;
    case Kind::kObject:
      AppendSprintf(text, "%v", {&value, 1});
      return;
  }
}

std::string PlainText(Value value) {
  std::string text;
  AppendPlain(text, value);
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

void AppendPrinted(std::string& text, Value value) {
  if (value.is_absent()) {
    text += "<no value>";
  } else {
    AppendPlain(text, value);
  }
}

}  // namespace chartrender
