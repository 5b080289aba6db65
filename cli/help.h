// The help of a command, made from its record and the records of its options.
#pragma once

#include <string>

#include "command.h"

namespace chartrender::cli {

// "render lint PATH [flags]".
std::string UsageLine(const std::string& path, const Command& command);

// `all` shows the options too that have no effect here; without it, one line says that there are
// some.
std::string HelpText(const std::string& path, const Command& command, bool all,
                     Dialect dialect = Dialect::kHelm4);

}  // namespace chartrender::cli
