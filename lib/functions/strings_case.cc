#include <string>
#include <vector>

#include "base/unicode.h"
#include "base/utf8.h"
#include "functions/functions.h"
#include "functions/word_case.h"

namespace chartrender {

namespace {

bool IsAscii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Each rune through `map`; bad bytes become U+FFFD. Source: strings.Map.
template <class Mapping>
std::string_view MapRunes(Call& call, std::string_view text, Mapping map) {
  std::string mapped;
  mapped.reserve(text.size());
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    AppendRune(mapped, map(rune.code));
    text.remove_prefix(rune.width);
  }
  return call.arena.Copy(mapped);
}

// ASCII letters first..first+25 changed by `flip`; `text` itself when there are none.
std::string_view MapAscii(Call& call, std::string_view text, char first) {
  const auto wanted = [first](char c) { return c >= first && c <= first + 25; };
  size_t at = 0;
  while (at < text.size() && !wanted(text[at])) ++at;
  if (at == text.size()) return text;
  const std::span<char> copy = call.arena.Array<char>(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    copy[i] = wanted(text[i]) ? static_cast<char>(text[i] ^ 0x20) : text[i];
  }
  return {copy.data(), copy.size()};
}

std::string_view Upper(Call& call, std::string_view text) {
  if (IsAscii(text)) return MapAscii(call, text, 'a');
  return MapRunes(call, text, UpperRune);
}

std::string_view Lower(Call& call, std::string_view text) {
  if (IsAscii(text)) return MapAscii(call, text, 'A');
  return MapRunes(call, text, LowerRune);
}

// Source: strings.isSeparator.
bool IsSeparator(uint32_t code) {
  if (code < 0x80) {
    const bool word = (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
                      (code >= 'A' && code <= 'Z') || code == '_';
    return !word;
  }
  if (IsLetterRune(code) || IsDigitRune(code)) return false;
  return IsSpaceRune(code);
}

std::string_view Title(Call& call, std::string_view text) {
  uint32_t previous = ' ';
  return MapRunes(call, text, [&previous](uint32_t code) {
    const bool starts = IsSeparator(previous);
    previous = code;
    return starts ? TitleRune(code) : code;
  });
}

std::string_view Untitle(Call& call, std::string_view text) {
  bool starts = true;
  return MapRunes(call, text, [&starts](uint32_t code) {
    if (IsSpaceRune(code)) {
      starts = true;
      return code;
    }
    const bool first = starts;
    starts = false;
    return first ? LowerRune(code) : code;
  });
}

std::string_view SwapCase(Call& call, std::string_view text) {
  bool blank = true;
  return MapRunes(call, text, [&blank](uint32_t code) {
    if (IsUpperRune(code) || IsTitleRune(code)) {
      blank = false;
      return LowerRune(code);
    }
    if (IsLowerRune(code)) {
      const bool first = blank;
      blank = false;
      return first ? TitleRune(code) : UpperRune(code);
    }
    blank = IsSpaceRune(code);
    return code;
  });
}

std::string CamelCase(Call&, std::string_view text) { return functions::PascalCase(text); }
std::string SnakeCase(Call&, std::string_view text) { return functions::JoinWords(text, '_'); }
std::string KebabCase(Call&, std::string_view text) { return functions::JoinWords(text, '-'); }

constexpr FunctionDef kRows[] = {
    {"upper", Fn<&Upper>, "STR in upper case.", "Go strings.ToUpper"},
    {"lower", Fn<&Lower>, "STR in lower case.", "Go strings.ToLower"},
    {"title", Fn<&Title>, "STR with the first letter of each word in title case.",
     "Go strings.Title"},
    {"untitle", Fn<&Untitle>, "STR with the first letter of each word in lower case.",
     "goutils 1.1.1 Uncapitalize"},
    {"swapcase", Fn<&SwapCase>,
     "STR with upper and lower case swapped, words starting in title case.",
     "goutils 1.1.1 SwapCase"},
    {"camelcase", Fn<&CamelCase>,
     "STR as one word, each part starting upper case: http_server is HttpServer.",
     "xstrings 1.5.0 ToPascalCase"},
    {"snakecase", Fn<&SnakeCase>, "The words of STR in lower case, joined by underscores.",
     "xstrings 1.5.0 ToSnakeCase"},
    {"kebabcase", Fn<&KebabCase>, "The words of STR in lower case, joined by hyphens.",
     "xstrings 1.5.0 ToKebabCase"},
};

}  // namespace

std::span<const FunctionDef> StringCaseFunctions() { return kRows; }

}  // namespace chartrender
