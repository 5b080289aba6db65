#include "resource_table.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "finding_report.h"

namespace chartrender::cli {
namespace {

using Row = std::vector<std::string>;

std::string Range(const std::string& least, const std::string& most) {
  return least == most ? least : least + ".." + most;
}

std::string Replicas(const WorkloadResources& workload) {
  return Range(std::to_string(workload.least_replicas), std::to_string(workload.most_replicas));
}

std::string Cell(const ResourceAmounts& amounts, const std::string& name) {
  const auto found = amounts.find(name);
  return found == amounts.end() ? "-" : AmountText(name, found->second);
}

std::string RangeCell(const ResourceAmounts& least, const ResourceAmounts& most,
                      const std::string& name) {
  if (most.count(name) == 0 && least.count(name) == 0) return "-";
  const auto amount = [&](const ResourceAmounts& amounts) {
    const auto found = amounts.find(name);
    return AmountText(name, found == amounts.end() ? 0 : found->second);
  };
  return Range(amount(least), amount(most));
}

std::string Title(const WorkloadResources& workload) {
  std::string title = workload.resource.ToText();
  if (workload.is_hook) title += " (hook)";
  if (!workload.scaled_by.empty()) title += " by " + workload.scaled_by;
  return title;
}

// The names of all resources, cpu and memory first.
std::vector<std::string> NamesOf(std::span<const WorkloadResources> workloads) {
  std::set<std::string> others;
  for (const WorkloadResources& workload : workloads) {
    for (const ResourceAmounts* amounts : {&workload.requests, &workload.limits}) {
      for (const auto& [name, amount] : *amounts) others.insert(name);
    }
  }
  std::vector<std::string> names = {"cpu", "memory"};
  for (const std::string& name : others) {
    if (name != "cpu" && name != "memory") names.push_back(name);
  }
  return names;
}

std::set<std::string> SpacesOf(std::span<const WorkloadResources> workloads) {
  std::set<std::string> spaces;
  for (const WorkloadResources& workload : workloads) {
    if (!workload.is_hook) spaces.insert(workload.space);
  }
  return spaces;
}

Row SumRow(std::span<const WorkloadResources> workloads, const std::string& title,
           const std::string& space, const std::vector<std::string>& names) {
  const auto requests_least = TotalRequests(workloads, chartrender::Replicas::kLeast, space);
  const auto requests_most = TotalRequests(workloads, chartrender::Replicas::kMost, space);
  const auto limits_least = TotalLimits(workloads, chartrender::Replicas::kLeast, space);
  const auto limits_most = TotalLimits(workloads, chartrender::Replicas::kMost, space);
  Row row = {title, ""};
  for (const std::string& name : names) {
    row.push_back(RangeCell(requests_least, requests_most, name));
    row.push_back(RangeCell(limits_least, limits_most, name));
  }
  return row;
}

std::vector<Row> TableOf(std::span<const WorkloadResources> workloads) {
  const std::vector<std::string> names = NamesOf(workloads);
  Row head = {"workload", "replicas"};
  for (const std::string& name : names) {
    head.push_back(name);
    head.push_back("limit");
  }
  std::vector<Row> rows = {std::move(head)};
  for (const WorkloadResources& workload : workloads) {
    Row row = {Title(workload), Replicas(workload)};
    for (const std::string& name : names) {
      row.push_back(Cell(workload.requests, name));
      row.push_back(Cell(workload.limits, name));
    }
    rows.push_back(std::move(row));
  }
  for (const std::string& space : SpacesOf(workloads)) {
    rows.push_back(SumRow(workloads, "namespace " + space, space, names));
  }
  rows.push_back(SumRow(workloads, "all", "", names));
  return rows;
}

std::string CostText(const ResourceCost& cost) {
  std::string text = "cost per month: " + Range(MoneyText(cost.least), MoneyText(cost.most)) + " " +
                     cost.currency + "\n";
  if (cost.has_base) {
    text += "before: " + Range(MoneyText(cost.base_least), MoneyText(cost.base_most)) + " " +
            cost.currency + "\n";
  }
  if (cost.budget) {
    text += std::string(cost.has_base ? "difference: " : "total: ") + MoneyText(cost.gated) +
            " of a budget of " + MoneyText(*cost.budget) + " " + cost.currency + "\n";
  }
  return text;
}

Json AmountsJson(const ResourceAmounts& amounts) {
  Json entry = Json::object();
  for (const auto& [name, amount] : amounts) entry[name] = AmountText(name, amount);
  return entry;
}

Json SumJson(std::span<const WorkloadResources> workloads, const std::string& space) {
  const auto sum = [&](chartrender::Replicas replicas) {
    return Json{{"requests", AmountsJson(TotalRequests(workloads, replicas, space))},
                {"limits", AmountsJson(TotalLimits(workloads, replicas, space))}};
  };
  return {{"least", sum(chartrender::Replicas::kLeast)},
          {"most", sum(chartrender::Replicas::kMost)}};
}

Json WorkloadJson(const WorkloadResources& workload) {
  Finding place;
  place.resource = workload.resource;
  place.source = workload.source;
  place.rendered = workload.rendered;
  const Json located = FindingJson(place);
  Json entry = {{"resource", located["resource"]}, {"namespace", workload.space}};
  Json replicas = {{"least", workload.least_replicas}, {"most", workload.most_replicas}};
  if (!workload.scaled_by.empty()) replicas["by"] = workload.scaled_by;
  entry["replicas"] = std::move(replicas);
  entry["requests"] = AmountsJson(workload.requests);
  entry["limits"] = AmountsJson(workload.limits);
  if (workload.is_hook) entry["hook"] = true;
  for (const char* key : {"source", "rendered"}) {
    if (located.contains(key)) entry[key] = located[key];
  }
  return entry;
}

}  // namespace

std::string MoneyText(double amount) {
  const auto cents = static_cast<int64_t>(std::llround(std::min(std::abs(amount), 1e15) * 100));
  std::string digits = std::to_string(cents / 100) + "." + std::to_string(cents % 100 / 10) +
                       std::to_string(cents % 10);
  return (amount < 0 && cents != 0 ? "-" : "") + digits;
}

std::string ResourceText(std::span<const WorkloadResources> workloads,
                         const std::optional<ResourceCost>& cost) {
  const std::vector<Row> rows = TableOf(workloads);
  std::vector<size_t> widths(rows[0].size());
  for (const Row& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      line.append(widths[i] - row[i].size() + 2, ' ');
    }
    line.resize(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  if (cost) text += CostText(*cost);
  return text;
}

std::string ResourceMarkdown(std::span<const WorkloadResources> workloads,
                             const std::optional<ResourceCost>& cost) {
  std::string text;
  const std::vector<Row> rows = TableOf(workloads);
  for (size_t i = 0; i < rows.size(); ++i) {
    text += "|";
    for (const std::string& cell : rows[i]) text += " " + cell + " |";
    text += "\n";
    if (i > 0) continue;
    text += "|";
    for (size_t column = 0; column < rows[0].size(); ++column) text += "---|";
    text += "\n";
  }
  if (cost) text += "\n" + CostText(*cost);
  return text;
}

Json ResourceJson(std::span<const WorkloadResources> workloads,
                  const std::optional<ResourceCost>& cost) {
  Json list = Json::array();
  for (const WorkloadResources& workload : workloads) list.push_back(WorkloadJson(workload));
  Json spaces = Json::object();
  for (const std::string& space : SpacesOf(workloads)) spaces[space] = SumJson(workloads, space);
  Json document = {{"workloads", std::move(list)},
                   {"namespaces", std::move(spaces)},
                   {"total", SumJson(workloads, "")}};
  if (cost) {
    Json entry = {{"currency", cost->currency}, {"least", cost->least}, {"most", cost->most}};
    if (cost->has_base) entry["base"] = {{"least", cost->base_least}, {"most", cost->base_most}};
    if (cost->budget) {
      entry["budget"] = *cost->budget;
      entry["gated"] = cost->gated;
    }
    document["cost"] = std::move(entry);
  }
  return document;
}

}  // namespace chartrender::cli
