// What several commands hand to the library in the same way.
#pragma once

#include "chartrender/chartrender.h"
#include "command.h"
#include "value_sources.h"

namespace chartrender::cli {

// Options with the session's namespace, time zone and log.
RenderOptions BaseOptions(const Session& session);
LoadOptions BaseLoadOptions(const Session& session);

// Loads the chart at `path`. As Helm reads values before the chart, faulty values win over a faulty
// chart.
Result<Chart> LoadChartAfterValues(const std::string& path, const LoadOptions& load,
                                   const ValueSources& values, const RenderOptions& options);

}  // namespace chartrender::cli
