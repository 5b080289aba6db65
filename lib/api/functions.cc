#include "engine/functions.h"

#include <algorithm>
#include <string>
#include <vector>

#include "api/boundary.h"
#include "api/render_run.h"
#include "chart/capabilities.h"
#include "gotemplate/exec.h"
#include "gotemplate/parser.h"
#include "gotemplate/template_set.h"

namespace chartrender {

std::vector<FunctionInfo> ListFunctions(Dialect dialect) {
  std::vector<FunctionInfo> list;
  for (const FunctionDef* row : engine::ChartFunctions(dialect).Rows()) {
    list.push_back({row->name, row->doc, row->source});
  }
  std::sort(list.begin(), list.end(),
            [](const FunctionInfo& a, const FunctionInfo& b) { return a.name < b.name; });
  return list;
}

Result<std::string> ParseKubeVersion(std::string_view text) {
  return AtBoundary<std::string>([&] { return ParseKubeVersion(text, Dialect::kHelm4).version; });
}

// Source: Helm 4.3.1 pkg/action/install.go TemplateName.
Result<std::string> RenderReleaseName(std::string_view name_template,
                                      const RenderOptions& options) {
  return AtBoundary<std::string>([&] {
    Budget budget(options.limits, options.cancel);
    Arena arena(&budget);
    const Environment environment = MakeEnvironment(options, Dialect::kHelm4);
    const auto program =
        ParseTemplate("name-template", name_template, engine::PlainFunctions(Dialect::kHelm4),
                      {.budget = &budget});
    TemplateSet templates;
    const Template entry = templates.Add(*program);
    Interpreter interpreter(arena, budget, environment, nullptr, {});
    std::string name;
    interpreter.Execute(templates, entry, Value::Missing(), name);
    return name;
  });
}

}  // namespace chartrender
