// The charts that `render lint` looks at.
#pragma once

#include <string>
#include <vector>

#include "arguments.h"

namespace chartrender::cli {

// The arguments (the working folder without any), with --with-subcharts followed by the charts in
// their charts/.
std::vector<std::string> LintPaths(const Arguments& arguments);

}  // namespace chartrender::cli
