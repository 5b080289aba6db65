// Resource sums as text and JSON.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "chartrender/resources.h"
#include "json_text.h"

namespace chartrender::cli {

struct ResourceCost {
  std::string currency;
  double least = 0, most = 0;
  bool has_base = false;
  double base_least = 0, base_most = 0;
  std::optional<double> budget;  // for `gated`
  double gated = 0;              // what the budget is compared with
};

// "12.50", rounded to the hundredth.
std::string MoneyText(double amount);

// A line per workload, then the sums of each namespace and of all, then the cost.
std::string ResourceText(std::span<const WorkloadResources> workloads,
                         const std::optional<ResourceCost>& cost);
// The same as tables of Markdown.
std::string ResourceMarkdown(std::span<const WorkloadResources> workloads,
                             const std::optional<ResourceCost>& cost);
Json ResourceJson(std::span<const WorkloadResources> workloads,
                  const std::optional<ResourceCost>& cost);

}  // namespace chartrender::cli
