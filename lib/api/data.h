// What a public Chart holds. Private to lib/api.
#pragma once

#include <memory>
#include <utility>

#include "chart/chart.h"
#include "chartrender/chartrender.h"
#include "engine/program_cache.h"

namespace chartrender {

class Chart::Data {
 public:
  explicit Data(std::shared_ptr<const ChartStore> store)
      : store_(std::move(store)), programs_(store_->dialect) {}
  const ChartStore& store() const { return *store_; }
  // The chart's templates, compiled when first used; safe from any thread.
  const engine::ProgramCache& programs() const { return programs_; }

 private:
  std::shared_ptr<const ChartStore> store_;
  engine::ProgramCache programs_;
};

}  // namespace chartrender
