// Executes the templates of a chart and its subcharts, each chart with its own scope of values.
// Source: Helm 4.3.1 pkg/engine/engine.go.
#pragma once

#include <string>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "base/environment.h"
#include "chart/dependencies.h"
#include "chart/log.h"
#include "chartrender/chartrender.h"
#include "engine/program_cache.h"
#include "gotemplate/line_trace.h"
#include "value/map.h"
#include "value/object.h"

namespace chartrender::engine {

struct RenderInput {
  const ChartInstance& root;
  Map* values;   // coalesced values of the root; templates may change them
  Map* release;  // .Release
  const Object* capabilities;
  bool strict = false;
  bool lint_mode = false;
  const LookupCallback* lookup = nullptr;  // null: `lookup` finds nothing
  // Where to put the errors of templates while the others run; null: the first one is thrown.
  std::vector<Error>* errors = nullptr;
  bool trace_lines = false;  // fills RenderedTemplate::lines
};

// What a render works with; all of it belongs to one operation.
struct RenderResources {
  Arena& arena;
  Budget& budget;
  const Environment& environment;
  const ProgramCache& programs;
  Log& log;
};

struct RenderedTemplate {
  std::string path;  // "chart/templates/x.yaml"
  std::string text;
  std::vector<LineTrace::Line> lines;  // the template line of each line of `text`
};

// Every template but partials, in the order they ran (Helm's: deepest paths first, then descending
// names). Throws Failure(kTemplate) with Helm's text, unless `input.errors` collects.
std::vector<RenderedTemplate> RenderTemplates(const RenderInput& input,
                                              const RenderResources& resources);

}  // namespace chartrender::engine
