#include "gotemplate/builtins.h"

#include <array>

#include "base/unicode.h"
#include "base/utf8.h"
#include "gotemplate/comparison.h"
#include "value/format.h"
#include "value/object.h"
#include "value/print.h"
#include "value/truth.h"

namespace chartrender {

namespace {

constexpr char kHex[] = "0123456789ABCDEF";

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kTemplate, std::move(message));
}

// The type of a value behind a pointer.
std::string TargetType(Value value) {
  std::string type = TypeName(value);
  if (value.is_object() && !type.empty() && type[0] == '*') type.erase(0, 1);
  return type;
}

// Evaluated by the interpreter; never called.
Value And(Call&, Reflected first, Rest<Reflected>) { return first.value; }
Value Or(Call&, Reflected first, Rest<Reflected>) { return first.value; }
Value CallFunction(Call&, Reflected function, Rest<Reflected>) { return function.value; }

bool Not(Call&, Reflected value) { return !IsTrue(value.value); }

int64_t IndexOf(Value index, size_t limit) {
  const Value number = Underlying(index);
  if (number.is_absent()) Fail("cannot index slice/array with nil");
  if (!number.is(Kind::kInt) && !number.is(Kind::kUint)) {
    Fail("cannot index slice/array with type " + TypeName(index));
  }
  const int64_t at = number.AsInt();
  if (at < 0 || static_cast<uint64_t>(at) > limit)
    Fail("index out of range: " + std::to_string(at));
  return at;
}

std::string_view KeyOf(Value index) {
  if (index.is_absent()) Fail("value is nil; should be of type string");
  if (!index.is_string()) Fail("value has type " + TypeName(index) + "; should be string");
  return index.AsString();
}

