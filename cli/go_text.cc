#include "go_text.h"

#include <cstdint>
#include <cstring>
#include <system_error>

namespace chartrender::cli {
namespace {

constexpr char32_t kInvalid = 0xFFFFFFFF;
constexpr char kHexDigits[] = "0123456789abcdef";
constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";
// The least code point of a sequence of so many bytes.
constexpr char32_t kLeastOfSize[] = {0, 0, 0x80, 0x800, 0x10000};

struct Rune {
  char32_t code = kInvalid;
  size_t size = 1;
};

// The well-formed sequence at the start of `text`, or {kInvalid, 1}.
Rune DecodeRune(std::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = byte(0);
  if (first < 0x80) return {first, 1};
  const size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  char32_t code = first & (0xFFU >> (size + 1));
  for (size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    code = code << 6U | (byte(i) & 0x3FU);
  }
  if (code < kLeastOfSize[size] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return {};
  return {code, size};
}

bool IsPrintable(char32_t code) {
  if (code < 0x80) return code >= 0x20 && code != 0x7F;
  if (code <= 0xA0 || code == 0xAD || code == 0x1680 || code == 0x180E || code == 0x3000)
    return false;
  if ((code >= 0x2000 && code <= 0x200F) || (code >= 0x2028 && code <= 0x202F)) return false;
  if ((code >= 0x205F && code <= 0x206F) || code == 0xFEFF || (code >= 0xFFF0 && code <= 0xFFFB))
    return false;
  if ((code & 0xFFFEU) == 0xFFFE) return false;
  return !(code >= 0xE000 && code <= 0xF8FF) && code < 0xE0000;
}

void AppendHex(std::string& out, char32_t value, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
    out += kHexDigits[value >> shift & 0xFU];
}

void AppendEscaped(std::string& out, char32_t code, char quote) {
  switch (code) {
    case '\a':
      out += "\\a";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\v':
      out += "\\v";
      return;
    default:
      break;
  }
  if (code == static_cast<char32_t>(quote) || code == '\\') {
    out += '\\';
    out += static_cast<char>(code);
  } else if (code < 0x80 && !IsPrintable(code)) {
    out += "\\x";
    AppendHex(out, code, 2);
  } else if (code < 0x10000) {
    out += "\\u";
    AppendHex(out, code, 4);
  } else {
    out += "\\U";
    AppendHex(out, code, 8);
  }
}

bool NeedsEscape(char32_t code, char quote) {
  return code == static_cast<char32_t>(quote) || code == '\\' || !IsPrintable(code);
}

// Source: needsQuoting of log/slog/text_handler.go.
bool NeedsQuotes(std::string_view text) {
  if (text.empty()) return true;
  for (size_t i = 0; i < text.size();) {
    const Rune rune = DecodeRune(text.substr(i));
    if (rune.code == kInvalid || rune.code == 0xFFFD || !IsPrintable(rune.code)) return true;
    if (rune.code == ' ' || rune.code == '=' || rune.code == '"') return true;
    i += rune.size;
  }
  return false;
}

void AppendAttribute(std::string& line, std::string_view key, std::string_view value) {
  line += ' ';
  line += NeedsQuotes(key) ? GoQuote(key) : std::string(key);
  line += '=';
  // A schema is logged as bytes, which slog always quotes.
  line += NeedsQuotes(value) || key == "schema" ? GoQuote(value) : std::string(value);
}

std::string_view LevelName(LogRecord::Level level) {
  switch (level) {
    case LogRecord::Level::kDebug:
      return "DEBUG";
    case LogRecord::Level::kInfo:
      return "INFO";
    case LogRecord::Level::kWarning:
      return "WARN";
    case LogRecord::Level::kError:
      return "ERROR";
  }
  return "";
}

}  // namespace

std::string GoQuote(std::string_view text) {
  std::string out = "\"";
  for (size_t i = 0; i < text.size();) {
    const Rune rune = DecodeRune(text.substr(i));
    if (rune.code == kInvalid) {
      out += "\\x";
      AppendHex(out, static_cast<uint8_t>(text[i]), 2);
    } else if (NeedsEscape(rune.code, '"')) {
      AppendEscaped(out, rune.code, '"');
    } else {
      out += text.substr(i, rune.size);
    }
    i += rune.size;
  }
  return out + '"';
}

std::string GoQuoteByte(char byte) {
  const auto code = static_cast<uint8_t>(byte);
  std::string out = "'";
  if (NeedsEscape(code, '\'')) {
    AppendEscaped(out, code, '\'');
  } else if (code < 0x80) {
    out += byte;
  } else {  // a code point of Latin-1, written as UTF-8
    out += static_cast<char>(0xC0U | code >> 6U);
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
  return out + '\'';
}

std::string SystemErrorText(int error_number) {
  std::string text = std::generic_category().message(error_number);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string LogLine(const LogRecord& record) {
  std::string line = "level=";
  line += LevelName(record.level);
  AppendAttribute(line, "msg", record.message);
  return line + AttributesText(record.attributes);
}

std::string AttributesText(const std::vector<std::pair<std::string, std::string>>& attributes) {
  std::string text;
  for (const auto& [key, value] : attributes) AppendAttribute(text, key, value);
  return text;
}

std::string_view TrimSpace(std::string_view text) {
  const size_t first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string Joined(std::span<const std::string> words, std::string_view between) {
  std::string text;
  for (size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += between;
    text += words[i];
  }
  return text;
}

bool IsUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    uint64_t word = 0;  // eight bytes of ASCII at a time
    if (i + sizeof word <= text.size()) std::memcpy(&word, text.data() + i, sizeof word);
    if (word != 0 && (word & 0x8080808080808080U) == 0) {
      i += sizeof word;
      continue;
    }
    const Rune rune = DecodeRune(text.substr(i));
    if (rune.code == kInvalid) return false;
    i += rune.size;
  }
  return true;
}

}  // namespace chartrender::cli
