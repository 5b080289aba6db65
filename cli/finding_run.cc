#include "finding_run.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "file_text.h"
#include "flag_parser.h"
#include "manifest_files.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kIgnoreFile = ".renderignore";
constexpr std::string_view kFormats[] = {"text", "json", "junit", "sarif", "github", "markdown"};

// FORMAT and FILE of an argument of --output-file.
std::pair<std::string, std::string> SplitOutputFile(const std::string& argument) {
  const size_t equals = argument.find('=');
  const std::string format = argument.substr(0, equals);
  if (equals == std::string::npos || equals + 1 == argument.size() ||
      std::find(std::begin(kFormats), std::end(kFormats), format) == std::end(kFormats)) {
    throw UsageError("invalid argument \"" + argument +
                     "\" for --output-file: it is FORMAT=FILE with the format text, json, junit, "
                     "sarif, github or markdown");
  }
  return {format, argument.substr(equals + 1)};
}

}  // namespace

FindingRun::FindingRun(const Session& session, const Arguments& arguments,
                       std::vector<std::string> families)
    : session_(session), arguments_(arguments), families_(std::move(families)) {
  families_.emplace_back("objects");
  families_.emplace_back("ignores");
  for (const std::string& file : arguments.List("output-file")) (void)SplitOutputFile(file);
}

void FindingRun::AddShortName(std::string_view name, std::string_view rule) {
  short_names_.emplace_back(name, rule);
}

void FindingRun::Add(const CheckTarget& target, std::vector<Finding> findings) {
  if (std::find(targets_.begin(), targets_.end(), target.name) == targets_.end()) {
    targets_.push_back(target.name);
    folders_.push_back(target.folder);
    const auto& problems = target.objects.problems();
    findings.insert(findings.end(), problems.begin(), problems.end());
    for (ResourceId& id : target.objects.Resources()) resources_.push_back(std::move(id));
  }
  checked_.push_back({target.objects, std::move(findings)});
}

FindingRun::Threshold FindingRun::ReadThreshold() const {
  Threshold threshold;
  threshold.severity = default_threshold_;
  const std::vector<std::string>& words = arguments_.List("fail-on");
  if (words.empty()) return threshold;
  threshold.by_severity = false;
  const std::vector<RuleInfo> rules = CheckRules();
  for (const std::string& word : words) {
    if (word == "never") continue;
    if (const auto severity = SeverityOf(word)) {
      threshold.severity =
          threshold.by_severity ? std::min(threshold.severity, *severity) : *severity;
      threshold.by_severity = true;
      continue;
    }
    const auto named = std::find_if(short_names_.begin(), short_names_.end(),
                                    [&](const auto& entry) { return entry.first == word; });
    const std::string rule(named == short_names_.end() ? word : std::string(named->second));
    const bool known = std::any_of(rules.begin(), rules.end(),
                                   [&](const RuleInfo& info) { return info.id == rule; });
    if (!known && rule.find('/') == std::string::npos) {
      throw UsageError("invalid argument \"" + word +
                       "\" for --fail-on: neither error, warning, info, never nor a rule");
    }
    threshold.rules.push_back(rule);
  }
  return threshold;
}

bool FindingRun::Fails(const Finding& finding, const Threshold& threshold) const {
  if (!finding.ignored.empty()) return false;
  if (threshold.by_severity && finding.severity >= threshold.severity) return true;
  return std::find(threshold.rules.begin(), threshold.rules.end(), finding.rule) !=
         threshold.rules.end();
}

