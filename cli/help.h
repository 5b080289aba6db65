// The help of a command, made from its record and the records of its options.
#pragma once

#include <string>

#include "command.h"

namespace chartrender::cli {

// "render lint PATH [flags]".
std::string UsageLine(const std::string& path, const Command& command);

// "Check charts for mistakes." of "check charts for mistakes".
std::string AsSentence(std::string_view summary);
// Helm's commands take Helm's global options; of the others only those in the record and --help are
// worth showing.
OptionSet ShownOptions(const Command& command, Dialect dialect = Dialect::kHelm4);
// `all` shows the options too that have no effect here; without it, one line says that there are
// some.
std::string HelpText(const std::string& path, const Command& command, bool all,
                     Dialect dialect = Dialect::kHelm4);

}  // namespace chartrender::cli
