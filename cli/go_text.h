// Texts as Go prints them in error messages: quoted strings (%q), system errors, one line of a slog
// text handler. Source: Go 1.26 strconv/quote.go, log/slog/text_handler.go. Characters above U+00FF
// count as printable unless they are controls, spaces, surrogates or private use: an approximation
// of Go's table that holds for what file names and arguments are made of.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender::cli {

// "a\"b" with Go's escapes; bytes that are not UTF-8 become \xNN.
std::string GoQuote(std::string_view text);
// 'x' of one byte taken as a code point, as Go's %q prints a rune.
std::string GoQuoteByte(char byte);

// "no such file or directory" for ENOENT: the words of Go's syscall.Errno, which are those of the C
// locale in lower case.
std::string SystemErrorText(int error_number);

// `level=WARN msg="..." key=value`, without the end of line.
std::string LogLine(const LogRecord& record);

// ` key="a value"` for each, as slog writes attributes behind a message.
std::string AttributesText(const std::vector<std::pair<std::string, std::string>>& attributes);

// Without white space at both ends; only that of ASCII counts.
std::string_view TrimSpace(std::string_view text);

// With the letters of ASCII in lower case.
std::string LowerCase(std::string_view text);

// The words with `between` after each but the last.
std::string Joined(std::span<const std::string> words, std::string_view between = ", ");

// Whether every byte belongs to a well-formed UTF-8 sequence.
bool IsUtf8(std::string_view text);

}  // namespace chartrender::cli
