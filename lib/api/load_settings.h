// What the public options of loading are to the loader.
#pragma once

#include "chart/loader.h"
#include "chartrender/chartrender.h"

namespace chartrender {

LoadSettings SettingsOf(const LoadOptions& options);

}  // namespace chartrender
