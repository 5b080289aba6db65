// Numbers, booleans and durations in Go's syntax, with Go's words for what is wrong. Only what
// flags need: whether a text is valid, and its value where the command line uses it. Source:
// Go 1.26 strconv (ParseBool, ParseInt, ParseUint, ParseFloat), time.ParseDuration.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chartrender::cli {

std::optional<bool> ParseBool(std::string_view text);

enum class NumberFault : uint8_t { kNone, kSyntax, kRange };

struct ParsedInt {
  int64_t value = 0;
  NumberFault fault = NumberFault::kNone;
};
// `base` 0 takes the base from the text's prefix (0x, 0o, 0b, 0) and allows underscores; `bits` is
// 32 or 64.
ParsedInt ParseInt(std::string_view text, int base, int bits);

struct ParsedUint {
  uint64_t value = 0;
  NumberFault fault = NumberFault::kNone;
};
ParsedUint ParseUint(std::string_view text, int base);

// Whether `text` is a number that a 32-bit float can hold.
NumberFault CheckFloat32(std::string_view text);

// `strconv.ParseInt: parsing "x": invalid syntax`.
std::string NumberErrorText(std::string_view function, std::string_view text, NumberFault fault);

// Empty when `text` is a duration, else Go's error text.
std::string DurationError(std::string_view text);

}  // namespace chartrender::cli
