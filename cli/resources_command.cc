// `render resources`: requests and limits of what a chart or manifests run, their cost, and a
// budget for it.
#include <charconv>
#include <cmath>
#include <optional>

#include "check_targets.h"
#include "commands.h"
#include "file_text.h"
#include "finding_run.h"
#include "resource_table.h"

namespace chartrender::cli {
namespace {

class ResourcesCommand {
 public:
  ResourcesCommand(const Session& session, const Arguments& arguments)
      : session_(session), arguments_(arguments), run_(session, arguments, {"resources"}) {}

  ExitCode Run() {
    CheckArguments();
    const auto prices = ReadPriceFile();
    if (!prices.ok()) return session_.Fail(prices.error());
    const auto targets = LoadCheckTargets(session_, arguments_);
    if (!targets.ok()) return session_.Fail(targets.error());
    std::vector<Finding> findings;
    auto workloads = Sum(targets.value(), &findings);
    if (!workloads.ok()) return session_.Fail(workloads.error());
    std::optional<ResourceCost> cost;
    if (prices.value()) {
      auto counted = CostOf(workloads.value(), *prices.value());
      if (!counted.ok()) return session_.Fail(counted.error());
      cost = std::move(counted).value();
      if (cost->budget && cost->gated > *cost->budget) AddBudgetFinding(*cost);
    }
    const auto report = run_.Conclude();
    if (!report.ok()) return session_.Fail(report.error());
    Print(workloads.value(), cost, report.value());
    return run_.Finish(report.value());
  }

 private:
  void CheckArguments() {
    if (arguments_.Number("nodes") < 0) throw UsageError("--nodes is negative");
    for (const char* option : {"budget", "base"}) {
      if (arguments_.Given(option) && !arguments_.Given("prices"))
        throw UsageError("--" + std::string(option) + " needs --prices FILE");
    }
    if (!arguments_.Given("budget")) return;
    const std::string& text = arguments_.Text("budget");
    double budget = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), budget);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(budget)) {
      throw UsageError("invalid argument \"" + text + "\" for --budget: it is an amount of money");
    }
    budget_ = budget;
  }

  Result<std::optional<PriceList>> ReadPriceFile() const {
    const std::string& name = arguments_.Text("prices");
    if (name.empty()) return std::optional<PriceList>();
    const auto text = ReadFile(name);
    if (!text.ok()) return text.error();
    auto prices = ReadPrices(name, text.value());
    if (!prices.ok()) return prices.error();
    return std::optional<PriceList>(std::move(prices).value());
  }

  // With `findings`: the targets' findings are part of the run.
  Result<std::vector<WorkloadResources>> Sum(const std::vector<CheckTarget>& targets,
                                             const std::vector<Finding>* findings) {
    ResourceOptions options;
    options.nodes = arguments_.Number("nodes");
    std::vector<WorkloadResources> workloads;
    for (const CheckTarget& target : targets) {
      auto report = SumResources(target.objects, options);
      if (!report.ok()) return report.error();
      if (findings != nullptr) run_.Add(target, std::move(report.value().findings));
      for (WorkloadResources& workload : report.value().workloads)
        workloads.push_back(std::move(workload));
    }
    return workloads;
  }

  Result<ResourceCost> CostOf(const std::vector<WorkloadResources>& workloads,
                              const PriceList& prices) {
    ResourceCost cost;
    cost.currency = prices.currency;
    cost.least = MonthlyCost(TotalRequests(workloads, Replicas::kLeast), prices);
    cost.most = MonthlyCost(TotalRequests(workloads, Replicas::kMost), prices);
    if (arguments_.Given("base")) {
      const auto targets = LoadBaseTargets(session_, arguments_, arguments_.Text("base"));
      if (!targets.ok()) return targets.error();
      const auto before = Sum(targets.value(), nullptr);
      if (!before.ok()) return before.error();
      cost.has_base = true;
      cost.base_least = MonthlyCost(TotalRequests(before.value(), Replicas::kLeast), prices);
      cost.base_most = MonthlyCost(TotalRequests(before.value(), Replicas::kMost), prices);
    }
    const bool at_least = arguments_.Text("budget-at") == "min";
    cost.budget = budget_;
    cost.gated = at_least ? cost.least - cost.base_least : cost.most - cost.base_most;
    return cost;
  }

  void AddBudgetFinding(const ResourceCost& cost) {
    Finding finding;
    finding.rule = "budget-exceeded";
    finding.message = std::string(cost.has_base ? "the requests cost more than before by "
                                                : "the requests cost ") +
                      MoneyText(cost.gated) + " " + cost.currency + " a month, the budget is " +
                      MoneyText(*cost.budget);
    finding.remedy = "Lower requests or replicas, or raise --budget.";
    run_.AddForAll(std::move(finding));
  }

  void Print(const std::vector<WorkloadResources>& workloads,
             const std::optional<ResourceCost>& cost, const FindingReport& report) {
    const std::string& format = arguments_.Text("output");
    std::string text = FormatFindings(report, format, run_.Colour());
    if (format == "text") {
      text = ResourceText(workloads, cost) + "\n" + text;
    } else if (format == "markdown") {
      text += "\n" + ResourceMarkdown(workloads, cost);
    } else if (format == "json") {
      Json document = {{"version", 1}, {"targets", report.targets}};
      document.update(ResourceJson(workloads, cost));
      document["findings"] = FindingsJson(report.findings);
      text = WriteJsonText(document);
    }
    session_.terminal.Print(text);
  }

  const Session& session_;
  const Arguments& arguments_;
  FindingRun run_;
  std::optional<double> budget_;
};

}  // namespace

ExitCode RunResources(const Session& session, const Arguments& arguments) {
  return ResourcesCommand(session, arguments).Run();
}

}  // namespace chartrender::cli
