// `render check`: all families of rules over one render.
#include <algorithm>
#include <future>
#include <optional>

#include "check_config.h"
#include "check_families.h"
#include "check_targets.h"
#include "commands.h"
#include "finding_run.h"
#include "side_thread.h"

namespace chartrender::cli {
namespace {

std::string RulesAsText(const std::vector<RuleInfo>& rules) {
  std::string text;
  std::string_view family;
  for (const RuleInfo& rule : rules) {
    if (rule.family != family) text += (text.empty() ? "" : "\n") + std::string(rule.family) + "\n";
    family = rule.family;
    text += "  " + std::string(rule.id) + " (" + std::string(SeverityName(rule.severity)) +
            ")\n    " + std::string(rule.summary) + "\n";
    if (!rule.remedy.empty()) text += "    " + std::string(rule.remedy) + "\n";
  }
  return text;
}

std::string RulesAsMarkdown(const std::vector<RuleInfo>& rules) {
  std::string text = "| rule | command | severity | finds | what to do |\n|---|---|---|---|---|\n";
  for (const RuleInfo& rule : rules) {
    text += "| `" + std::string(rule.id) + "` | " + std::string(rule.family) + " | " +
            std::string(SeverityName(rule.severity)) + " | " + std::string(rule.summary) + " | " +
            std::string(rule.remedy) + " |\n";
  }
  return text;
}

std::string RulesAsJson(const std::vector<RuleInfo>& rules) {
  Json list = Json::array();
  for (const RuleInfo& rule : rules) {
    list.push_back({{"id", std::string(rule.id)},
                    {"family", std::string(rule.family)},
                    {"severity", std::string(SeverityName(rule.severity))},
                    {"summary", std::string(rule.summary)},
                    {"remedy", std::string(rule.remedy)}});
  }
  return WriteJsonText({{"version", 1}, {"rules", std::move(list)}});
}

class CheckCommand {
 public:
  CheckCommand(const Session& session, const Arguments& arguments, CheckConfig config)
      : session_(session),
        arguments_(arguments),
        config_(std::move(config)),
        inputs_(session, arguments) {
    for (const CheckFamily& family : CheckFamilies()) {
      if (IsWanted(family.name)) families_.push_back(&family);
    }
    CheckNames("only");
    CheckNames("skip");
  }

  ExitCode Run() {
    std::vector<std::string> names = {"render"};
    for (const CheckFamily* family : families_) names.emplace_back(family->name);
    FindingRun run(session_, arguments_, std::move(names));
    run.SetSeverities(config_.rules);
    const LoadListener listener = {
        .on_chart = [this](const ChartTarget& chart) { PostChart(chart); },
        .on_rendered = [this](const CheckTarget& target) { PostTarget(target); }};
    auto targets = arguments_.positional().empty()
                       ? LoadCheckTargets(session_, arguments_, config_.targets, listener)
                       : LoadCheckTargets(session_, arguments_, listener);
    if (!targets.ok()) return FailRender(run, targets.error());
    std::vector<Result<Findings>> results = RunFamilies(targets.value());
    size_t number = 0;
    for (const CheckTarget& target : targets.value()) {
      for (size_t family = 0; family < families_.size(); ++family, ++number) {
        if (number < of_charts_.size() && of_charts_[number].valid()) {
          auto findings = of_charts_[number].get();
          if (!findings.ok()) return session_.Fail(findings.error());
          run.Add(target, std::move(findings).value());
        }
        if (!results[number].ok()) return session_.Fail(results[number].error());
        run.Add(target, std::move(results[number]).value());
      }
    }
    return run.Run();
  }

 private:
  using Findings = std::vector<Finding>;

  // Lets families look at a chart while it is rendered. Charts come in the order of the targets.
  void PostChart(const ChartTarget& chart) {
    (void)side_.Post([chart]() -> Result<Findings> {
      CompileAhead(chart.chart);
      return Findings();
    });
    for (const CheckFamily* family : families_) {
      const bool has_work =
          family->run_on_chart != nullptr &&
          (family->is_busy_beside == nullptr || family->is_busy_beside(inputs_, chart.folder));
      of_charts_.push_back(has_work ? side_.Post([this, family, chart] {
        return family->run_on_chart(inputs_, chart);
      })
                                    : std::future<Result<Findings>>());
    }
  }

