// import-values: what a chart takes from its subcharts' values, from the leaves up. Part of
// ProcessDependencies.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/util/dependencies.go.
#pragma once

#include "base/arena.h"
#include "chart/dependencies.h"
#include "chart/log.h"

namespace chartrender {

// Replaces the default values of every chart that declares dependencies by its values merged with
// its subcharts' and the imported ones, and rewrites the import-values entries as Helm does. New
// maps live in `arena`.
void ImportValues(ChartInstance& chart, Arena& arena, Log& log);

}  // namespace chartrender
