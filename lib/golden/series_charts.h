// The charts of a series in memory: the base and what each patch makes of it. Nothing on disk
// changes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "golden/renderer.h"
#include "golden/series_spec.h"
#include "golden/text_patch.h"

namespace chartrender::golden {

// One phase's chart. `chart.files` points to `files`: the object stays where it is.
struct SeriesChart {
  SeriesChart(std::string id, std::string name, FileTexts texts, const ChartLoader& load);
  SeriesChart(const SeriesChart&) = delete;
  SeriesChart& operator=(const SeriesChart&) = delete;

  FileTexts files;
  GoldenChart chart;
  std::shared_ptr<const RenderableChart> program;
};

struct SeriesCharts {
  std::vector<std::shared_ptr<const SeriesChart>> phases;
  std::vector<Patch> patches;  // by phase; without files where a phase has none
  std::string name;            // of the chart
};

// Throws Failure(kUsage) where a patch does not apply, kIo for files that cannot be read.
SeriesCharts LoadSeriesCharts(const SeriesSpec& spec, const ChartLoader& load);

// What differs between the last phase and the chart that must equal it, a line for each file; ""
// when nothing does.
std::string DescribeFinal(const SeriesSpec& spec, const SeriesCharts& charts, size_t context);

}  // namespace chartrender::golden
