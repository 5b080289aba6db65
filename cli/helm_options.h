// The options that Helm 4.3.1 has, as records. A table is what one function of Helm's pkg/cmd adds
// to a command's flags.
#pragma once

#include <span>

#include "option.h"

namespace chartrender::cli {

// On every command: pkg/cli/environment.go AddFlags.
std::span<const Option> GlobalOptions();
// On every command, never shown: the flags of the Go logging library.
std::span<const Option> LoggingOptions();

// pkg/cmd/flags.go addValueOptionsFlags.
std::span<const Option> ValueOptions();
// pkg/cmd/flags.go addChartPathOptionsFlags.
std::span<const Option> ChartPathOptions();
// pkg/cmd/install.go addInstallFlags, without the two tables above.
std::span<const Option> InstallOptions();
// pkg/cmd/template.go.
std::span<const Option> TemplateOptions();
// pkg/cmd/lint.go.
std::span<const Option> LintOptions();
// pkg/cmd/show.go.
std::span<const Option> ShowOptions();
std::span<const Option> ShowValuesOptions();
// pkg/cmd/dependency.go newDependencyListCmd.
std::span<const Option> DependencyListFlags();

}  // namespace chartrender::cli
