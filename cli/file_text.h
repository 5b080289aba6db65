// Reading files named on the command line, with Go's words for what goes wrong, and paths as Go's
// path/filepath makes them absolute.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/chartrender.h"

namespace chartrender::cli {

// kIo: "open x.yaml: no such file or directory", "read x: is a directory".
Result<std::string> ReadFile(const std::string& path);

// filepath.Clean: without "//", "/./" and "a/..".
std::string CleanPath(std::string_view path);

// filepath.Abs: from the working folder as the shell names it ($PWD), when that is right.
std::string AbsolutePath(std::string_view path);

}  // namespace chartrender::cli
