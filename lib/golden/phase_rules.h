// The rules of one phase: which cases render, which changes are expected, texts, assertions, the
// plan's commands, values that the schema refuses and takes. Goldens are compared elsewhere.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "golden/case_renders.h"

namespace chartrender::golden {

// The changes of every case from the phase before, see ChangesOfCase.
using PhaseChanges = std::vector<std::optional<std::vector<Change>>>;

struct RuleInput {
  const SeriesSpec& spec;
  size_t phase;
  const CaseRenders* before;  // of the phase before; null in the first phase
  const CaseRenders& after;
  const GoldenOptions& options;
  // Changes known already: of cases whose render is shared with `known_renders`. May be null.
  const PhaseChanges* known_changes = nullptr;
  const CaseRenders* known_renders = nullptr;
};

// The changes of every case; empty in the first phase.
PhaseChanges ChangesOfPhase(const RuleInput& input);

// One item for each rule, passed or failed.
std::vector<GoldenItem> CheckRules(const RuleInput& input, const PhaseChanges& changes);

// The first rule that fails, if any. Rules that speak of the phase before, and those of refused and
// accepted values, do not count.
std::optional<GoldenItem> FindBrokenRule(const RuleInput& input);

}  // namespace chartrender::golden
