// Values against the texts of patterns: wildcards, `|`, `&`, `!`, comparisons, ranges, of numbers,
// quantities, durations and texts.
// Source: github.com/kyverno/kyverno v1.19.1 pkg/engine/pattern/pattern.go,
// pkg/engine/operator/operator.go.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

namespace chartrender::check::kyverno {

// Whether the value meets a pattern that is no list; a map only asks for a map.
bool IsScalarMatch(Value value, Value pattern);
// "1-5", "10Mi-20Mi": the text is a range.
bool IsRange(std::string_view text);

// A whole number, also of a float without a fraction.
std::optional<int64_t> WholeNumber(Value value);
// Any number.
std::optional<double> NumberOf(Value value);
// strconv.ParseInt and ParseFloat.
std::optional<int64_t> ParseWhole(std::string_view text);
std::optional<double> ParseNumber(std::string_view text);
// The value as fmt.Sprint prints it; of maps and lists the JSON text.
std::string TextOf(Value value);

}  // namespace chartrender::check::kyverno
