// yamllint's configuration and the texts that it is for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chartrender/yaml_lint.h"
#include "check_targets.h"
#include "command.h"
#include "option.h"

namespace chartrender::cli {

// --config-file, --config-data, --no-values, --no-rendered: of `render yaml`.
std::span<const Option> YamlLintOptions();
// --yamllint-config: of `render check`.
std::span<const Option> YamlLintCheckOptions();

// The configuration of the file `name`.
Result<YamlLintConfig> ReadYamlLintFile(const std::string& name);
// That of `.yamllint`, `.yamllint.yaml` or `.yamllint.yml` in the working folder or the nearest one
// above it; none: there is no such file.
Result<std::optional<YamlLintConfig>> FindYamlLintFile();

// The chart's own values files (values*.yaml of it and its subcharts, values of ci/) and those of
// -f.
Result<std::vector<Finding>> LintValuesFiles(const std::string& folder, const Chart& chart,
                                             const Arguments& arguments,
                                             const YamlLintConfig& config);

}  // namespace chartrender::cli
