// Manual pages in the macros of man(7), made from the records of commands and options.
#pragma once

#include <string>

#include "command.h"

namespace chartrender::cli {

// "render.1", "render-show-values.1" of the command that `path` ("render show values") names.
std::string ManPageName(const std::string& path);

std::string ManPage(const std::string& path, const Command& command);

}  // namespace chartrender::cli
