// What families of `render check` are given beside the charts: policies, schemas, yamllint's
// configuration. Each is read when it is first asked for, once for all targets. An input belongs to
// the thread of the family that asks for it.
#pragma once

#include <optional>

#include "chartrender/kube.h"
#include "chartrender/policy.h"
#include "chartrender/yaml_lint.h"
#include "command.h"

namespace chartrender::cli {

class CheckInputs {
 public:
  CheckInputs(const Session& session, const Arguments& arguments)
      : session_(session), arguments_(arguments) {}

  [[nodiscard]] const Session& session() const { return session_; }
  [[nodiscard]] const Arguments& arguments() const { return arguments_; }

  // --policy, --psa. Throws UsageError, as the next one.
  const Result<PolicyOptions>& Policies();
  // --schema-pack, --crd and their like. A custom resource without a definition is a warning.
  const Result<KubeOptions>& Kube();
  // --yamllint-config, else the file that yamllint would find; nullopt: there is none.
  const Result<std::optional<YamlLintConfig>>& YamlLint();

 private:
  Result<KubeOptions> ReadKube() const;
  Result<std::optional<YamlLintConfig>> ReadYamlLint() const;

  const Session& session_;
  const Arguments& arguments_;
  std::optional<Result<PolicyOptions>> policies_;
  std::optional<Result<KubeOptions>> kube_;
  std::optional<Result<std::optional<YamlLintConfig>>> yaml_lint_;
};

}  // namespace chartrender::cli
