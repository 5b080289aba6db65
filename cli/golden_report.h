// Reports of golden runs in the formats of --output.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "chartrender/golden.h"

namespace chartrender::cli {

struct GoldenRun {
  std::string target;  // as given or found
  GoldenReport report;
};

// What is not as it should be, or was written, with its diff; then a line of counts for each run.
std::string GoldenText(std::span<const GoldenRun> runs);
// A line for each phase: resources, fields, cases.
std::string GoldenSummary(std::span<const GoldenRun> runs);
// `format` is text, json, junit, github or markdown.
std::string FormatGolden(std::span<const GoldenRun> runs, std::string_view format);

}  // namespace chartrender::cli
