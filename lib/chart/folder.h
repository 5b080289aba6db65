// The files of a chart folder: what .helmignore leaves, symbolic links followed, in the order of
// Helm's walk.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/loader/directory.go, internal/sympath/walk.go.
#pragma once

#include <string>
#include <vector>

#include "chart/chart.h"
#include "chart/log.h"

namespace chartrender {

// `folder` is an absolute path. Data and names live in the store, without a byte order mark. Throws
// Failure(kIo, kChart or kLimit) with Helm's text.
std::vector<ChartFile> ReadChartFolder(const std::string& folder, ChartStore& store, Log& log);

}  // namespace chartrender
