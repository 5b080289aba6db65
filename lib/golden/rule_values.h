// Single rules answered for one chart of a series.
#pragma once

#include <string>

#include "golden/case_renders.h"

namespace chartrender::golden {

// Whether an assertion holds for the renders of a chart.
bool HoldsAssert(const AssertRule& rule, const CaseRenders& renders);
// Whether the text stands in the chart's file, or in the notes, as often as the rule says.
bool HoldsText(const TextRule& rule, const CaseRenders& renders);
// Whether a command's answer is the one the test names.
bool HoldsAnswer(const TestRule& rule, const GoldenAnswer& answer);

// For messages: `Deployment/x spec.y is "z"`.
std::string DescribeAssert(const AssertRule& rule, const SeriesSpec& spec);
std::string DescribeText(const TextRule& rule, const SeriesSpec& spec);

}  // namespace chartrender::golden
