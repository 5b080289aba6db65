// The goldens of a series' cases: PHASE/CASE.yaml, or PHASE/CASE.err for a refusal.
//
// A golden stands in a phase only when it differs from that of the phase before: a case without a
// file in a phase has the file of the nearest phase before it. So the folder of a phase holds what
// that phase changes, and nothing twice.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "golden/golden_folder.h"
#include "golden/series_spec.h"

namespace chartrender::golden {

// What a case gave in one phase.
struct CaseOutput {
  bool rendered = false;
  std::string text;
  bool operator==(const CaseOutput&) const = default;
};

// Judges the goldens of one case in every phase; `outputs` by phase.
std::vector<GoldenItem> JudgeCaseGoldens(const SeriesSpec& spec, size_t case_index,
                                         const std::vector<CaseOutput>& outputs,
                                         GoldenFolder& folder, const GoldenOptions& options);

// Goldens that no case and no phase of the series has.
std::vector<GoldenItem> FindObsoleteGoldens(const SeriesSpec& spec, GoldenFolder& folder,
                                            const GoldenOptions& options);

}  // namespace chartrender::golden