Value ElementOfMap(Value map, Value index) {
  const std::string_view key = KeyOf(index);
  if (!map.is_nil_reference()) {
    const Value* found = map.AsMap()->Find(key);
    if (found != nullptr) return *found;
  }
  switch (Info(map.type()).element) {
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

Value ElementOf(Value item, Value index) {
  const Value target = Underlying(item);
  switch (target.kind()) {
    case Kind::kMap:
      return ElementOfMap(target, index);
    case Kind::kList: {
      const auto at = static_cast<size_t>(IndexOf(index, target.AsList().size()));
      if (at == target.AsList().size()) Fail("reflect: slice index out of range");
      return target.AsList()[at];
    }
    case Kind::kString:
    case Kind::kBytes: {
      const std::string_view text = target.AsString();
      const auto at = static_cast<size_t>(IndexOf(index, text.size()));
      if (at == text.size()) {
        Fail(target.is_string() ? "reflect: string index out of range"
                                : "reflect: slice index out of range");
      }
      return Value::Uint(static_cast<unsigned char>(text[at]), GoType::kUint8);
    }
    default:
      Fail("can't index item of type " + TargetType(item));
  }
}

Value Index(Call&, Reflected first, Rest<Reflected> indexes) {
  Value item = first.value;
  if (item.is_absent()) Fail("index of untyped nil");
  for (const Value index : indexes.items) {
    if (item.is_absent()) Fail("index of nil pointer");
    item = ElementOf(item, index);
  }
  return item;
}

Value SliceOf(Value target, size_t from, size_t to) {
  if (target.is_list()) {
    const std::span<const Value> items = target.AsList().subspan(from, to - from);
    return target.is_nil_reference() ? target : Value::List(items, target.type());
  }
  const std::string_view text = target.AsString().substr(from, to - from);
  return target.is_string() ? Value::String(text) : Value::Bytes(text);
}

Value Slice(Call&, Reflected item, Rest<Reflected> indexes) {
  if (item.value.is_absent()) Fail("slice of untyped nil");
  if (indexes.size() > 3) Fail("too many slice indexes: " + std::to_string(indexes.size()));
  const Value target = Underlying(item.value);
  if (target.is_string() && indexes.size() == 3) Fail("cannot 3-index slice a string");
  if (!target.is_string() && !target.is_list() && !target.is(Kind::kBytes)) {
    Fail("can't slice item of type " + TargetType(item.value));
  }
  const size_t length = target.is_list() ? target.AsList().size() : target.AsString().size();
  std::array<size_t, 3> at = {0, length, 0};
  for (size_t i = 0; i < indexes.size(); ++i) {
    at[i] = static_cast<size_t>(IndexOf(indexes.items[i], length));
  }
  const auto check = [&](size_t low, size_t high) {
    if (low > high)
      Fail("invalid slice index: " + std::to_string(low) + " > " + std::to_string(high));
  };
  check(at[0], at[1]);
  if (indexes.size() == 3) check(at[1], at[2]);
  return SliceOf(target, at[0], at[1]);
}

GoInt Length(Call&, Reflected item) {
  if (item.value.is_missing()) Fail("reflect: call of reflect.Value.Type on zero Value");
  if (item.value.is_nil()) Fail("len of nil pointer");
  const Value target = Underlying(item.value);
  size_t length = 0;
  if (target.is_list()) {
    length = target.AsList().size();
  } else if (target.is_map()) {
    length = target.is_nil_reference() ? 0 : target.AsMap()->size();
  } else if (target.is_string() || target.is(Kind::kBytes)) {
    length = target.AsString().size();
  } else {
    Fail("len of type " + TargetType(item.value));
  }
  return {static_cast<int64_t>(length)};
}

std::string Print(Call& call, Rest<Value> args) {
  std::string text;
  AppendSprint(text, args.items, &call.budget);
  return text;
}

// A format that starts with %s appends to its first argument: a text that grows by that from call
// to call grows in place.
std::string_view Printf(Call& call, std::string_view format, Rest<Value> args) {
  constexpr std::string_view text_verb = "%s";
  const bool appends = format.substr(0, text_verb.size()) == text_verb && !args.items.empty() &&
                       args.items[0].is(Kind::kString) &&
                       format.find('[') == std::string_view::npos;
  if (!appends) return call.arena.Copy(Sprintf(format, args.items, &call.budget));
  return call.arena.Concat(args.items[0].AsString(), Sprintf(format.substr(text_verb.size()),
                                                             args.items.subspan(1), &call.budget));
}

std::string Println(Call& call, Rest<Value> args) {
  std::string text;
  AppendSprintln(text, args.items, &call.budget);
  return text;
}

// What html, js and urlquery escape. Source: evalArgs.
std::string TextOfArgs(std::span<const Value> args, Budget& budget) {
  if (args.size() == 1) {
    if (args[0].is_absent()) return "<no value>";
    return PlainText(args[0], &budget);
  }
  std::vector<Value> printable(args.begin(), args.end());
  for (Value& arg : printable) {
    if (arg.is_absent()) arg = Value::String("<no value>");
  }
  std::string text;
  AppendSprint(text, printable, &budget);
  return text;
}

std::string Html(Call& call, Rest<Value> args) {
  std::string escaped;
  for (const char c : TextOfArgs(args.items, call.budget)) {
    switch (c) {
      case '\0':
        escaped += "\xEF\xBF\xBD";
        break;
      case '"':
        escaped += "&#34;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      default:
        escaped += c;
        break;
    }
  }
  return escaped;
}

void AppendHex(std::string& text, uint32_t code, int least) {
  int digits = least;
  while (digits < 8 && (code >> (digits * 4)) != 0) ++digits;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) text += kHex[(code >> shift) & 15U];
}

void AppendJs(std::string& escaped, std::string_view piece, Rune rune) {
  if (rune.code >= 0x80) {
    if (IsPrintRune(rune.code)) {
      escaped.append(piece);
    } else {
      escaped += "\\u";
      AppendHex(escaped, rune.code, 4);
    }
    return;
  }
  const auto c = static_cast<char>(rune.code);
  if (c == '\\' || c == '\'' || c == '"') {
    escaped += '\\';
    escaped += c;
  } else if (c == '<' || c == '>' || c == '&' || c == '=' || c < ' ') {
    escaped += "\\u";
    AppendHex(escaped, rune.code, 4);
  } else {
    escaped += c;
  }
}

std::string Js(Call& call, Rest<Value> args) {
  const std::string text = TextOfArgs(args.items, call.budget);
  std::string escaped;
  for (size_t at = 0; at < text.size();) {
    const Rune rune = DecodeRune(std::string_view(text).substr(at));
    AppendJs(escaped, std::string_view(text).substr(at, rune.width), rune);
    at += rune.width;
  }
  return escaped;
}

// Source: net/url.QueryEscape.
std::string UrlQuery(Call& call, Rest<Value> args) {
  std::string escaped;
  for (const char c : TextOfArgs(args.items, call.budget)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      escaped += c;
    } else if (c == ' ') {
      escaped += '+';
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += '%';
      escaped += kHex[byte >> 4];
      escaped += kHex[byte & 15];
    }
  }
  return escaped;
}

