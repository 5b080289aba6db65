// Hands the rooms' log records to the callback of the public API.
#pragma once

#include "chart/log.h"
#include "chartrender/chartrender.h"

namespace chartrender {

// An unset sink for an unset callback.
Log::Sink MakeLogSink(const LogCallback& callback);
// Of one render.
Log MakeLog(Dialect dialect, const RenderOptions& options);

}  // namespace chartrender
