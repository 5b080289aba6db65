// The files of a chart folder: what .helmignore leaves, symbolic links followed, in the order of
// Helm's walk.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/loader/directory.go, internal/sympath/walk.go.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "chart/chart.h"
#include "chart/log.h"

namespace chartrender {

// How the larger files that a render seldom looks at are taken: copied, or left in place (see
// LoadOptions::maps_files).
enum class FileAccess : uint8_t { kRead, kMap };

// `folder` is an absolute path. Data and names live in the store, without a byte order mark. Throws
// Failure(kIo, kChart or kLimit) with Helm's text.
std::vector<ChartFile> ReadChartFolder(const std::string& folder, ChartStore& store, Log& log,
                                       FileAccess access);

}  // namespace chartrender
