#include <string>

#include "base/utf8.h"
#include "functions/functions.h"
#include "functions/raise.h"
#include "functions/text_of.h"
#include "functions/text_writer.h"
#include "value/print.h"

namespace chartrender {

namespace {

using functions::Raise;
using functions::TextWriter;

uint64_t Times(uint64_t count, uint64_t size) {
  uint64_t product = 0;
  if (__builtin_mul_overflow(count, size, &product) || product > INT64_MAX) {
    throw Failure(ErrorCode::kLimit, "limit reached: length of a text");
  }
  return product;
}

// Source: strings.Repeat.
std::string_view Repeat(Call& call, GoInt count, std::string_view text) {
  if (count.value == 0) return {};
  if (count.value < 0) Raise("strings: negative Repeat count");
  const auto times = static_cast<uint64_t>(count.value);
  uint64_t size = 0;
  if (__builtin_mul_overflow(times, uint64_t{text.size()}, &size) || size > INT64_MAX) {
    Raise("strings: Repeat output length overflow");
  }
  if (text.empty() || times == 1) return text;
  TextWriter writer(call, size);
  if (text.size() == 1) {
    writer.Fill(text[0], static_cast<size_t>(size));
  } else {
    for (uint64_t i = 0; i < times; ++i) writer.Add(text);
  }
  return writer.text();
}

// `head`, then `text` with `spaces` blanks before each line.
std::string_view IndentLines(Call& call, std::string_view head, int64_t spaces,
                             std::string_view text) {
  if (spaces < 0) Raise("strings: negative Repeat count");
  const auto pad = static_cast<uint64_t>(spaces);
  uint64_t lines = 1;
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    ++lines;
  TextWriter writer(call, head.size() + text.size() + Times(lines, pad));
  writer.Add(head);
  for (size_t at = 0;;) {
    writer.Fill(' ', static_cast<size_t>(pad));
    const size_t end = text.find('\n', at);
    if (end == std::string_view::npos) {
      writer.Add(text.substr(at));
      return writer.text();
    }
    writer.Add(text.substr(at, end + 1 - at));
    at = end + 1;
  }
}

std::string_view Indent(Call& call, GoInt spaces, std::string_view text) {
  return IndentLines(call, {}, spaces.value, text);
}

std::string_view Nindent(Call& call, GoInt spaces, std::string_view text) {
  return IndentLines(call, "\n", spaces.value, text);
}

// `replacement` before each rune and at the end. Source: strings.Replace with an empty old text.
std::string_view Interleave(Call& call, std::string_view replacement, std::string_view text) {
  TextWriter writer(call, text.size() + Times(CountRunes(text) + 1, replacement.size()));
  writer.Add(replacement);
  while (!text.empty()) {
    const size_t width = DecodeRune(text).width;
    writer.Add(text.substr(0, width));
    writer.Add(replacement);
    text.remove_prefix(width);
  }
  return writer.text();
}

std::string_view Replace(Call& call, std::string_view old, std::string_view replacement,
                         std::string_view text) {
  if (old == replacement) return text;
  if (old.empty()) return Interleave(call, replacement, text);
  size_t count = 0;
  for (size_t at = text.find(old); at != std::string_view::npos;
       at = text.find(old, at + old.size()))
    ++count;
  if (count == 0) return text;
  TextWriter writer(call, text.size() - count * old.size() + Times(count, replacement.size()));
  size_t start = 0;
  for (size_t at = text.find(old); at != std::string_view::npos; at = text.find(old, start)) {
    writer.Add(text.substr(start, at - start));
    writer.Add(replacement);
    start = at + old.size();
  }
  writer.Add(text.substr(start));
  return writer.text();
}

// Breaks lines at blanks so that none is longer than `width` bytes. Source: goutils 1.1.1
// WrapCustom.
std::string WrapLines(Call& call, std::string_view text, int64_t wanted, std::string_view line_end,
                      bool break_words) {
  const auto width = static_cast<size_t>(std::clamp<int64_t>(wanted, 1, PTRDIFF_MAX));
  if (line_end.empty()) line_end = "\n";
  call.budget.ExpectMemory(text.size() + Times(text.size() / width, line_end.size()));
  std::string out;
  size_t at = 0;
  const auto add_line = [&](size_t end) {
    out.append(text.substr(at, end - at)).append(line_end);
    at = end;
  };
  while (text.size() - at > width) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const size_t blank = text.substr(at, width + 1).rfind(' ');
    if (blank != std::string_view::npos) {
      add_line(at + blank);
      ++at;
    } else if (break_words) {
      add_line(at + width);
    } else {
      const size_t next = text.find(' ', at + width);
      if (next == std::string_view::npos) break;
      add_line(next);
      ++at;
    }
  }
  out.append(text.substr(at));
  return out;
}

std::string Wrap(Call& call, GoInt width, std::string_view text) {
  return WrapLines(call, text, width.value, {}, false);
}

std::string WrapWith(Call& call, GoInt width, std::string_view line_end, std::string_view text) {
  return WrapLines(call, text, width.value, line_end, true);
}

std::string_view Plural(Call&, std::string_view one, std::string_view many, GoInt count) {
  return count.value == 1 ? one : many;
}

// The texts of the arguments that are not nil, joined by blanks.
template <class Append>
std::string JoinPresent(Rest<Value> values, Append append) {
  std::string out;
  bool first = true;
  for (const Value value : values.items) {
    if (value.is_absent()) continue;
    if (!first) out += ' ';
    first = false;
    append(out, value);
  }
  return out;
}

std::string Quote(Call& call, Rest<Value> values) {
  return JoinPresent(values, [&call](std::string& out, Value value) {
    AppendQuoted(out, functions::TextOf(call, value));
  });
}

std::string Squote(Call& call, Rest<Value> values) {
  return JoinPresent(values, [&call](std::string& out, Value value) {
    out += '\'';
    AppendPlain(out, value, &call.budget);
    out += '\'';
  });
}

std::string Cat(Call& call, Rest<Value> values) {
  return JoinPresent(
      values, [&call](std::string& out, Value value) { AppendPlain(out, value, &call.budget); });
}

constexpr FunctionDef kRows[] = {
    {"repeat", Fn<&Repeat>, "repeat COUNT STR: STR COUNT times.", "Go strings.Repeat"},
    {"indent", Fn<&Indent>, "indent N STR: STR with N blanks before each line.",
     "sprig 3.3 strings.go indent"},
    {"nindent", Fn<&Nindent>, "As indent, after a newline.", "sprig 3.3 strings.go nindent"},
    {"replace", Fn<&Replace>, "replace OLD NEW STR: STR with each OLD replaced by NEW.",
     "Go strings.Replace"},
    {"wrap", Fn<&Wrap>, "wrap WIDTH STR: STR with lines broken at blanks to WIDTH bytes.",
     "goutils 1.1.1 Wrap"},
    {"wrapWith", Fn<&WrapWith>,
     "wrapWith WIDTH SEP STR: STR broken at WIDTH bytes by SEP, long words too.",
     "goutils 1.1.1 WrapCustom"},
    {"plural", Fn<&Plural>, "plural ONE MANY COUNT: ONE when COUNT is 1, else MANY.",
     "sprig 3.3 strings.go plural"},
    {"quote", Fn<&Quote>, "The arguments that are not nil, in double quotes, joined by blanks.",
     "sprig 3.3 strings.go quote"},
    {"squote", Fn<&Squote>, "The arguments that are not nil, in single quotes, joined by blanks.",
     "sprig 3.3 strings.go squote"},
    {"cat", Fn<&Cat>, "The arguments that are not nil, joined by blanks.",
     "sprig 3.3 strings.go cat"},
};

}  // namespace

std::span<const FunctionDef> StringLayoutFunctions() { return kRows; }

}  // namespace chartrender
