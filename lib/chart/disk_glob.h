// The files that a pattern names, as Go's filepath.Glob finds them.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace chartrender::disk {

// In byte order within each folder. Nothing when the pattern is malformed; what cannot be read
// matches nothing. Source: path/filepath/match.go Glob, Go 1.26.
std::optional<std::vector<std::string>> Glob(const std::string& pattern);

}  // namespace chartrender::disk
