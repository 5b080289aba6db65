#include "engine/render.h"

#include <algorithm>
#include <memory>
#include <span>
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

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsPartial(std::string_view path) { return BaseName(path).substr(0, 1) == "_"; }

// Gives a chart and each of its subcharts its scope. Source: engine.go recAllTpls.
class ScopeBuilder {
 public:
  ScopeBuilder(const RenderInput& input, Dialect dialect, Arena& arena)
      : input_(input), dialect_(dialect), arena_(arena) {}

  // Of the charts in the order of ChartsOf().
  std::vector<Map*> Build() {
    AddChart(input_.root, nullptr);
    return std::move(scopes_);
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
    scopes_.push_back(scope);
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
  std::vector<Map*> scopes_;
};

// The same charts in the same order.
void ChartsOf(const ChartInstance& chart, std::vector<const ChartInstance*>& charts) {
  CheckStack();
  for (const ChartInstance* child : chart.dependencies) ChartsOf(*child, charts);
  charts.push_back(&chart);
}

// What makes the templates of two releases the same.
std::string KeyOf(std::span<const ChartInstance* const> charts) {
  std::string key;
  for (const ChartInstance* chart : charts) {
    const void* files = chart->chart;
    key.append(reinterpret_cast<const char*>(&files), sizeof files);
    key.append(chart->FullPath()).push_back('\0');
  }
  return key;
}

// Deepest paths first, then descending names. Source: engine.go sortTemplates.
std::vector<TemplateFile> FilesInOrder(std::span<const ChartInstance* const> charts) {
  std::vector<std::pair<ptrdiff_t, TemplateFile>> order;
  for (size_t i = 0; i < charts.size(); ++i) {
    const ChartInstance& chart = *charts[i];
    const std::string folder = chart.FullPath();
    const std::string base_path = StrCat(folder, "/templates");
    for (const ChartFile& file : chart.chart->templates) {
      const bool partial = IsPartial(file.name);
      if (chart.is_library() && !partial) continue;
      std::string path = StrCat(folder, "/", file.name);
      const ptrdiff_t depth = std::count(path.begin(), path.end(), '/');
      order.push_back({depth, {std::move(path), base_path, file.data, i, partial}});
    }
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second.path > b.second.path;
  });
  std::vector<TemplateFile> files;
  files.reserve(order.size());
  for (auto& [depth, file] : order) {
    // Of two files with one path the later counts.
    if (!files.empty() && files.back().path == file.path) files.pop_back();
    files.push_back(std::move(file));
  }
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

// Compiled once for all releases that have these charts.
std::shared_ptr<const ReleaseTemplates> TemplatesOf(const ChartInstance& root,
                                                    const RenderResources& resources,
                                                    ErrorSink& sink) {
  std::vector<const ChartInstance*> charts;
  ChartsOf(root, charts);
  const std::string key = KeyOf(charts);
  if (auto known = resources.programs.Known(key)) return known;
  auto templates = std::make_shared<ReleaseTemplates>();
  templates->files = FilesInOrder(charts);
  bool whole = true;
  for (const TemplateFile& file : templates->files) {
    try {
      templates->set.Add(resources.programs.Get(file.path, file.text, resources.budget));
    } catch (Failure& failure) {
      LayOutParseError(file.path, failure.error());
      if (!sink.Take(failure.error())) throw;
      whole = false;
    }
  }
  sink.EndParsing();
  resources.programs.EndCompiling();
  if (whole) resources.programs.Keep(key, templates);
  return templates;
}

}  // namespace

std::vector<RenderedTemplate> RenderTemplates(const RenderInput& input,
                                              const RenderResources& resources) {
  const Dialect dialect = resources.environment.dialect;
  const DialectTraits& traits = TraitsOf(dialect);
  const GoType values_type = ValuesType(dialect);
  const std::vector<Map*> scopes = ScopeBuilder(input, dialect, resources.arena).Build();
  ErrorSink sink(input.errors);
  const std::shared_ptr<const ReleaseTemplates> templates =
      TemplatesOf(input.root, resources, sink);

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
  rendered.reserve(templates->files.size());
  std::string out;  // grows once for all files, but for what is large and fills it
  for (const TemplateFile& file : templates->files) {
    const Template* entry = file.is_partial ? nullptr : templates->set.Find(file.path);
    if (entry == nullptr) continue;
    Map* about = Map::New(resources.arena, 2);
    about->Set("BasePath", Value::String(file.base_path));
    about->Set("Name", Value::String(file.path));
    Map* scope = scopes[file.chart];
    scope->Set("Template", Value::Of(about, values_type));
    out.clear();
    try {
      interpreter.Execute(templates->set, *entry, Value::Of(scope, values_type), out);
    } catch (Failure& failure) {
      LayOutExecError(file.path, traits.exec_errors, failure.error());
      if (!sink.Take(failure.error())) throw;
      trace.Abandon({});
      continue;
    }
    RenderedTemplate result{file.path, "", {}};
    if (input.trace_lines) result.lines = trace.TakeLines(out);
    RemoveNoValue(out);
    constexpr size_t kLarge = size_t{1} << 16;
    if (out.size() >= kLarge && out.capacity() - out.size() <= out.size() / 8) {
      result.text = std::move(out);
    } else {
      result.text = out;
    }
    rendered.push_back(std::move(result));
  }
  return rendered;
}

}  // namespace chartrender::engine
