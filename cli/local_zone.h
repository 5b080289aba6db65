// The zone that Go's time package calls Local, as RenderOptions::time_zone takes it.
// Source: Go 1.26 time/zoneinfo_unix.go initLocal.
#pragma once

#include <string>

#include "settings.h"

namespace chartrender::cli {

// TZ unset: /etc/localtime; empty: UTC; else a name of the tz database, or the path of a zone file,
// with or without ':' before it. Whether there is such a zone is looked at when one is needed.
std::string LocalZone(const Environment& environment);

}  // namespace chartrender::cli
