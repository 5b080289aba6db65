// A whole series: renders, rules, goldens, diffs, the table of breaking changes; and the mutation
// test over the hunks. Both throw Failure for bad input and files that cannot be read or written.
#pragma once

#include <filesystem>

#include "chartrender/golden.h"
#include "golden/renderer.h"

namespace chartrender::golden {

GoldenReport RunSeries(const std::filesystem::path& file, const GoldenOptions& options,
                       const ChartLoader& load);

GoldenReport MutateSeries(const std::filesystem::path& file, const GoldenOptions& options,
                          const ChartLoader& load);

}  // namespace chartrender::golden
