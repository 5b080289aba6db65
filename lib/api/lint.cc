#include "lint/lint.h"

#include <vector>

#include "api/boundary.h"
#include "api/data.h"
#include "api/load_settings.h"
#include "api/log_sink.h"
#include "api/render_run.h"

namespace chartrender {

Result<LintReport> LintChart(const std::filesystem::path& path, const LintOptions& options) {
  return AtBoundary<LintReport>([&] {
    const RenderOptions& render = options.render;
    const Dialect dialect = options.load.dialect;
    Budget budget(render.limits, render.cancel);
    Arena arena(&budget);
    const Environment environment = MakeEnvironment(render, dialect);
    Log log(dialect, MakeLogSink(render.log));
    lint::LintInput input;
    input.path = path.string();
    input.values = MergeUserValues(render, dialect, arena);
    input.release_namespace = render.release_namespace;
    if (!render.kube_version.empty())
      input.kube_version = ParseKubeVersion(render.kube_version, dialect);
    input.skip_schema_validation = render.skip_schema_validation;
    input.templates = options.templates;
    input.load = SettingsOf(options.load);
    if (options.chart) input.chart = options.chart->data().shared_store();
    return LintReport{lint::Lint(input, {arena, budget, environment, log})};
  });
}

}  // namespace chartrender
