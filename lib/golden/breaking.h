// The table of breaking changes of a series: its rows checked, and what it leaves out, as
// breaking.md.
#pragma once

#include <string>
#include <vector>

#include "golden/phase_rules.h"

namespace chartrender::golden {

struct BreakingResult {
  std::vector<GoldenItem> items;  // one for each row
  std::string text;               // of breaking.md
};

// `renders` and `changes` are those of every phase.
BreakingResult CheckBreaking(const SeriesSpec& spec,
                             const std::vector<std::unique_ptr<CaseRenders>>& renders,
                             const std::vector<PhaseChanges>& changes,
                             const GoldenOptions& options);

}  // namespace chartrender::golden
