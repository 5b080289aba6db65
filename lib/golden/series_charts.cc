#include "golden/series_charts.h"

#include <set>
#include <utility>

#include "golden/bad_input.h"
#include "golden/file_text.h"
#include "golden/text_lines.h"
#include "golden/yaml_fields.h"

namespace chartrender::golden {

namespace {

// The name in Chart.yaml.
std::string ChartName(const FileTexts& files, const std::string& folder) {
  const auto found = files.find("Chart.yaml");
  const std::string file = StrCat(folder, "/Chart.yaml");
  if (found == files.end()) throw BadInput(file, 0, "there is no such file");
  const YAML::Node document = ReadDocument(file, found->second);
  const YAML::Node name = document.IsMap() ? document["name"] : YAML::Node();
  if (!name || !name.IsScalar()) throw BadInput(file, 0, "the chart has no name");
  return name.Scalar();
}

}  // namespace

SeriesChart::SeriesChart(std::string id, std::string name, FileTexts texts, const ChartLoader& load)
    : files(std::move(texts)),
      chart{std::move(id), std::move(name), {}, &files},
      program(load(chart, std::nullopt)) {}

SeriesCharts LoadSeriesCharts(const SeriesSpec& spec, const ChartLoader& load) {
  SeriesCharts charts;
  FileTexts files = ReadFolder(spec.chart);
  charts.name = ChartName(files, spec.chart);
  for (const PhaseSpec& phase : spec.phases) {
    Patch patch;
    if (!phase.patch.empty()) {
      patch = ParsePatch(phase.patch, ReadFileText(phase.patch));
      files = ApplyPatch(files, patch);
    }
    charts.patches.push_back(std::move(patch));
    charts.phases.push_back(
        std::make_shared<const SeriesChart>(phase.name, charts.name, files, load));
  }
  return charts;
}

std::string DescribeFinal(const SeriesSpec& spec, const SeriesCharts& charts, size_t context) {
  if (spec.final_chart.empty()) return "";
  const FileTexts want = ReadFolder(spec.final_chart);
  const FileTexts& got = charts.phases.back()->files;
  std::set<std::string> names;
  for (const auto& [name, text] : want) names.insert(name);
  for (const auto& [name, text] : got) names.insert(name);
  std::string text;
  for (const std::string& name : names) {
    const auto wanted = want.find(name);
    const auto made = got.find(name);
    const std::string file = StrCat(spec.final_chart, "/", name);
    if (wanted == want.end()) {
      text += StrCat(file, ": the patches make it, the chart does not have it\n");
    } else if (made == got.end()) {
      text += StrCat(file, ": no patch makes it\n");
    } else if (wanted->second != made->second) {
      text += StrCat("--- ", file, "\n+++ with the patches\n",
                     UnifiedDiff(wanted->second, made->second, context));
    }
  }
  return text;
}

}  // namespace chartrender::golden
