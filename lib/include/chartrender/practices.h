// What charts and manifests should have beyond being valid, and `helm lint` as findings.
#pragma once

#include <filesystem>
#include <vector>

#include "chartrender/check.h"

namespace chartrender {

// Rules of the family `lint` about rendered objects: probes, history, names, labels, service
// accounts, security contexts, secrets. Those that kube-linter has carry its names.
Result<std::vector<Finding>> CheckPractices(const ObjectSet& objects);

// What `helm lint` says about a chart folder or archive, under the rules helm-chartfile,
// helm-values, helm-templates, helm-dependencies and helm-crds. Fails as LintChart does.
Result<std::vector<Finding>> LintFindings(const std::filesystem::path& path,
                                          const LintOptions& options);

}  // namespace chartrender
