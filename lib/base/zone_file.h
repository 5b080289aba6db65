// Where the rules of time zones lie: in the system's folders, or, where there are no files, in the
// program itself (zone_file_wasm.cc). Source: time/zoneinfo_unix.go, time/zoneinfo_read.go of
// Go 1.26.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

// The TZif file of a zone, or nothing when there is no such zone. `name` is one of the tz database,
// without "..", or the absolute path of a file, of which at most 10 MiB count.
std::optional<std::string> ReadZoneFile(std::string_view name);

}  // namespace chartrender
