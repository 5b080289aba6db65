// The goldens of one chart: its cases found by convention, rendered, compared. See RunGoldenChart.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "chartrender/golden.h"
#include "golden/masks.h"
#include "golden/renderer.h"

namespace chartrender::golden {

// A case of a chart: found by convention, or declared by a case.yaml.
struct ChartCase {
  std::string name;
  std::vector<std::string> values;  // files, relative to the chart
  bool declared = false;            // has a case.yaml
  bool obsolete = false;            // declared for a values file that is gone
  GoldenRequest request;
  std::vector<MaskSpec> masks;
  std::string file;  // the case.yaml as shown
};

// See GoldenFolderOf.
std::filesystem::path ChartGoldenFolder(const std::filesystem::path& chart,
                                        const GoldenOptions& options);

// The version of Helm that a dialect is of.
std::string_view HelmVersion(Dialect dialect);

// The case.yaml of a case that was found by convention, as an update writes it. `helm` is the
// version of Helm, `made_by` who made the golden.
std::string CaseFileText(const ChartCase& entry, Dialect dialect, std::string_view helm,
                         std::string_view made_by);

// Sorted by name, `default` first. Throws Failure(kUsage, kIo).
std::vector<ChartCase> FindChartCases(const std::filesystem::path& chart,
                                      const std::filesystem::path& goldens);

GoldenReport RunChart(const std::filesystem::path& chart, const GoldenOptions& options,
                      const ChartLoader& load);

}  // namespace chartrender::golden
