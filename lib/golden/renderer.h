// Rendering as the golden room sees it: given by the room above (lib/api), so that cases, rules and
// diffs know nothing of how a chart is rendered.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "chartrender/golden.h"

namespace chartrender::golden {

// A loaded chart; safe from several threads. A chart that cannot be loaded gives that error for
// every render.
class RenderableChart {
 public:
  virtual ~RenderableChart() = default;
  [[nodiscard]] virtual GoldenRender Render(const GoldenRequest& request) const = 0;
};

// Without a dialect the chart follows that of the run.
using ChartLoader = std::function<std::shared_ptr<const RenderableChart>(
    const GoldenChart& chart, std::optional<Dialect> dialect)>;

}  // namespace chartrender::golden
