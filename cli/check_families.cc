#include "check_families.h"

#include <filesystem>

#include "chartrender/golden.h"
#include "chartrender/images.h"
#include "chartrender/practices.h"
#include "chartrender/resources.h"
#include "render_setup.h"
#include "value_sources.h"
#include "yaml_lint_input.h"

namespace chartrender::cli {
namespace {

using Findings = std::vector<Finding>;

Result<Findings> RunLintFamily(CheckInputs& /*inputs*/, const CheckTarget& target) {
  return CheckPractices(target.objects);
}

// `helm lint` without its own render.
Result<Findings> RunLintOnChart(CheckInputs& inputs, const ChartTarget& target) {
  LintOptions options = LintOptionsOf(inputs.session(), inputs.arguments(), target.values);
  options.render.log = nullptr;
  options.load.log = nullptr;
  options.templates = false;
  options.chart = target.chart;
  return LintFindings(target.name, options);
}

Result<Findings> RunImageFamily(CheckInputs& /*inputs*/, const CheckTarget& target) {
  auto report = ListImages(target.objects);
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

Result<Findings> RunResourceFamily(CheckInputs& /*inputs*/, const CheckTarget& target) {
  auto report = SumResources(target.objects);
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

Result<Findings> RunPolicyFamily(CheckInputs& inputs, const CheckTarget& target) {
  const auto& options = inputs.Policies();
  if (!options.ok()) return options.error();
  auto report = CheckPolicies(target.objects, options.value());
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

// By a configuration that is there: without one nobody has asked for a style.
bool IsYamlLintAsked(CheckInputs& inputs, const std::string& /*folder*/) {
  const auto& config = inputs.YamlLint();
  return config.ok() && config.value();
}

Result<Findings> RunYamlFamily(CheckInputs& inputs, const CheckTarget& target) {
  const auto& config = inputs.YamlLint();
  if (!config.ok()) return config.error();
  if (!config.value()) return Findings();
  return LintYaml(target.objects, *config.value());
}

Result<Findings> RunYamlOnChart(CheckInputs& inputs, const ChartTarget& target) {
  const auto& config = inputs.YamlLint();
  if (!config.ok()) return config.error();
  if (!config.value()) return Findings();
  return LintValuesFiles(target.folder, target.chart, inputs.arguments(), *config.value());
}

Result<Findings> RunKubeFamily(CheckInputs& inputs, const CheckTarget& target) {
  const auto& options = inputs.Kube();
  if (!options.ok()) return options.error();
  auto report = CheckKube(target.objects, options.value());
  if (!report.ok()) return report.error();
  return std::move(report.value().findings);
}

bool HasGoldens(CheckInputs& /*inputs*/, const std::string& folder) {
  std::error_code code;
  return !folder.empty() && std::filesystem::is_directory(GoldenFolderOf(folder), code);
}

Result<Findings> RunGoldenFamily(CheckInputs& inputs, const CheckTarget& target) {
  if (!HasGoldens(inputs, target.folder)) return Findings();
  GoldenOptions options;
  options.dialect = inputs.session().settings.dialect;
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
       RunLintFamily, nullptr, RunLintOnChart},
      {"images", "tags and digests", RunImageFamily},
      {"resources", "requests and limits", RunResourceFamily},
      {"policy", "policies of Kyverno, Pod Security levels, globs of image policies",
       RunPolicyFamily},
      {"yaml",
       "yamllint's rules over values files and what is rendered, where yamllint is configured",
       RunYamlFamily, IsYamlLintAsked, RunYamlOnChart},
      {"kube", "schemas, API versions, names, labels, selectors, duplicates", RunKubeFamily},
      {"golden", "golden files of the chart, where it has some", RunGoldenFamily, HasGoldens},
  };
  return kFamilies;
}

}  // namespace chartrender::cli
