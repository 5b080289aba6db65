// import-values: what a chart takes from its subcharts' values, from the leaves up. Part of
// ProcessDependencies.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/util/dependencies.go.
#pragma once

#include "base/arena.h"
#include "chart/dependencies.h"
#include "chart/log.h"
#include "chart/values_preview.h"

namespace chartrender {

// Replaces the default values of every chart that declares dependencies by its values merged with
// its subcharts' and the imported ones, and rewrites the import-values entries as Helm does. New
// maps live in `arena`. `preview` merges.
void ImportValues(ChartInstance& chart, ValuesPreview& preview, Arena& arena, Log& log);

}  // namespace chartrender
