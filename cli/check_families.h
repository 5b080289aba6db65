// The families of rules that `render check` applies to each target, as a table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check_inputs.h"
#include "check_targets.h"
#include "command.h"

namespace chartrender::cli {

struct CheckFamily {
  std::string_view name;     // as in --only and --skip; RuleInfo::family of its rules
  std::string_view summary;  // for the help
  // What it finds; options are those of `render check`.
  Result<std::vector<Finding>> (*run)(CheckInputs& inputs, const CheckTarget& target) = nullptr;
  // Of a family that changes nothing of the target, and so may run on another thread than the
  // others and while the objects are read: whether there is something for it to do. `folder` is the
  // chart's, "" for none.
  bool (*is_busy_beside)(CheckInputs& inputs, const std::string& folder) = nullptr;
  // What it finds in the chart alone, which is told before what `run` finds. It needs no render,
  // and runs on another thread beside it.
  Result<std::vector<Finding>> (*run_on_chart)(CheckInputs& inputs,
                                               const ChartTarget& target) = nullptr;
};

// In the order their findings are told. All work on the one render of the target but `golden`,
// which renders its cases.
std::span<const CheckFamily> CheckFamilies();

}  // namespace chartrender::cli