Result<Ignores> FindingRun::ReadIgnores() const {
  Ignores ignores;
  ignores.families = families_;
  ignores.now = std::chrono::duration_cast<std::chrono::seconds>(
                    std::chrono::system_clock::now().time_since_epoch())
                    .count();
  std::vector<std::string> names = arguments_.List("ignore-file");
  const bool given = !names.empty();
  if (!given) {
    names.emplace_back(kIgnoreFile);
    for (const std::string& folder : folders_) {
      if (!folder.empty() && folder != ".")
        names.push_back(folder + "/" + std::string(kIgnoreFile));
    }
  }
  for (const std::string& name : names) {
    std::error_code code;
    if (!given && !std::filesystem::exists(name, code)) continue;
    auto text = ReadFile(name);
    if (!text.ok()) return text.error();
    ignores.files.push_back({name, std::move(text).value()});
  }
  const std::string& baseline = arguments_.Text("baseline");
  if (!baseline.empty()) {
    auto text = ReadFile(baseline);
    if (!text.ok()) return text.error();
    ignores.baseline = Ignores::File{baseline, std::move(text).value()};
  }
  return ignores;
}

Result<std::vector<CheckedObjects>> FindingRun::TakeWeighed() {
  std::vector<CheckedObjects> checked = std::move(checked_);
  if (!for_all_.empty()) {
    auto nothing = ReadObjects({});
    if (!nothing.ok()) return nothing.error();
    checked.push_back({std::move(nothing).value(), std::move(for_all_)});
  }
  if (severities_.empty()) return checked;
  for (CheckedObjects& part : checked) {
    bool has_unwanted = false;
    for (Finding& finding : part.findings) {
      const auto severity = severities_.find(finding.rule);
      if (severity == severities_.end()) continue;
      has_unwanted |= !severity->second.has_value();
      finding.severity = severity->second.value_or(finding.severity);
    }
    if (!has_unwanted) continue;
    std::erase_if(part.findings, [&](const Finding& finding) {
      const auto severity = severities_.find(finding.rule);
      return severity != severities_.end() && !severity->second;
    });
  }
  return checked;
}

Result<FindingReport> FindingRun::Conclude() {
  (void)ReadThreshold();
  const auto ignores = ReadIgnores();
  if (!ignores.ok()) return ignores.error();
  auto checked = TakeWeighed();
  if (!checked.ok()) return checked.error();
  auto findings = ApplyIgnores(std::move(checked).value(), ignores.value());
  if (!findings.ok()) return findings.error();
  FindingReport report;
  report.command = session_.path;
  report.targets = targets_;
  report.findings = std::move(findings).value();
  report.show_ignored = arguments_.Flag("show-ignored");
  report.resources = resources_;
  for (const RuleInfo& rule : CheckRules()) {
    if (std::find(families_.begin(), families_.end(), rule.family) != families_.end())
      report.rules.push_back(rule);
  }
  SortFindings(report.findings);
  return report;
}

TextColour FindingRun::Colour() const {
  if (session_.settings.plain_text) return TextColour::kOff;
  const bool always = arguments_.Has("color") && arguments_.Text("color") == "always";
  return always || Terminal::OutputIsShown() ? TextColour::kOn : TextColour::kOff;
}

ExitCode FindingRun::Print(const FindingReport& report) {
  session_.terminal.Print(FormatFindings(report, arguments_.Text("output"), Colour()));
  return Finish(report);
}

ExitCode FindingRun::Finish(const FindingReport& report) {
  for (const std::string& argument : arguments_.List("output-file")) {
    const auto [format, file] = SplitOutputFile(argument);
    if (const auto error = WriteTextFile(file, FormatFindings(report, format)))
      return session_.Fail(*error);
  }
  const std::string& baseline = arguments_.Text("write-baseline");
  if (!baseline.empty()) {
    if (const auto error = WriteTextFile(baseline, WriteBaseline(report.findings)))
      return session_.Fail(*error);
    return ExitCode::kDone;
  }
  const Threshold threshold = ReadThreshold();
  const bool fails = std::any_of(report.findings.begin(), report.findings.end(),
                                 [&](const Finding& finding) { return Fails(finding, threshold); });
  return fails ? ExitCode::kFailed : ExitCode::kDone;
}

ExitCode FindingRun::Run() {
  const auto report = Conclude();
  return report.ok() ? Print(report.value()) : session_.Fail(report.error());
}

}  // namespace chartrender::cli
