// From the arguments of the process to its exit status: finds the command, reads its options, runs
// it, tells errors. Commands of Helm report the same fault first, in the same words, as Helm does.
// Source: spf13/cobra 1.10.2 command.go execute, Helm 4.3.1 pkg/cmd/root.go and require/args.go.
#pragma once

#include <span>
#include <string>

#include "command.h"

namespace chartrender::cli {

int RunCommandLine(std::span<const std::string> arguments, const Environment& environment);

}  // namespace chartrender::cli