bool Eq(Call& call, Reflected first, Rest<Reflected> others) {
  return EqualToAny(first.value, others.items, call.budget);
}
bool Ne(Call& call, Reflected a, Reflected b) {
  return !EqualToAny(a.value, {&b.value, 1}, call.budget);
}
bool Lt(Call&, Reflected a, Reflected b) { return LessThan(a.value, b.value); }
bool Le(Call& call, Reflected a, Reflected b) { return LessOrEqual(a.value, b.value, call.budget); }
bool Gt(Call& call, Reflected a, Reflected b) {
  return !LessOrEqual(a.value, b.value, call.budget);
}
bool Ge(Call&, Reflected a, Reflected b) { return !LessThan(a.value, b.value); }

constexpr std::string_view kSource = "Go 1.26 text/template funcs.go";
constexpr FunctionDef kBuiltins[] = {
    {"and", Fn<&And>, "The first empty argument, or the last one.", kSource},
    {"call", Fn<&CallFunction>, "Calls a function value; templates have none, so it always fails.",
     kSource},
    {"eq", Fn<&Eq>, "Whether the first argument equals one of the others.", kSource},
    {"ge", Fn<&Ge>, "Whether A >= B.", kSource},
    {"gt", Fn<&Gt>, "Whether A > B.", kSource},
    {"html", Fn<&Html>, "The arguments as text, escaped for HTML.", kSource},
    LooksAtFew({"index", Fn<&Index>,
                "The element of a list, map or string; more indexes go deeper.", kSource}),
    {"js", Fn<&Js>, "The arguments as text, escaped for JavaScript.", kSource},
    {"le", Fn<&Le>, "Whether A <= B.", kSource},
    LooksAtFew({"len", Fn<&Length>, "Number of items, keys or bytes.", kSource}),
    {"lt", Fn<&Lt>, "Whether A < B.", kSource},
    {"ne", Fn<&Ne>, "Whether A and B differ.", kSource},
    {"not", Fn<&Not>, "Whether the argument is empty.", kSource},
    {"or", Fn<&Or>, "The first argument that is not empty, or the last one.", kSource},
    {"print", Fn<&Print>, "The arguments as text, with blanks between those that are no strings.",
     kSource},
    LooksAtFew({"printf", Fn<&Printf>, "The arguments formatted with Go's verbs.", kSource}),
    {"println", Fn<&Println>, "The arguments as text, with blanks between them and a newline.",
     kSource},
    {"slice", Fn<&Slice>, "A part of a list or string, from one index to before another.", kSource},
    {"urlquery", Fn<&UrlQuery>, "The arguments as text, escaped for the query of a URL.", kSource},
};

}  // namespace

std::span<const FunctionDef> BuiltinFunctions() { return kBuiltins; }

SpecialForm FormOf(const FunctionDef& function) {
  // By row, not by code: the linker may fold equal functions.
  for (const FunctionDef& row : kBuiltins) {
    if (&row != &function) continue;
    if (row.name == "and") return SpecialForm::kAnd;
    if (row.name == "or") return SpecialForm::kOr;
    if (row.name == "call") return SpecialForm::kCall;
  }
  return SpecialForm::kNone;
}

}  // namespace chartrender
