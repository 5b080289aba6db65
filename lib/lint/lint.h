// `helm lint`: rules about Chart.yaml, values.yaml, the templates and what they render,
// dependencies and CRDs, with Helm's texts, severities and order. Place in the pipeline: beside
// rendering; it loads and renders the chart itself. Findings are Diagnostics: `where.file` is the
// path Helm prints ("templates/", "Chart.yaml", ""), `rule` the rule's name. Nothing is kept
// between calls.
// Source: helm.sh/helm/v4@v4.3.1 pkg/action/lint.go, pkg/chart/v2/lint.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "base/environment.h"
#include "chart/capabilities.h"
#include "chart/chart.h"
#include "chart/loader.h"
#include "chart/log.h"
#include "chartrender/error.h"
#include "value/map.h"

namespace chartrender::lint {

struct LintInput {
  std::string path;       // a chart folder, or an archive by its name: .tgz, .tar.gz
  Map* values = nullptr;  // the user's; written, as Helm writes them
  std::string release_namespace = "default";
  std::optional<KubeVersion> kube_version;  // unset: Helm's built-in one
  bool skip_schema_validation = false;
  bool templates = true;  // whether the rule about templates renders them
  LoadSettings load;
  std::shared_ptr<const ChartStore> chart;  // as LintOptions::chart; null: it is loaded
};

// What a run works with; all of it belongs to one operation.
struct LintResources {
  Arena& arena;
  Budget& budget;
  const Environment& environment;
  Log& log;
};

// Throws Failure(kIo, kChart) with Helm's text when there is no chart to lint, and Failure(kLimit).
std::vector<Diagnostic> Lint(const LintInput& input, const LintResources& resources);

}  // namespace chartrender::lint
