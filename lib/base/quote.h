// Go's string and character literals. Source: strconv/quote.go, Go 1.26. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

// strconv.AppendQuote, or AppendQuoteToASCII when `ascii` is set.
void AppendQuote(std::string& text, std::string_view raw, bool ascii = false);
// strconv.AppendQuoteRune, or AppendQuoteRuneToASCII: a code point between single quotes.
void AppendQuoteRune(std::string& text, uint32_t code, bool ascii = false);
// strconv.CanBackquote: no control characters but tab, no backquote, valid UTF-8.
bool CanBackquote(std::string_view text);

// strconv.Unquote of a literal in double quotes, single quotes or backquotes; nothing when it is
// not one.
std::optional<std::string> Unquote(std::string_view literal);

// One character of a literal, maybe an escape.
struct UnquotedChar {
  uint32_t code = 0;
  bool multibyte = false;  // the code is a rune to be written as UTF-8, not a single byte
  size_t width = 0;        // bytes of the literal it took
};
// strconv.UnquoteChar; `quote` is the quote character that may be escaped.
std::optional<UnquotedChar> UnquoteChar(std::string_view text, char quote);

}  // namespace chartrender
