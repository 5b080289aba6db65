#include "base/quote.h"

#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

constexpr char kHex[] = "0123456789abcdef";
// The letters of the escapes of the control characters 7 to 13.
constexpr std::string_view kControlLetters = "abtnvfr";

void AppendHex(std::string& text, uint32_t code, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    text += kHex[(code >> static_cast<uint32_t>(shift)) & 0xFU];
  }
}

bool AppendControl(std::string& text, uint32_t code) {
  if (code < 7 || code > 13) return false;
  text += '\\';
  text += kControlLetters[code - 7];
  return true;
}

void AppendEscapedRune(std::string& text, uint32_t code, char quote, bool ascii) {
  if (code == static_cast<unsigned char>(quote) || code == '\\') {
    text += '\\';
    text += static_cast<char>(code);
    return;
  }
  if (IsPrintRune(code) && (!ascii || code < 0x80)) {
    AppendRune(text, code);
    return;
  }
  if (AppendControl(text, code)) return;
  if (code < ' ' || code == 0x7F) {
    text += "\\x";
    AppendHex(text, code, 2);
  } else if (code < 0x10000) {
    text += "\\u";
    AppendHex(text, code, 4);
  } else {
    text += "\\U";
    AppendHex(text, code, 8);
  }
}

// Length of the longest start of `text` that needs no escape between double quotes.
size_t PlainPrefix(std::string_view text) {
  size_t at = 0;
  while (at < text.size() && text[at] >= ' ' && text[at] < 0x7F && text[at] != '"' &&
         text[at] != '\\')
    ++at;
  return at;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<UnquotedChar> UnquoteHex(std::string_view text, char kind) {
  const size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
  if (text.size() < digits + 2) return std::nullopt;
  uint32_t code = 0;
  for (size_t i = 0; i < digits; ++i) {
    const int digit = HexDigit(text[i + 2]);
    if (digit < 0) return std::nullopt;
    code = (code << 4) | static_cast<uint32_t>(digit);
  }
  if (kind != 'x' && (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))) return std::nullopt;
  return UnquotedChar{code, kind != 'x', digits + 2};
}

std::optional<UnquotedChar> UnquoteOctal(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  uint32_t code = 0;
  for (size_t i = 1; i < 4; ++i) {
    if (text[i] < '0' || text[i] > '7') return std::nullopt;
    code = code * 8 + static_cast<uint32_t>(text[i] - '0');
  }
  if (code > 255) return std::nullopt;
  return UnquotedChar{code, false, 4};
}

std::optional<std::string> UnquoteRaw(std::string_view literal) {
  if (literal.find('`', 1) != literal.size() - 1) return std::nullopt;
  std::string text;
  text.reserve(literal.size());
  for (const char c : literal.substr(1, literal.size() - 2)) {
    if (c != '\r') text += c;
  }
  return text;
}

}  // namespace

void AppendQuote(std::string& text, std::string_view raw, bool ascii) {
  if (text.empty()) text.reserve(raw.size() + 2);
  text += '"';
  while (true) {
    const size_t plain = PlainPrefix(raw);
    text.append(raw.substr(0, plain));
    raw.remove_prefix(plain);
    if (raw.empty()) break;
    const Rune rune = DecodeRune(raw);
    if (rune.bad()) {
      text += "\\x";
      AppendHex(text, static_cast<unsigned char>(raw[0]), 2);
    } else {
      AppendEscapedRune(text, rune.code, '"', ascii);
    }
    raw.remove_prefix(rune.width);
  }
  text += '"';
}

void AppendQuoteRune(std::string& text, uint32_t code, bool ascii) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = kRuneError;
  text += '\'';
  AppendEscapedRune(text, code, '\'', ascii);
  text += '\'';
}

bool CanBackquote(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    text.remove_prefix(rune.width);
    if (rune.width > 1) {
      if (rune.code == 0xFEFF) return false;
      continue;
    }
    if (rune.bad() || (rune.code < ' ' && rune.code != '\t') || rune.code == '`' ||
        rune.code == 0x7F) {
      return false;
    }
  }
  return true;
}

std::optional<UnquotedChar> UnquoteChar(std::string_view text, char quote) {
  if (text.empty() || (text[0] == quote && (quote == '\'' || quote == '"'))) return std::nullopt;
  if (text[0] != '\\') {
    const Rune rune = DecodeRune(text);
    return UnquotedChar{rune.code, static_cast<unsigned char>(text[0]) >= 0x80, rune.width};
  }
  if (text.size() < 2) return std::nullopt;
  const char kind = text[1];
  if (const size_t at = kControlLetters.find(kind); at != std::string_view::npos) {
    return UnquotedChar{static_cast<uint32_t>(at) + 7, false, 2};
  }
  if (kind == 'x' || kind == 'u' || kind == 'U') return UnquoteHex(text, kind);
  if (kind >= '0' && kind <= '7') return UnquoteOctal(text);
  if (kind == '\\' || ((kind == '\'' || kind == '"') && kind == quote)) {
    return UnquotedChar{static_cast<unsigned char>(kind), false, 2};
  }
  return std::nullopt;
}

std::optional<std::string> Unquote(std::string_view literal) {
  if (literal.size() < 2) return std::nullopt;
  const char quote = literal[0];
  if (quote == '`') return UnquoteRaw(literal);
  if (quote != '"' && quote != '\'') return std::nullopt;
  std::string text;
  text.reserve(literal.size());
  std::string_view rest = literal.substr(1);
  size_t count = 0;
  while (!rest.empty() && rest[0] != quote && (quote == '"' || count == 0)) {
    const std::optional<UnquotedChar> next =
        rest[0] == '\n' ? std::nullopt : UnquoteChar(rest, quote);
    if (!next) return std::nullopt;
    if (next->multibyte) {
      AppendRune(text, next->code);
    } else {
      text += static_cast<char>(next->code);
    }
    rest.remove_prefix(next->width);
    ++count;
  }
  if (rest.size() != 1 || rest[0] != quote) return std::nullopt;
  return text;
}

}  // namespace chartrender
