#include "engine/render.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/dialect.h"
#include "base/stack.h"
#include "chart/values.h"
#include "engine/error_layout.h"
#include "engine/host.h"
#include "engine/objects.h"
#include "engine/text_replace.h"
#include "functions/function_cache.h"
#include "gotemplate/exec.h"
#include "gotemplate/template_set.h"

namespace chartrender::engine {

namespace {

// A template file with the scope of its chart.
struct Renderable {
  std::string_view text;
  Map* scope = nullptr;
  std::string base_path;
};

using Renderables = std::map<std::string, Renderable>;

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsPartial(std::string_view path) { return BaseName(path).substr(0, 1) == "_"; }

// Collects the templates of a chart and its subcharts and gives each chart its scope.
// Source: engine.go recAllTpls.
class ScopeBuilder {
 public:
  ScopeBuilder(const RenderInput& input, Dialect dialect, Arena& arena)
      : input_(input), dialect_(dialect), arena_(arena) {}

  Renderables Build() {
    AddChart(input_.root, nullptr);
    return std::move(templates_);
  }

 private:
  Map* AddChart(const ChartInstance& chart, const Map* parent_scope) {
    CheckStack();
    Map* scope = Map::New(arena_, 8);
    Map* subcharts = Map::New(arena_);
    scope->Set("Capabilities", Value::Of(input_.capabilities));
    scope->Set("Chart", MetadataOf(chart));
    scope->Set("Files", Value::Of(FilesOf(chart)));
    scope->Set("Release", Value::Of(input_.release));
    scope->Set("Subcharts", Value::Of(subcharts));
    scope->Set("Values", ValuesOf(chart, parent_scope));
    for (const ChartInstance* child : chart.dependencies) {
      subcharts->Set(child->name(), Value::Of(AddChart(*child, scope)));
    }
    const std::string path = chart.FullPath();
    for (const ChartFile& file : chart.chart->templates) {
      if (chart.is_library() && !IsPartial(file.name)) continue;
      templates_[StrCat(path, "/", file.name)] = {file.data, scope, StrCat(path, "/templates")};
    }
    return scope;
  }

  Value MetadataOf(const ChartInstance& chart) {
    if (TraitsOf(dialect_).has_metadata_struct) return MetadataStruct(chart, arena_);
    Map* metadata = MetadataMap(chart, arena_);
    metadata->Set("IsRoot", Value::Bool(chart.is_root()));
    return Value::Of(metadata);
  }

  const Object* FilesOf(const ChartInstance& chart) {
    std::vector<FileView> files;
    for (const ChartFile& file : chart.chart->files) files.push_back({file.name, file.data});
    return MakeFiles(arena_, files);
  }

  // A subchart sees the table of its name in its parent's values.
  Value ValuesOf(const ChartInstance& chart, const Map* parent_scope) {
    Map* values = nullptr;
    if (parent_scope == nullptr) {
      values = input_.values;
    } else if (Map* parent_values = parent_scope->Get("Values").AsMap()) {
      values = FindTable(parent_values, chart.name());
    }
    return Value::Of(values == nullptr ? Map::New(arena_) : values, ValuesType(dialect_));
  }

  const RenderInput& input_;
  Dialect dialect_;
  Arena& arena_;
  Renderables templates_;
};

// Deepest paths first, then descending names. Source: engine.go sortTemplates.
std::vector<const Renderables::value_type*> InRenderOrder(const Renderables& templates) {
  std::vector<std::pair<ptrdiff_t, const Renderables::value_type*>> order;
  for (const auto& file : templates) {
    order.emplace_back(std::count(file.first.begin(), file.first.end(), '/'), &file);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second->first > b.second->first;
  });
  std::vector<const Renderables::value_type*> files;
  files.reserve(order.size());
  for (const auto& [depth, file] : order) files.push_back(file);
  return files;
}

// Collects the errors of templates when all of them are asked for.
class ErrorSink {
 public:
  explicit ErrorSink(std::vector<Error>* errors) : errors_(errors) {}

  // False: the error ends the render.
  bool Take(const Error& error) {
    if (errors_ == nullptr || error.code != ErrorCode::kTemplate) return false;
    // What a file that does not parse would have defined is missing because of that.
    if (!files_broken_ || error.missing_template.empty()) errors_->push_back(error);
    return true;
  }
  void EndParsing() { files_broken_ = errors_ != nullptr && !errors_->empty(); }

 private:
  std::vector<Error>* errors_;
  bool files_broken_ = false;
};

}  // namespace

std::vector<RenderedTemplate> RenderTemplates(const RenderInput& input,
                                              const RenderResources& resources) {
  const Dialect dialect = resources.environment.dialect;
  const DialectTraits& traits = TraitsOf(dialect);
  const GoType values_type = ValuesType(dialect);
  const Renderables templates = ScopeBuilder(input, dialect, resources.arena).Build();
  const std::vector<const Renderables::value_type*> order = InRenderOrder(templates);

  ErrorSink sink(input.errors);
  TemplateSet set;
  for (const auto* file : order) {
    try {
      set.Add(resources.programs.Get(file->first, file->second.text, resources.budget));
    } catch (Failure& failure) {
      LayOutParseError(file->first, failure.error());
      if (!sink.Take(failure.error())) throw;
    }
  }
  sink.EndParsing();

  CallHost host(resources.programs.functions(), resources.log, input.lint_mode, input.lookup);
  ExecOptions options;
  options.missing_key = input.strict ? MissingKey::kError : MissingKey::kZero;
  options.values_methods = ValuesMethods();
  FunctionCache cache;
  options.cache = &cache;
  LineTrace trace;
  if (input.trace_lines) options.trace = &trace;
  Interpreter interpreter(resources.arena, resources.budget, resources.environment, &host, options);

  std::vector<RenderedTemplate> rendered;
  std::string out;  // grows once for all files
  for (const auto* file : order) {
    const Template* entry = set.Find(file->first);
    if (IsPartial(file->first) || entry == nullptr) continue;
    Map* about = Map::New(resources.arena, 2);
    about->Set("BasePath", Value::String(resources.arena, file->second.base_path));
    about->Set("Name", Value::String(resources.arena, file->first));
    file->second.scope->Set("Template", Value::Of(about, values_type));
    out.clear();
    try {
      interpreter.Execute(set, *entry, Value::Of(file->second.scope, values_type), out);
    } catch (Failure& failure) {
      LayOutExecError(file->first, traits.exec_errors, failure.error());
      if (!sink.Take(failure.error())) throw;
      trace.Abandon({});
      continue;
    }
    RenderedTemplate result{file->first, "", {}};
    if (input.trace_lines) result.lines = trace.TakeLines(out);
    RemoveNoValue(out);
    result.text = out;
    rendered.push_back(std::move(result));
  }
  return rendered;
}

}  // namespace chartrender::engine
