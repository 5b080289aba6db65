// The options that all commands over rendered objects share.
#pragma once

#include <span>

#include "option.h"

namespace chartrender::cli {

// What is rendered, and which of its objects count.
std::span<const Option> CheckTargetOptions();
// --output of commands whose only result are findings.
std::span<const Option> FindingFormatOptions();
// What findings are ignored, and which of them make the command fail.
std::span<const Option> FindingOptions();

}  // namespace chartrender::cli
