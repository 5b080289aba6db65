// Pieces that reading times and durations have in common. Pure functions.
// Source: time/format.go quote, leadingInt, Go 1.26.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender {

// The quoting of package time's errors: every byte outside of ASCII as \xNN.
std::string TimeQuote(std::string_view text);

// The decimal digits at the start of `text`, which may be none. False when they exceed 2^63.
bool TakeLeadingNumber(std::string_view& text, uint64_t& number);

}  // namespace chartrender
