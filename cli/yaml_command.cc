// `render yaml`: yamllint's rules over files, values files of charts and what they render.
#include <algorithm>
#include <filesystem>

#include "check_targets.h"
#include "commands.h"
#include "file_text.h"
#include "finding_run.h"
#include "render_setup.h"
#include "yaml_lint_input.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

class YamlCommand {
 public:
  YamlCommand(const Session& session, const Arguments& arguments)
      : session_(session), arguments_(arguments), run_(session, arguments, {"yaml"}) {}

  ExitCode Run() {
    auto config = ReadConfig();
    if (!config.ok()) return session_.Fail(config.error());
    config_ = std::move(config).value();
    const std::vector<std::string>& words = arguments_.positional();
    if (words.size() == 2 && !IsThere(words[0]) && IsChart(words[1])) {
      if (const auto error = AddChart(words[1], words)) return session_.Fail(*error);
      return Report();
    }
    for (const std::string& word : words) {
      const auto error = IsChart(word) ? AddChart(word, {word}) : AddFiles(word);
      if (error) return session_.Fail(*error);
    }
    return Report();
  }

 private:
  static bool IsThere(const std::string& word) {
    std::error_code code;
    return word == "-" || fs::exists(word, code);
  }

  Result<YamlLintConfig> ReadConfig() const {
    if (arguments_.Given("config-file") && arguments_.Given("config-data"))
      throw UsageError("give --config-file or --config-data, not both");
    if (arguments_.Given("config-file")) return ReadYamlLintFile(arguments_.Text("config-file"));
    if (arguments_.Given("config-data")) {
      std::string text = arguments_.Text("config-data");
      // A word alone is the name of a configuration.
      if (!text.empty() && text.find(':') == std::string::npos) text = "extends: " + text;
      return ReadYamlLintConfig(text, "--config-data", ReadFile);
    }
    auto found = FindYamlLintFile();
    if (!found.ok()) return found.error();
    if (found.value()) return *std::move(found).value();
    return ReadYamlLintConfig("extends: default", "default", ReadFile);
  }

  // `words` name the chart, and perhaps the release before it.
  std::optional<Error> AddChart(const std::string& path, const std::vector<std::string>& words) {
    auto target = LoadTarget(path, words);
    if (!target.ok()) return target.error();
    std::vector<Finding> findings;
    if (!arguments_.Flag("no-values") && target.value().chart) {
      auto found =
          LintValuesFiles(target.value().folder, *target.value().chart, arguments_, *config_);
      if (!found.ok()) return found.error();
      findings = std::move(found).value();
    }
    if (!arguments_.Flag("no-rendered")) {
      auto found = LintYaml(target.value().objects, *config_);
      if (!found.ok()) return found.error();
      std::move(found.value().begin(), found.value().end(), std::back_inserter(findings));
    }
    run_.Add(target.value(), std::move(findings));
    return std::nullopt;
  }

  // Nothing is rendered for the values files alone.
  Result<CheckTarget> LoadTarget(const std::string& path, const std::vector<std::string>& words) {
    if (!arguments_.Flag("no-rendered")) {
      auto targets = words.size() == 2 ? LoadCheckTargets(session_, arguments_)
                                       : LoadCheckTargets(session_, arguments_, words);
      if (!targets.ok()) return targets.error();
      return std::move(targets.value().front());
    }
    auto chart = LoadChart(path, BaseLoadOptions(session_));
    if (!chart.ok()) return chart.error();
    auto nothing = ReadObjects({});
    if (!nothing.ok()) return nothing.error();
    std::error_code code;
    return CheckTarget{path, fs::is_directory(path, code) ? CleanPath(path) : "",
                       std::move(nothing).value(), std::move(chart).value()};
  }

  std::optional<Error> AddFiles(const std::string& word) {
    if (word == "-") return AddText("stdin", Terminal::ReadInput());
    std::error_code code;
    if (!fs::is_directory(word, code)) return AddFile(word);
    std::vector<std::string> names;
    for (fs::recursive_directory_iterator entry(word, code), end; entry != end;
         entry.increment(code)) {
      if (code) break;
      const std::string name = entry->path().generic_string();
      if (entry->is_regular_file(code) && config_->IsYamlFile(name)) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names) {
      if (auto error = AddFile(name)) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> AddFile(const std::string& name) {
    if (config_->IsIgnored(name)) return std::nullopt;
    auto text = ReadFile(name);
    return text.ok() ? AddText(name, text.value()) : text.error();
  }

  std::optional<Error> AddText(const std::string& name, const std::string& text) {
    const FileView file{name, text};
    auto findings = LintYaml({&file, 1}, *config_);
    if (!findings.ok()) return findings.error();
    auto nothing = ReadObjects({});
    if (!nothing.ok()) return nothing.error();
    run_.Add({name, "", std::move(nothing).value(), std::nullopt}, std::move(findings).value());
    return std::nullopt;
  }

  ExitCode Report() {
    auto report = run_.Conclude();
    if (!report.ok()) return session_.Fail(report.error());
    FindingReport& told = report.value();
    const size_t count = told.targets.size();
    told.scope = std::to_string(count) + (count == 1 ? " target" : " targets");
    if (arguments_.Text("output") != "parsable") return run_.Print(told);
    session_.terminal.Print(AsParsable(told.findings));
    return run_.Finish(told);
  }

  // yamllint's format of that name; of what is rendered, the template's line.
  static std::string AsParsable(const std::vector<Finding>& findings) {
    std::string text;
    for (const Finding& finding : findings) {
      if (!finding.ignored.empty()) continue;
      const bool is_rendered = finding.rendered.file.empty();
      const Location& where =
          is_rendered && finding.source.line > 0 ? finding.source : finding.rendered;
      text += (where.file.empty() ? "rendered" : where.file) + ":" + std::to_string(where.line) +
              ":" + std::to_string(finding.column) + ": [" +
              std::string(SeverityName(finding.severity)) + "] " + finding.message + " (" +
              finding.rule + ")\n";
    }
    return text;
  }

  const Session& session_;
  const Arguments& arguments_;
  FindingRun run_;
  std::optional<YamlLintConfig> config_;
};

}  // namespace

ExitCode RunYaml(const Session& session, const Arguments& arguments) {
  return YamlCommand(session, arguments).Run();
}

}  // namespace chartrender::cli
