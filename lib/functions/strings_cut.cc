#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "functions/functions.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

std::string_view Trim(Call&, std::string_view text) { return TrimSpace(text); }

bool SetHolds(std::string_view set, uint32_t code) {
  while (!set.empty()) {
    const Rune rune = DecodeRune(set);
    if (rune.code == code) return true;
    set.remove_prefix(rune.width);
  }
  return false;
}

// Source: strings.Trim.
std::string_view TrimAll(Call&, std::string_view set, std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (!SetHolds(set, rune.code)) break;
    text.remove_prefix(rune.width);
  }
  while (!text.empty()) {
    const Rune rune = DecodeLastRune(text);
    if (!SetHolds(set, rune.code)) break;
    text.remove_suffix(rune.width);
  }
  return text;
}

std::string_view TrimPrefix(Call&, std::string_view prefix, std::string_view text) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::string_view TrimSuffix(Call&, std::string_view suffix, std::string_view text) {
  return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

// Works on bytes, each taken as a Latin-1 character. Source: goutils DeleteWhiteSpace.
std::string_view NoSpace(Call& call, std::string_view text) {
  const auto is_space = [](char c) { return IsSpaceRune(static_cast<unsigned char>(c)); };
  if (std::none_of(text.begin(), text.end(), is_space)) return text;
  std::string kept;
  for (const char c : text) {
    if (!is_space(c)) AppendRune(kept, static_cast<unsigned char>(c));
  }
  return call.arena.Copy(kept);
}

// Works on bytes, each taken as a Latin-1 character. Source: goutils Initials.
std::string Initials(Call&, std::string_view text) {
  std::string initials;
  bool gap = true;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsSpaceRune(byte)) {
      gap = true;
    } else if (gap) {
      AppendRune(initials, byte);
      gap = false;
    }
  }
  return initials;
}

std::string_view Trunc(Call&, GoInt count, std::string_view text) {
  const auto size = static_cast<int64_t>(text.size());
  const int64_t n = count.value;
  if (n < 0 && size + n > 0) return text.substr(static_cast<size_t>(size + n));
  if (n >= 0 && size > n) return text.substr(0, static_cast<size_t>(n));
  return text;
}

[[noreturn]] void RaiseBounds(int64_t from, int64_t to) {
  functions::Raise("runtime error: slice bounds out of range [" + std::to_string(from) + ":" +
                   std::to_string(to) + "]");
}

// The checks are those of Go's slice expressions. Source: sprig 3.3 strings.go substring.
std::string_view Substr(Call&, GoInt start, GoInt end, std::string_view text) {
  const auto size = static_cast<int64_t>(text.size());
  int64_t from = start.value;
  int64_t to = end.value;
  if (from < 0) {
    if (to < 0)
      functions::Raise("runtime error: slice bounds out of range [:" + std::to_string(to) + "]");
    if (to > size) {
      functions::Raise("runtime error: slice bounds out of range [:" + std::to_string(to) +
                       "] with length " + std::to_string(size));
    }
    from = 0;
  } else if (to < 0 || to > size) {
    to = size;
  }
  if (from > to) RaiseBounds(from, to);
  return text.substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
}

// Source: goutils 1.1.1 AbbreviateFull.
std::string AbbreviateFrom(std::string_view text, int64_t offset, int64_t width) {
  const auto size = static_cast<int64_t>(text.size());
  if (size <= width) return std::string(text);
  offset = std::min(offset, size);
  if (size - offset < width - 3) offset = size - (width - 3);
  const auto at = [&text](int64_t from, int64_t count) {
    return text.substr(static_cast<size_t>(from), static_cast<size_t>(count));
  };
  if (offset <= 4) return StrCat(at(0, width - 3), "...");
  if (width < 7) return {};
  if (offset + width - 3 < size) {
    return StrCat("...", AbbreviateFrom(text.substr(static_cast<size_t>(offset)), 0, width - 3));
  }
  return StrCat("...", at(size - (width - 3), width - 3));
}

std::string Abbrev(Call&, GoInt width, std::string_view text) {
  if (width.value < 4) return std::string(text);
  return AbbreviateFrom(text, 0, width.value);
}

std::string AbbrevBoth(Call&, GoInt left, GoInt right, std::string_view text) {
  if (right.value < 4 || (left.value > 0 && right.value < 7)) return std::string(text);
  return AbbreviateFrom(text, left.value, right.value);
}

constexpr FunctionDef kRows[] = {
    {"trim", Fn<&Trim>, "STR without white space at both ends.", "Go strings.TrimSpace"},
    {"trimAll", Fn<&TrimAll>, "trimAll SET STR: STR without the characters of SET at both ends.",
     "Go strings.Trim"},
    {"trimall", Fn<&TrimAll>, "The old name of trimAll.", "Go strings.Trim"},
    {"trimPrefix", Fn<&TrimPrefix>, "trimPrefix PREFIX STR: STR without PREFIX in front.",
     "Go strings.TrimPrefix"},
    {"trimSuffix", Fn<&TrimSuffix>, "trimSuffix SUFFIX STR: STR without SUFFIX at its end.",
     "Go strings.TrimSuffix"},
    {"nospace", Fn<&NoSpace>, "STR without any white space.", "goutils 1.1.1 DeleteWhiteSpace"},
    {"initials", Fn<&Initials>, "The first letter of each word of STR.", "goutils 1.1.1 Initials"},
    {"trunc", Fn<&Trunc>, "trunc N STR: the first N bytes of STR; the last -N when N < 0.",
     "sprig 3.3 strings.go trunc"},
    {"substr", Fn<&Substr>, "substr START END STR: the bytes of STR from START up to END.",
     "sprig 3.3 strings.go substring"},
    {"abbrev", Fn<&Abbrev>, "abbrev WIDTH STR: STR cut to WIDTH bytes, ending in an ellipsis.",
     "goutils 1.1.1 Abbreviate"},
    {"abbrevboth", Fn<&AbbrevBoth>,
     "abbrevboth LEFT WIDTH STR: STR cut at both ends with ellipses.",
     "goutils 1.1.1 AbbreviateFull"},
};

}  // namespace

std::span<const FunctionDef> StringCutFunctions() { return kRows; }

}  // namespace chartrender
