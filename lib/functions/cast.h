// Numbers from any value, as spf13/cast gives them: what cannot be converted is 0. Pure functions.
// Source: spf13/cast 1.7.0 caste.go; strconv of Go 1.26.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "value/value.h"

namespace chartrender::functions {

// cast.ToInt64, which is cast.ToInt too. Floats are truncated; text may have a base prefix and
// underscores.
int64_t ToInt64(Value value);
// cast.ToFloat64.
double ToFloat64(Value value);

// strconv.ParseFloat(text, 64), underscores between digits included. Nothing when it is no number
// or does not fit.
std::optional<double> FloatOfText(std::string_view text);

// Go's conversion on amd64: what does not fit is the smallest integer.
int64_t TruncateFloat(double value);

enum class IntegerError : uint8_t { kNone, kSyntax, kRange };
// strconv.ParseInt(text, base, 64); base 0 takes prefixes and underscores. On kRange `value` is the
// nearest integer.
IntegerError ParseInteger(std::string_view text, int base, int64_t& value);

}  // namespace chartrender::functions
