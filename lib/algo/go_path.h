// Paths with '/', as Go's package path treats them; path/filepath does the same on Unix. Pure
// functions. Source: path/path.go and path/filepath, Go 1.26.
#pragma once

#include <string>
#include <string_view>

namespace chartrender {

// The shortest equivalent path by text alone: no double slashes, no ".", inner ".." resolved; ""
// gives ".".
std::string PathClean(std::string_view path);
// The last element without trailing slashes; "" gives ".", "///" gives "/".
std::string_view PathBase(std::string_view path);
// Everything but the last element, cleaned.
std::string PathDir(std::string_view path);
// From the last '.' of the last element on; "" without one.
std::string_view PathExt(std::string_view path);
bool PathIsAbs(std::string_view path);
// The non-empty ones of the two joined by '/', cleaned; "" when both are empty.
std::string PathJoin(std::string_view first, std::string_view second);

}  // namespace chartrender
