// A text against a configuration: what yamllint prints about it, in its order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "chartrender/error.h"
#include "yamllint/config.h"

namespace chartrender::yamllint {

struct Problem {
  int64_t line = 1, column = 1;  // from 1; columns count characters
  Severity level = Severity::kError;
  std::string_view rule;  // lives as long as the program; "syntax" for what is no YAML
  std::string message;
};

constexpr std::string_view kSyntaxRule = "syntax";

// `path` decides which rules are for the file. Comments `# yamllint disable`, `disable-line`,
// `disable-file` and `enable` of the text are followed.
std::vector<Problem> Lint(std::string_view bytes, std::string_view path, const Config& config,
                          Budget& budget);

}  // namespace chartrender::yamllint
