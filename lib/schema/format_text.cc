// Formats of identifiers: pointers, UUIDs, versions, regular expressions.
#include <algorithm>

#include "algo/regex_syntax.h"
#include "base/error.h"
#include "base/utf8.h"
#include "schema/format.h"

namespace chartrender::schema {

namespace {

constexpr size_t kUuidLengths[] = {8, 4, 4, 4, 12};

bool IsDigit(uint32_t c) { return c >= '0' && c <= '9'; }
bool IsLetter(uint32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsHex(uint32_t c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// The first rune for which `accept` is false.
template <class Accept>
std::optional<uint32_t> FindRune(std::string_view text, Accept accept) {
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (!accept(rune.code)) return rune.code;
    text.remove_prefix(rune.width);
  }
  return std::nullopt;
}

FormatError CheckBuild(std::string_view build) {
  if (build.empty()) return "build is empty";
  Pieces pieces(build, '.');
  while (const auto piece = pieces.Next()) {
    if (piece->empty()) return "build identifier is empty";
    const auto bad =
        FindRune(*piece, [](uint32_t c) { return IsDigit(c) || IsLetter(c) || c == '-'; });
    if (bad.has_value()) return "invalid character " + QuoteRune(*bad) + " in build identifier";
  }
  return std::nullopt;
}

FormatError CheckPreRelease(std::string_view pre_release) {
  Pieces pieces(pre_release, '.');
  while (const auto piece = pieces.Next()) {
    if (piece->empty()) return "pre-release identifier is empty";
    const auto bad =
        FindRune(*piece, [](uint32_t c) { return IsDigit(c) || IsLetter(c) || c == '-'; });
    if (bad.has_value()) {
      return "invalid character " + QuoteRune(*bad) + " in pre-release identifier";
    }
    const bool digits =
        std::all_of(piece->begin(), piece->end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits && piece->size() > 1 && (*piece)[0] == '0') {
      return "pre-release numeric identifier starts with zero";
    }
  }
  return std::nullopt;
}

}  // namespace

FormatError CheckJsonPointer(std::string_view text) {
  if (text.empty()) return std::nullopt;
  if (text[0] != '/') return "not starting with /";
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '~') continue;
    if (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1')) {
      return "~ must be followed by 0 or 1";
    }
  }
  return std::nullopt;
}

FormatError CheckRelativeJsonPointer(std::string_view text) {
  const auto first =
      std::find_if_not(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const auto digits = static_cast<size_t>(first - text.begin());
  if (digits == 0) return "must start with non-negative integer";
  if (digits > 1 && text[0] == '0') return "starts with zero";
  text.remove_prefix(digits);
  if (text == "#") return std::nullopt;
  return CheckJsonPointer(text);
}

FormatError CheckUuid(std::string_view text) {
  if (std::count(text.begin(), text.end(), '-') != 4) return "must have 5 elements";
  Pieces pieces(text, '-');
  for (size_t i = 0; i < 5; ++i) {
    const std::string_view group = *pieces.Next();
    if (group.size() != kUuidLengths[i]) {
      return "element " + std::to_string(i + 1) + " must be " + std::to_string(kUuidLengths[i]) +
             " characters long";
    }
    if (const auto bad = FindRune(group, IsHex)) return "non-hex character " + QuoteRune(*bad);
  }
  return std::nullopt;
}

FormatError CheckSemver(std::string_view text) {
  const size_t plus = text.find('+');
  if (plus != std::string_view::npos) {
    if (auto error = CheckBuild(text.substr(plus + 1))) return error;
    text = text.substr(0, plus);
  }
  const size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    if (auto error = CheckPreRelease(text.substr(dash + 1))) return error;
    text = text.substr(0, dash);
  }
  if (std::count(text.begin(), text.end(), '.') != 2) {
    return "versionCore must have 3 numbers separated by dot";
  }
  Pieces pieces(text, '.');
  for (const char* name : {"major", "minor", "patch"}) {
    const std::string_view number = *pieces.Next();
    if (number.empty()) return std::string(name) + " is empty";
    if (number.size() > 1 && number[0] == '0') return std::string(name) + " starts with zero";
    if (FindRune(number, IsDigit)) return std::string(name) + " contains non-digit";
  }
  return std::nullopt;
}

FormatError CheckRegex(std::string_view text) {
  try {
    ParseRegexSyntax(text);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    return failure.error().message;
  }
  return std::nullopt;
}

}  // namespace chartrender::schema
