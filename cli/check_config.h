// .render.yaml: what `render check` does when it is not told otherwise. It is looked for in the
// working folder and the folders above it.
//
//   check:
//     targets: [charts/app]             # charts and manifests, in place of arguments
//     values: [charts/app/prod.yaml]    # any option of `render check` by its name
//     fail-on: [warning]
//     rules: {image-unpinned: off, latest-tag: error}
//
// Paths are those of the file's folder. Options of the command line win.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "chartrender/error.h"
#include "flag_parser.h"

namespace chartrender::cli {

struct CheckConfig {
  std::string file;  // "" where there is none
  std::vector<std::string> targets;
  std::vector<OptionUse> uses;
  // Severities of rules; nothing: the rule is off.
  std::map<std::string, std::optional<Severity>> rules;
};

// Reads `name`, or finds .render.yaml when it is "". kUsage with its place for what is wrong in it,
// kIo for a file that cannot be read.
Result<CheckConfig> ReadCheckConfig(const std::string& name, const OptionSet& options);

}  // namespace chartrender::cli
