// Baselines: the findings of a day, which do not count afterwards. A finding is known again by its
// rule, object and field, whatever its line; of equal ones as many are known as there were.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "chartrender/check.h"

namespace chartrender::check {

// The reason why a finding of the baseline does not count.
constexpr std::string_view kInBaseline = "in the baseline";

// What stays the same about a finding while lines move.
std::string FingerprintOf(const Finding& finding);

// Fingerprints and how many findings have each. Throws Failure(kUsage, "NAME: no baseline: ...").
std::map<std::string, size_t> ReadBaseline(const std::string& name, std::string_view text);
// JSON, indented, one finding a line, so that changes read well.
std::string WriteBaseline(std::span<const Finding> findings);

}  // namespace chartrender::check
