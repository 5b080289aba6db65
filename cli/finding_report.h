// Findings in the formats of --output: text, json, junit, sarif, github, markdown.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/check.h"
#include "json_text.h"

namespace chartrender::cli {

struct FindingReport {
  std::string command;  // "render images"
  std::vector<std::string> targets;
  std::vector<ResourceId> resources;  // all that were checked
  std::vector<Finding> findings;      // sorted
  std::vector<RuleInfo> rules;        // those that were applied
  bool show_ignored = false;
  std::string scope;  // what was checked, in place of the count of resources: "3 files"
};

enum class TextColour : uint8_t { kOff, kOn };

// `format` is one of the names above.
std::string FormatFindings(const FindingReport& report, std::string_view format,
                           TextColour colour = TextColour::kOff);

// As BestPlace of report_text.h.
const Location& BestPlace(const Finding& finding);

// Findings as objects of JSON, for commands with a document of their own.
Json FindingJson(const Finding& finding);
Json FindingsJson(std::span<const Finding> findings);
// "2 errors, 1 warning, 3 ignored in 12 objects", with an end of line.
std::string CountsOf(const FindingReport& report);

}  // namespace chartrender::cli
