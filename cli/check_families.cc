#include "check_families.h"

#include <filesystem>

#include "chartrender/golden.h"
#include "chartrender/images.h"
#include "chartrender/practices.h"
#include "chartrender/resources.h"
#include "file_text.h"
#include "kube_options.h"
#include "policy_input.h"
#include "render_setup.h"
#include "value_sources.h"
#include "yaml_lint_input.h"

namespace chartrender::cli {
namespace {

using Findings = std::vector<Finding>;

// `helm lint` without its own render, and the rules about what is rendered.
Result<Findings> RunLintFamily(const Session& session, const Arguments& arguments,
                               const CheckTarget& target) {
  auto found = CheckPractices(target.objects);
  if (!found.ok() || !target.chart || !target.values) return found;
  LintOptions options = LintOptionsOf(session, arguments, *target.values);
  options.render.log = nullptr;
  options.load.log = nullptr;
  options.templates = false;
  options.chart = target.chart;
  auto said = LintFindings(target.name, options);
  if (!said.ok()) return said;
  Findings findings = std::move(said).value();
  findings.insert(findings.end(), std::make_move_iterator(found.value().begin()),
                  std::make_move_iterator(found.value().end()));
  return findings;
}

Result<Findings> RunImageFamily(const Session& /*session*/, const Arguments& /*arguments*/,
                                const CheckTarget& target) {
  auto report = ListImages(target.objects);
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

Result<Findings> RunResourceFamily(const Session& /*session*/, const Arguments& /*arguments*/,
                                   const CheckTarget& target) {
  auto report = SumResources(target.objects);
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

Result<Findings> RunPolicyFamily(const Session& session, const Arguments& arguments,
                                 const CheckTarget& target) {
  const auto options = ReadPolicyOptions(session, arguments);
  if (!options.ok()) return options.error();
  auto report = CheckPolicies(target.objects, options.value());
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

// By a configuration that is there: without one nobody has asked for a style.
Result<Findings> RunYamlFamily(const Session& /*session*/, const Arguments& arguments,
                               const CheckTarget& target) {
  std::optional<YamlLintConfig> config;
  if (arguments.Given("yamllint-config")) {
    auto read = ReadYamlLintFile(arguments.Text("yamllint-config"));
    if (!read.ok()) return read.error();
    config = std::move(read).value();
  } else {
    auto found = FindYamlLintFile();
    if (!found.ok()) return found.error();
    config = std::move(found).value();
  }
  if (!config) return Findings();
  auto findings = LintValuesFiles(target, arguments, *config);
  if (!findings.ok()) return findings;
  auto rendered = LintYaml(target.objects, *config);
  if (!rendered.ok()) return rendered;
  std::move(rendered.value().begin(), rendered.value().end(), std::back_inserter(findings.value()));
  return findings;
}

Result<Findings> RunKubeFamily(const Session& session, const Arguments& arguments,
                               const CheckTarget& target) {
  const auto options =
      ReadKubeOptions(session, arguments, MissingPack::kIsTold, "skip-kinds", "reject-kinds");
  if (!options.ok()) return options.error();
  // Definitions of operators are seldom at hand; `render kube` insists on them.
  KubeOptions lenient = options.value();
  lenient.missing_definition = Severity::kWarning;
  auto report = CheckKube(target.objects, lenient);
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

bool HasGoldens(const std::string& folder) {
  std::error_code code;
  return std::filesystem::is_directory(GoldenFolderOf(folder), code);
}

Result<Findings> RunGoldenFamily(const Session& session, const Arguments& /*arguments*/,
                                 const CheckTarget& target) {
  if (target.folder.empty() || !HasGoldens(target.folder)) return Findings();
  GoldenOptions options;
  options.dialect = session.settings.dialect;
  options.command = "render golden " + target.folder;
  const auto report = RunGoldenChart(target.folder, options);
  if (!report.ok()) return report.error();
  Findings findings;
  for (const GoldenItem& item : report.value().items) {
    if (item.status != GoldenStatus::kFailed && item.status != GoldenStatus::kMissing) continue;
    Finding finding;
    finding.rule = "golden-differs";
    finding.message = item.name + ": " + item.message;
    finding.source = finding.rendered = item.where;
    finding.remedy = "See `render golden " + target.folder + "`; accept it with --update.";
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace

std::span<const CheckFamily> CheckFamilies() {
  static constexpr CheckFamily kFamilies[] = {
      {"lint", "helm lint, probes, names, labels, accounts, security contexts, literal secrets",
       RunLintFamily},
      {"images", "tags and digests", RunImageFamily},
      {"resources", "requests and limits", RunResourceFamily},
      {"policy", "policies of Kyverno, Pod Security levels, globs of image policies",
       RunPolicyFamily},
      {"yaml",
       "yamllint's rules over values files and what is rendered, where yamllint is configured",
       RunYamlFamily},
      {"kube", "schemas, API versions, names, labels, selectors, duplicates", RunKubeFamily},
      {"golden", "golden files of the chart, where it has some", RunGoldenFamily},
  };
  return kFamilies;
}

}  // namespace chartrender::cli
