// What a check command is given: charts, which are rendered with the options of `render template`,
// and files of manifests (`-` is standard input; a folder without Chart.yaml stands for the .yaml,
// .yml and .json files below it).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "chartrender/check.h"
#include "command.h"
#include "value_sources.h"

namespace chartrender::cli {

// A chart that has been loaded.
struct ChartTarget {
  std::string name;    // as CheckTarget::name
  std::string folder;  // "": an archive
  Chart chart;
  ValueSources values;  // that it is about to be rendered with
};

struct CheckTarget {
  std::string name;    // as it was given; "manifests" for files
  std::string folder;  // of a chart that is one
  ObjectSet objects;
  std::optional<Chart> chart;
};

// The .yaml, .yml and .json files below a folder, sorted.
std::vector<std::string> ManifestsBelow(const std::string& folder);

// A folder with Chart.yaml, or an archive.
bool IsChart(const std::string& path);

// Renders and reads all that the arguments name; the files of manifests become one target. Throws
// UsageError; `[NAME] CHART` is understood as by `render template`.
// Who wants to begin before everything is loaded.
struct LoadListener {
  // A chart is about to be rendered.
  std::function<void(const ChartTarget& chart)> on_chart;
  // A chart is rendered, its objects are still to be read: ObjectSelection::on_rendered.
  std::function<void(const CheckTarget& target)> on_rendered;
};
Result<std::vector<CheckTarget>> LoadCheckTargets(const Session& session,
                                                  const Arguments& arguments,
                                                  const LoadListener& listener = {});
// The same for `words` in place of the arguments.
Result<std::vector<CheckTarget>> LoadCheckTargets(const Session& session,
                                                  const Arguments& arguments,
                                                  const std::vector<std::string>& words,
                                                  const LoadListener& listener = {});
// The same for what stands in the place of the arguments: a chart, a file or a folder of manifests
// (`base` a path), or the arguments' charts and values files as they are in a commit of the git
// repository around them (`base` a name that git knows). Values files that the commit has not are
// those of today.
Result<std::vector<CheckTarget>> LoadBaseTargets(const Session& session, const Arguments& arguments,
                                                 const std::string& base);

}  // namespace chartrender::cli
