#include "check_inputs.h"

#include <utility>

#include "kube_options.h"
#include "policy_input.h"
#include "yaml_lint_input.h"

namespace chartrender::cli {

const Result<PolicyOptions>& CheckInputs::Policies() {
  if (!policies_) policies_ = ReadPolicyOptions(session_, arguments_);
  return *policies_;
}

const Result<KubeOptions>& CheckInputs::Kube() {
  if (!kube_) kube_ = ReadKube();
  return *kube_;
}

const Result<std::optional<YamlLintConfig>>& CheckInputs::YamlLint() {
  if (!yaml_lint_) yaml_lint_ = ReadYamlLint();
  return *yaml_lint_;
}

Result<KubeOptions> CheckInputs::ReadKube() const {
  auto read =
      ReadKubeOptions(session_, arguments_, MissingPack::kIsTold, "skip-kinds", "reject-kinds");
  // Definitions of operators are seldom at hand; `render kube` insists on them.
  if (read.ok()) read.value().missing_definition = Severity::kWarning;
  return read;
}

Result<std::optional<YamlLintConfig>> CheckInputs::ReadYamlLint() const {
  if (!arguments_.Given("yamllint-config")) return FindYamlLintFile();
  auto read = ReadYamlLintFile(arguments_.Text("yamllint-config"));
  if (!read.ok()) return read.error();
  return std::optional<YamlLintConfig>(std::move(read).value());
}

}  // namespace chartrender::cli
