// Reads a chart into a ChartStore: from a folder (honouring .helmignore, following symbolic links),
// a .tgz archive or files in memory. Archives may not leave the chart: absolute and parent paths
// are refused. Sizes are charged before memory is taken. Thread-safe; nothing is cached. Source:
// helm.sh/helm/v4@v4.3.1 pkg/chart/loader, pkg/chart/v2/loader, internal/sympath.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "chart/chart.h"
#include "chart/log.h"
#include "chartrender/dialect.h"
#include "chartrender/limits.h"

namespace chartrender {

struct LoadSettings {
  Dialect dialect = Dialect::kHelm4;
  Limits limits;
  Log::Sink log;  // unset: nothing is told
  FetchSchema fetch = nullptr;
  bool maps_files = false;    // as LoadOptions::maps_files
  bool keeps_schemas = true;  // as LoadOptions::keeps_schemas
};

// Throws Failure(kIo, kChart, kValues or kLimit) with Helm's text. Relative paths appear absolute
// in texts as in Helm.
std::shared_ptr<const ChartStore> LoadChartPath(const std::filesystem::path& path,
                                                const LoadSettings& settings);
// The same without the detection of the chart's version: what `helm lint` and `helm
// show` load.
std::shared_ptr<const ChartStore> LoadChartPathV2(const std::filesystem::path& path,
                                                  const LoadSettings& settings);
// The bytes of an archive; `name` stands in texts for its path.
std::shared_ptr<const ChartStore> LoadChartArchive(std::string_view packed, std::string_view name,
                                                   const LoadSettings& settings);
// Files of a chart folder ("Chart.yaml", "templates/x.yaml", "charts/sub/...", "charts/sub.tgz");
// copied.
std::shared_ptr<const ChartStore> LoadChartFiles(std::span<const ChartFile> files,
                                                 const LoadSettings& settings);

}  // namespace chartrender
