#include "lint/lint.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "api/boundary.h"
#include "api/data.h"
#include "api/load_settings.h"
#include "api/log_sink.h"
#include "api/render_run.h"
#include "base/stack.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender {

namespace {

// A copy of the user's values, which are of YAML's kinds, that shares nothing with them: what they
// were read from goes with the chart that it is part of.
Value CopyWhole(Value value, Arena& arena) {
  CheckStack();
  if (value.is_string()) return Value::String(arena, value.AsString()).WithType(value.type());
  if (value.is_map() && value.AsMap() != nullptr) {
    Map* map = Map::New(arena, value.AsMap()->size());
    for (const Map::Entry& entry : value.AsMap()->Sorted())
      map->SetCopy(entry.key(), CopyWhole(entry.value, arena));
    return Value::Of(map, value.type());
  }
  if (!value.is_list() || value.AsList().empty()) return value;
  const std::span<Value> items = arena.Array<Value>(value.AsList().size());
  std::transform(value.AsList().begin(), value.AsList().end(), items.begin(),
                 [&](Value item) { return CopyWhole(item, arena); });
  return Value::List(items, value.type());
}

// The work on one chart, whose values outlive it for the next one.
struct LintWork {
  explicit LintWork(const RenderOptions& render)
      : budget(render.limits, render.cancel), arena(&budget) {}

  LintReport Lint(const std::filesystem::path& path, const LintOptions& options) {
    const RenderOptions& render = options.render;
    const Dialect dialect = options.load.dialect;
    const Environment environment = MakeEnvironment(render, dialect);
    Log log = MakeLog(dialect, render);
    lint::LintInput input;
    input.path = path.string();
    input.values = values;
    input.release_namespace = render.release_namespace;
    if (!render.kube_version.empty())
      input.kube_version = ParseKubeVersion(render.kube_version, dialect);
    input.skip_schema_validation = render.skip_schema_validation;
    input.templates = options.templates;
    input.load = SettingsOf(options.load);
    if (options.chart) input.chart = options.chart->data().shared_store();
    return LintReport{lint::Lint(input, {arena, budget, environment, log})};
  }

  Budget budget;
  Arena arena;
  Map* values = nullptr;  // the user's
};

}  // namespace

Result<LintReport> LintChart(const std::filesystem::path& path, const LintOptions& options) {
  return std::move(LintCharts(std::span(&path, 1), options).front());
}

std::vector<Result<LintReport>> LintCharts(std::span<const std::filesystem::path> paths,
                                           const LintOptions& options) {
  std::vector<Result<LintReport>> reports;
  std::unique_ptr<LintWork> work;
  for (const std::filesystem::path& path : paths) {
    reports.push_back(AtBoundary<LintReport>([&] {
      auto next = std::make_unique<LintWork>(options.render);
      next->values = work == nullptr
                         ? MergeUserValues(options.render, options.load.dialect, next->arena)
                         : CopyWhole(Value::Of(work->values), next->arena).AsMap();
      work = std::move(next);
      return work->Lint(path, options);
    }));
  }
  return reports;
}

}  // namespace chartrender
