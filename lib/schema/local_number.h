// Numbers as golang.org/x/text prints them for English. Pure functions.
// Source: golang.org/x/text 0.43.0 message/print.go, internal/number/format.go.
#pragma once

#include <cstdint>
#include <string>

namespace chartrender::schema {

// %d: 1,234,567.
void AppendLocalInteger(std::string& text, int64_t number);
// %v of a float64: 999,999.5, from a million on and below 0.0001 as 1.5×10⁰⁶; ∞.
void AppendLocalFloat(std::string& text, double number);

}  // namespace chartrender::schema
