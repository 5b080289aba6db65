// The families of rules that `render check` applies to each target, as a table.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "check_targets.h"
#include "command.h"

namespace chartrender::cli {

struct CheckFamily {
  std::string_view name;     // as in --only and --skip; RuleInfo::family of its rules
  std::string_view summary;  // for the help
  // What it finds; options are those of `render check`.
  Result<std::vector<Finding>> (*run)(const Session& session, const Arguments& arguments,
                                      const CheckTarget& target) = nullptr;
};

// In the order they run. All work on the one render of the target but `golden`, which renders its
// cases.
std::span<const CheckFamily> CheckFamilies();

}  // namespace chartrender::cli
