#include "value/format.h"

#include "base/utf8.h"
#include "value/format_printer.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

namespace internal {

namespace {

constexpr int kTooLarge = 1000000;

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

}  // namespace

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

}  // namespace internal

void AppendSprintf(std::string& text, std::string_view format, std::span<const Value> args,
                   Budget* budget) {
  internal::Printer(text, budget).Printf(format, args);
}

std::string Sprintf(std::string_view format, std::span<const Value> args, Budget* budget) {
  std::string text;
  AppendSprintf(text, format, args, budget);
  return text;
}

void AppendSprint(std::string& text, std::span<const Value> args, Budget* budget) {
  bool after_string = false;
  bool first = true;
  for (const Value arg : args) {
    const bool is_string = KindOf(arg) == GoKind::kString;
    if (!first && !is_string && !after_string) text += ' ';
    first = false;
    AppendPlain(text, arg, budget);
    after_string = is_string;
  }
}

void AppendSprintln(std::string& text, std::span<const Value> args, Budget* budget) {
  bool first = true;
  for (const Value arg : args) {
    if (!first) text += ' ';
    first = false;
    AppendPlain(text, arg, budget);
  }
  text += '\n';
}

}  // namespace chartrender
