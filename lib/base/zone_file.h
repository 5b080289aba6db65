// Where the rules of time zones lie: in the system's folder, or, where there are no files, in the
// program itself (zone_file_wasm.cc).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

// The TZif file of a zone, or nothing when there is no such zone. `name` is a relative path without
// "..".
std::optional<std::string> ReadZoneFile(std::string_view name);

}  // namespace chartrender