  // Lets families that may run beside the others begin with a target; in the order of the targets.
  void PostTarget(const CheckTarget& target) {
    for (const CheckFamily* family : families_) {
      std::future<Result<Findings>> result;
      if (family->is_busy_beside != nullptr && family->is_busy_beside(inputs_, target.folder))
        result = side_.Post([this, family, target] { return family->run(inputs_, target); });
      beside_.push_back(std::move(result));
    }
    ahead_.push_back(side_.Post([objects = target.objects]() -> Result<Findings> {
      FindIgnoresAhead(objects);
      return Findings();
    }));
  }

  // What each family finds in each target, in this order.
  std::vector<Result<Findings>> RunFamilies(const std::vector<CheckTarget>& targets) {
    // Charts come first, and are posted already.
    for (size_t i = beside_.size() / std::max<size_t>(families_.size(), 1); i < targets.size(); ++i)
      PostTarget(targets[i]);
    std::vector<Result<Findings>> results;
    for (const CheckTarget& target : targets) {
      for (const CheckFamily* family : families_) {
        const bool is_posted = beside_[results.size()].valid();
        results.push_back(is_posted ? Findings() : family->run(inputs_, target));
      }
    }
    for (size_t i = 0; i < results.size(); ++i) {
      if (beside_[i].valid()) results[i] = beside_[i].get();
    }
    for (auto& work : ahead_) (void)work.get();
    return results;
  }

  bool IsWanted(std::string_view family) const {
    const auto names = [&](const char* option) {
      const auto& list = arguments_.List(option);
      return std::find(list.begin(), list.end(), family) != list.end();
    };
    return (arguments_.List("only").empty() || names("only")) && !names("skip");
  }

  void CheckNames(const std::string& option) const {
    std::string known;
    for (const CheckFamily& family : CheckFamilies()) {
      if (!known.empty()) known += ", ";
      known += family.name;
    }
    for (const std::string& name : arguments_.List(option)) {
      const auto has_name = [&](const CheckFamily& family) { return family.name == name; };
      if (std::none_of(CheckFamilies().begin(), CheckFamilies().end(), has_name)) {
        std::string text = "invalid argument \"" + name;
        text += "\" for --" + option;
        text += ": the families are " + known;
        throw UsageError(text);
      }
    }
  }

  // A chart that does not render is a finding for tools; people get the whole error.
  ExitCode FailRender(FindingRun& run, const Error& error) const {
    const ExitCode code = ExitCodeOf(error);
    if (arguments_.Text("output") == "text" || code == ExitCode::kTrouble)
      return session_.Fail(error);
    Finding finding;
    finding.rule = error.code == ErrorCode::kSchema ? "values-schema" : "render-failed";
    finding.message = error.message;
    finding.source = error.where;
    run.AddForAll(std::move(finding));
    run.Run();
    return code;
  }

  const Session& session_;
  const Arguments& arguments_;
  CheckConfig config_;
  std::vector<const CheckFamily*> families_;
  CheckInputs inputs_;
  std::vector<std::future<Result<Findings>>> of_charts_, beside_;  // by target and family
  std::vector<std::future<Result<Findings>>> ahead_;               // by target
  SideThread side_;  // the last member: what it runs uses the others
};

ExitCode ListRules(const Session& session, const std::string& format) {
  const std::vector<RuleInfo> rules = CheckRules();
  if (format != "text" && format != "json" && format != "markdown")
    throw UsageError("--list-rules gives text, json or markdown");
  session.terminal.Print(format == "json"       ? RulesAsJson(rules)
                         : format == "markdown" ? RulesAsMarkdown(rules)
                                                : RulesAsText(rules));
  return ExitCode::kDone;
}

}  // namespace

ExitCode RunCheck(const Session& session, const Arguments& arguments) {
  if (arguments.Flag("list-rules")) return ListRules(session, arguments.Text("output"));
  const OptionSet options = OptionsOf(session.command, session.settings.dialect);
  auto config = ReadCheckConfig(arguments.Text("config"), options);
  if (!config.ok()) return session.Fail(config.error());
  const Arguments configured = arguments.WithConfigured(config.value().uses);
  if (configured.positional().empty() && config.value().targets.empty())
    throw UsageError("name a chart or manifests, or `targets` in .render.yaml");
  Settings settings = session.settings;
  if (!configured.Text("namespace").empty())
    settings.release_namespace = configured.Text("namespace");
  const Session own{session.terminal, session.errors, settings, session.command, session.path};
  return CheckCommand(own, configured, std::move(config).value()).Run();
}

}  // namespace chartrender::cli
