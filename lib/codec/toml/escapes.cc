#include "codec/toml/escapes.h"

#include <charconv>

#include "base/error.h"
#include "base/utf8.h"

namespace chartrender::toml {

namespace {

std::string_view StripFirstNewline(std::string_view text) {
  if (text.starts_with('\n')) return text.substr(1);
  return text.starts_with("\r\n") ? text.substr(2) : text;
}

// A backslash at the end of a line takes away the break and all blanks behind it.
std::string StripEscapedNewlines(std::string_view text) {
  std::string stripped;
  for (size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      stripped += text[at++];
      continue;
    }
    size_t end = at + 1;
    while (end < text.size() &&
           std::string_view(" \t\r\n").find(text[end]) != std::string_view::npos)
      ++end;
    if (text.substr(at, end - at).find('\n') != std::string_view::npos) {
      at = end;
      continue;
    }
    const size_t kept = text.substr(at).starts_with("\\\\") ? 2 : 1;
    stripped += text.substr(at, kept);
    at += kept;
  }
  return stripped;
}

char SimpleEscape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'f':
      return '\f';
    case 'r':
      return '\r';
    case 'e':
      return '\x1B';
    default:
      return c;  // a quote or a backslash
  }
}

std::string ReplaceEscapes(std::string_view text, std::string& problem) {
  std::string decoded;
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\') {
      decoded += text[at];
      continue;
    }
    const char letter = text[++at];
    if (letter == ' ' || letter == '\t') {
      if (problem.empty()) problem = StrCat("invalid escape: '\\", text.substr(at, 1), "'");
      continue;
    }
    const size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits == 0) {
      decoded += SimpleEscape(letter);
      continue;
    }
    const std::string_view hex = text.substr(at + 1, digits);
    uint32_t code = 0;
    std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    if (problem.empty() && (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))) {
      problem = StrCat("Escaped character '\\u", hex, "' is not valid UTF-8.");
    }
    AppendRune(decoded, code);
    at += digits;
  }
  return decoded;
}

}  // namespace

std::string DecodeString(const Item& item, std::string& problem) {
  switch (item.type) {
    case ItemType::kEscapedString:
      return ReplaceEscapes(item.text, problem);
    case ItemType::kMultilineString:
      return ReplaceEscapes(StripEscapedNewlines(StripFirstNewline(item.text)), problem);
    case ItemType::kRawMultilineString:
      return std::string(StripFirstNewline(item.text));
    default:
      return std::string(item.text);
  }
}

}  // namespace chartrender::toml
