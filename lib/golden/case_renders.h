// The renders of all cases of a series with one chart, made when first asked for.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "golden/rendered_case.h"
#include "golden/series_charts.h"
#include "golden/series_spec.h"

namespace chartrender::golden {

class CaseRenders {
 public:
  // Renders equal to those of `other` (for a phase: the phase before; for a mutation: the phase
  // itself) are shared with it, so that they are parsed and compared once.
  CaseRenders(const SeriesSpec& spec, std::shared_ptr<const SeriesChart> chart,
              const CaseRenders* other);

  // Safe from several threads.
  [[nodiscard]] RenderedCasePtr At(size_t case_index) const;
  // Renders every case on several threads.
  void RenderAll(unsigned jobs) const;

  // Other arguments than a case's; not kept.
  [[nodiscard]] GoldenRender Render(const std::vector<GoldenFlag>& flags) const;

  [[nodiscard]] const SeriesSpec& spec() const { return spec_; }
  [[nodiscard]] const SeriesChart& chart() const { return *chart_; }

 private:
  struct Slot {
    std::once_flag once;
    RenderedCasePtr render;
  };

  const SeriesSpec& spec_;
  std::shared_ptr<const SeriesChart> chart_;
  const CaseRenders* other_;
  mutable std::vector<Slot> slots_;
};

// The changes of case `case_index` from phase `phase` - 1 to `phase`; nothing where the case does
// not render in `phase`. A case that is new in `phase` is compared with its base. Where a render
// that should succeed has failed: one change of the resource "?/error".
std::optional<std::vector<Change>> ChangesOfCase(size_t case_index, size_t phase,
                                                 const CaseRenders& before,
                                                 const CaseRenders& after);

// The same with `flags` added to the case's in `phase`.
std::optional<std::vector<Change>> ChangesWithFlags(size_t case_index, size_t phase,
                                                    const CaseRenders& before,
                                                    const CaseRenders& after,
                                                    const std::vector<GoldenFlag>& flags);

}  // namespace chartrender::golden
