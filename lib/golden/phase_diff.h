// What one phase changes, as the text of `<phase>.diff` and as numbers.
#pragma once

#include <string>

#include "golden/phase_rules.h"

namespace chartrender::golden {

struct PhaseDiff {
  std::string text;
  GoldenPhase summary;
};

// `patch` names the chart's files that change; it has none where the phase has no patch.
PhaseDiff MakePhaseDiff(const RuleInput& input, const PhaseChanges& changes, const Patch& patch);

}  // namespace chartrender::golden
