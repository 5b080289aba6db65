// What a public Chart holds. Private to lib/api.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "chart/chart.h"
#include "chartrender/chartrender.h"
#include "engine/custom_functions.h"
#include "engine/program_cache.h"

namespace chartrender {

class Chart::Data {
 public:
  Data(std::shared_ptr<const ChartStore> store, const std::vector<TemplateFunction>& functions)
      : store_(std::move(store)),
        functions_(store_->dialect, functions),
        programs_(functions_.table()) {}
  const ChartStore& store() const { return *store_; }
  const std::shared_ptr<const ChartStore>& shared_store() const { return store_; }
  // The chart's templates, compiled when first used; safe from any thread.
  const engine::ProgramCache& programs() const { return programs_; }

 private:
  std::shared_ptr<const ChartStore> store_;
  engine::CustomFunctions functions_;
  engine::ProgramCache programs_;
};

}  // namespace chartrender
