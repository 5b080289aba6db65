// What a check command is given: charts, which are rendered with the options of `render template`,
// and files of manifests (`-` is standard input; a folder without Chart.yaml stands for the .yaml,
// .yml and .json files below it).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chartrender/check.h"
#include "command.h"

namespace chartrender::cli {

struct CheckTarget {
  std::string name;    // as it was given; "manifests" for files
  std::string folder;  // of a chart that is one
  ObjectSet objects;
  std::optional<Chart> chart;
};

// Renders and reads all that the arguments name; the files of manifests become one target. Throws
// UsageError; `[NAME] CHART` is understood as by `render template`.
Result<std::vector<CheckTarget>> LoadCheckTargets(const Session& session,
                                                  const Arguments& arguments);

}  // namespace chartrender::cli
