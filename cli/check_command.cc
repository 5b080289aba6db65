// `render check`: all families of rules over one render.
#include <algorithm>
#include <optional>

#include "check_config.h"
#include "check_families.h"
#include "check_targets.h"
#include "commands.h"
#include "finding_run.h"

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
      : session_(session), arguments_(arguments), config_(std::move(config)) {
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
    auto targets = arguments_.positional().empty()
                       ? LoadCheckTargets(session_, arguments_, config_.targets)
                       : LoadCheckTargets(session_, arguments_);
    if (!targets.ok()) return FailRender(run, targets.error());
    for (const CheckTarget& target : targets.value()) {
      for (const CheckFamily* family : families_) {
        auto findings = family->run(session_, arguments_, target);
        if (!findings.ok()) return session_.Fail(findings.error());
        run.Add(target, std::move(findings).value());
      }
    }
    return run.Run();
  }

 private:
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
