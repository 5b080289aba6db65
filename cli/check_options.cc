#include "check_options.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;

// The main options of `render template`; those about its output are not for checks.
constexpr Option kTarget[] = {
    {"name", 0, kText, kMain, "NAME", "the release's name, as an argument before CHART sets it"},
    {"show-only", 's', kTextArray, kMain, "FILE",
     "only objects of this template: templates/a.yaml, templates/*.yaml"},
    {"include-crds", 0, kBool, kMain, "", "the chart's CRDs too"},
    {"skip-tests", 0, kBool, kMain, "", "leave out test hooks"},
    {"is-upgrade", 0, kBool, kMain, "", "render as for an upgrade"},
    {"kube-version", 0, kText, kMain, "VERSION", "Kubernetes version that templates see"},
    {"api-versions", 'a', kTextList, kMain, "API",
     "API versions that templates see besides the built-in ones"},
};

constexpr Option kFormat[] = {
    {"output", 'o', kChoice, kOutput, "FORMAT", "text, json, junit, sarif, github or markdown",
     "text", "", "", "text|json|junit|sarif|github|markdown"},
};

constexpr Option kFindings[] = {
    {"fail-on", 0, kTextList, kMain, "WHAT",
     "what makes the exit status 1: error, warning, info, never, or rules (default error)"},
    {"ignore-file", 0, kTextArray, kMain, "FILE",
     "lines `RULE PATH [until=DATE] # why` (default .renderignore here and in the chart)"},
    {"baseline", 0, kText, kMain, "FILE", "findings of FILE do not count"},
    {"write-baseline", 0, kText, kMain, "FILE", "write the findings to FILE"},
    {"show-ignored", 0, kBool, kOutput, "", "tell what is ignored, and why"},
    {"output-file", 0, kTextArray, kOutput, "FORMAT=FILE",
     "write a report in this format too: sarif=report.sarif"},
};

}  // namespace

std::span<const Option> CheckTargetOptions() { return kTarget; }
std::span<const Option> FindingFormatOptions() { return kFormat; }
std::span<const Option> FindingOptions() { return kFindings; }

}  // namespace chartrender::cli
