// chartrender: load a Helm chart once, render it any number of times.
//
//   auto chart = chartrender::LoadChart("./mychart");
//   chartrender::RenderOptions options;
//   options.values.push_back(chartrender::ValuesSource::Set("replicas=3"));
//   auto result = chartrender::Render(chart.value(), options);
//   if (result.ok()) std::cout << result.value().Text();
//
// A Chart is a shared handle to const data: cheap to copy, safe to use from many threads at once.
// Each Render uses only its own memory. Nothing here prints, reads the environment, or touches
// files beside the chart that is named; the network is never used. Every function reports failure
// as Result, never by an exception. Output and error texts equal Helm 4.3.1's (Dialect::kHelm4) or
// Helm 3.22.0's (Dialect::kHelm3).
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/dialect.h"
#include "chartrender/encrypted_values.h"
#include "chartrender/error.h"
#include "chartrender/limits.h"

namespace chartrender {

// One file of a chart held in memory; `path` is relative to the chart's folder, with '/'.
struct FileView {
  std::string_view path;
  std::string_view data;
};

// One line of Helm's log, e.g. level kWarning, message "returned non-bool value", attributes {path:
// "a.b"}, {chart: "c"}. Helm 3 logs one text, with the one attribute source: "dependencies.go:64"
// when it tells the place.
struct LogRecord {
  enum class Level : uint8_t { kDebug, kInfo, kWarning, kError };
  Level level = Level::kInfo;
  std::string message;
  std::vector<std::pair<std::string, std::string>> attributes;
};
// "debug", "info", "warning", "error": the level's name in reports for tools.
constexpr std::string_view LogLevelName(LogRecord::Level level) {
  constexpr std::string_view kNames[] = {"debug", "info", "warning", "error"};
  return kNames[static_cast<size_t>(level)];
}
// Called where Helm logs, in Helm's order, also before a failure, on the thread and stack of the
// caller, as all callbacks are. Must not throw.
using LogCallback = std::function<void(const LogRecord& record)>;

// The text behind an http or https address. The message of its Error is the reason that Helm gives:
// `HTTP request to http://h/x returned status 404 (Not Found)`.
using FetchCallback = std::function<Result<std::string>(const std::string& url)>;

// A function that templates may call beside Helm's own. `call` gets the arguments as a JSON list
// and gives the JSON text of the result, "" for nothing; whole numbers become int64. The message of
// an Error is what the template's failure says behind "error calling NAME: ". Runs on the thread
// and stack of the render's caller, so from several threads at once where renders do.
struct TemplateFunction {
  std::string name;  // an identifier of ASCII letters, digits and `_` that Helm does not use
  std::function<Result<std::string>(std::string_view arguments)> call;
};

struct LoadOptions {
  Dialect dialect = Dialect::kHelm4;  // decides how values files are read; the Chart keeps it
  Limits limits;
  LogCallback log;  // unset: nothing is told
  // Fetches what a `$ref` of values.schema.json names by http or https, when a schema is first
  // used; safe to call from any thread. Unset: such a schema is in error. Files are never opened.
  FetchCallback fetch = nullptr;
  // Of a path: Chart.yaml is looked at for its apiVersion before the rest, as `helm template` does.
  // False: as `helm show` does. Helm 3 never looks.
  bool detects_version = true;
  // Larger files of a chart folder that a render seldom looks at are left to the system (mmap)
  // until they are. Saves memory and time, but whoever shortens such a file while the Chart lives
  // ends this process: for short runs only.
  bool maps_files = false;
  // False: each render compiles the schemas that it needs and frees them before its templates run.
  // Saves memory where there is but one render.
  bool keeps_schemas = true;
  std::vector<TemplateFunction> functions = {};  // kUsage for a name that cannot be used
};

// One source of user values. Sources are merged in the order given; later ones win. (Helm's command
// line puts all -f files first, then --set-json, --set, --set-string, --set-file, --set-literal.)
struct ValuesSource {
  enum class Kind : uint8_t {
    kYaml,
    kJson,      // a JSON object
    kYamlFile,  // `name` is read through RenderOptions::read_file when its turn comes
    kSetJson,
    kSet,
    kSetString,
    kSetFile,
    kSetLiteral,
    kTypedJson  // as kJson, but whole numbers are int64, as in the values of a Go program
  };
  Kind kind = Kind::kYaml;
  std::string
      name;  // of a file, for error texts ("failed to parse NAME: ..."); "": a text without a name
  std::string text;  // YAML text, or the argument of the --set flag

  static ValuesSource Yaml(std::string name, std::string text) {
    return {Kind::kYaml, std::move(name), std::move(text)};
  }
  static ValuesSource YamlFile(std::string name) { return {Kind::kYamlFile, std::move(name), ""}; }
  static ValuesSource Set(std::string argument) { return {Kind::kSet, "", std::move(argument)}; }
};

// Answers `lookup` in templates: JSON text of the object, or of the list when `name` is empty; ""
// for nothing. The message of an Error is what the template's failure says behind "error calling
// lookup: ".
using LookupCallback =
    std::function<Result<std::string>(std::string_view api_version, std::string_view kind,
                                      std::string_view space, std::string_view name)>;

struct RenderOptions {
  std::string release_name = "release-name";
  std::string release_namespace = "default";
  int64_t revision = 1;
  bool is_upgrade = false;

  // "" is Helm's built-in version (v1.37.0).
  std::string kube_version;
  std::vector<std::string> api_versions;  // added to Helm's built-in ones

  std::vector<ValuesSource> values;
  // Reads the file that a kYamlFile source or --set-file names. Unset: such a source is an error.
  // The message of its Error is Helm's: "open x.yaml: no such file or directory".
  std::function<Result<std::string>(const std::string& path)> read_file;
  EncryptedValues encrypted_values = EncryptedValues::kTake;

  bool include_crds = false;
  bool skip_schema_validation = false;
  bool strict = false;     // a missing key is an error
  bool lint_mode = false;  // `required` and `fail` do not fail
  bool sub_notes = false;  // NOTES.txt of subcharts too
  // After a template failed the others are executed too, each failure in Error::others.
  bool all_errors = false;
  // Stops after executing the templates: no manifests are split or sorted, the texts are in
  // templates().
  bool templates_only = false;
  // Fills `origins` of documents and templates. Takes some more time and memory.
  bool trace_lines = false;

  Limits limits;
  const std::atomic<bool>* cancel = nullptr;  // polled; must outlive the call

  std::optional<int64_t> now;    // nanoseconds since 1970 UTC; unset: the system's clock
  std::optional<uint64_t> seed;  // makes random functions repeatable; unset: the system's entropy
  // The local zone of date functions: a name of the tz database, or the absolute path of a zone
  // file. One that cannot be loaded counts as UTC.
  std::string time_zone = "UTC";
  // An address of `host`, or "" for none; not asked for IP addresses. Unset: getHostByName gives
  // "".
  std::function<std::string(std::string_view host)> resolve_host;
  LookupCallback lookup;  // unset: `lookup` finds nothing
  LogCallback log;        // unset: nothing is told
  // Records of lower levels are not made. Those of debugging hold whole schemas.
  LogRecord::Level least_log_level = LogRecord::Level::kDebug;
};

// Where a line of a rendered text comes from: the template line that gave its first character which
// is not blank. Text of a definition keeps its place through pipelines that only move lines
// (`include "x" . | nindent 4`).
struct LineOrigin {
  uint32_t file = 0;  // of RenderResult::origin_files()
  uint32_t line = 0;  // from 1; 0: not known, as of blank lines
  // The line outside of all definitions that included it; 0: it is there itself.
  uint32_t caller_file = 0;
  uint32_t caller_line = 0;
};

// One rendered document. Texts are owned by the RenderResult.
struct Manifest {
  std::string path;  // of the template, "chart/templates/x.yaml"
  std::string text;
  std::string api_version, kind, name;
  // Of hooks only:
  std::vector<std::string> events;  // "pre-install", "test", ...
  std::vector<std::string> delete_policies;
  int64_t weight = 0;
  // Of each line of `text`, with RenderOptions::trace_lines. A line end at its end begins no line.
  std::vector<LineOrigin> origins = {};
};

// The text one template file gave, by path, in path order.
struct TemplateOutput {
  std::string path;
  std::string text;
  std::vector<LineOrigin> origins = {};  // as of Manifest
};

// Takes one piece of a text after the other.
using TextSink = std::function<void(std::string_view piece)>;

// What a render gave. Move-only, owns all its texts.
class RenderResult {
 public:
  RenderResult() = default;
  RenderResult(RenderResult&&) = default;
  RenderResult& operator=(RenderResult&&) = default;

  // In Helm's install order.
  [[nodiscard]] const std::vector<Manifest>& manifests() const { return manifests_; }
  [[nodiscard]] const std::vector<Manifest>& hooks() const { return hooks_; }
  // The files of crds/, the chart's own first; `path` and `text` only. Empty without
  // RenderOptions::include_crds.
  [[nodiscard]] const std::vector<Manifest>& crds() const { return crds_; }
  [[nodiscard]] const std::string& notes() const { return notes_; }
  // Every executed template's text; only filled with RenderOptions::templates_only.
  [[nodiscard]] const std::vector<TemplateOutput>& templates() const { return templates_; }
  // The files that LineOrigin counts: "chart/templates/_helpers.tpl".
  [[nodiscard]] const std::vector<std::string>& origin_files() const { return origin_files_; }
  // Release.Manifest of Helm: "---\n# Source: path\ntext" of each manifest (CRDs first when
  // included).
  [[nodiscard]] std::string ManifestText() const;
  // What `helm template` prints: the manifests, then the hooks unless `with_hooks` is false;
  // `with_tests` false leaves test hooks out.
  [[nodiscard]] std::string Text(bool with_hooks = true, bool with_tests = true) const;
  // The same in pieces, without a text of the whole; a piece is valid as long as this result.
  void Write(const TextSink& out, bool with_hooks = true, bool with_tests = true) const;

 private:
  friend class RenderRun;
  std::vector<Manifest> manifests_;
  std::vector<Manifest> hooks_;
  std::vector<Manifest> crds_;
  std::vector<TemplateOutput> templates_;
  std::vector<std::string> origin_files_;
  std::string notes_;
};

// A loaded chart with its subcharts, templates compiled. See the head of this file.
class Chart {
 public:
  class Data;
  explicit Chart(std::shared_ptr<const Data> data) : data_(std::move(data)) {}

  [[nodiscard]] const std::string& name() const;
  [[nodiscard]] const std::string& version() const;
  [[nodiscard]] const std::string& app_version() const;
  [[nodiscard]] const std::string& description() const;
  // "application", "library" or "".
  [[nodiscard]] const std::string& type() const;
  [[nodiscard]] bool deprecated() const;
  // The chart's files as loaded (Chart.yaml, values.yaml, templates, crds, others), subcharts'
  // included, by path relative to the chart; views live as long as the chart.
  [[nodiscard]] std::vector<FileView> Files() const;

  [[nodiscard]] const Data& data() const { return *data_; }

 private:
  std::shared_ptr<const Data> data_;
};

// Loads a chart folder or a .tgz archive. Errors: kIo, kChart, kValues, kLimit with Helm's text.
Result<Chart> LoadChart(const std::filesystem::path& path, const LoadOptions& options = {});
// Loads a chart from memory; paths as in a chart folder ("Chart.yaml", "templates/x.yaml",
// "charts/sub/...").
Result<Chart> LoadChart(std::span<const FileView> files, const LoadOptions& options = {});
// Loads a chart from the bytes of a .tgz archive. Errors as for the path of one; `name` stands for
// it in their texts.
Result<Chart> LoadChartArchive(std::string_view packed, std::string_view name,
                               const LoadOptions& options = {});

// Renders: merges values, validates them against values.schema.json, executes the templates, splits
// and sorts the manifests. `.message` of an error is what Helm prints behind "Error: ". Safe to
// call from many threads. Unless templates_only is set, it checks first what `helm template`
// checks, in its order: the user values merge (kValues, or the code of read_file's error), the
// chart's type can be installed, every dependency of Chart.yaml is in charts/ (kChart both), the
// release name (kUsage, "release name check failed: ..."). Then come dependencies (kChart), values
// and schema (kValues, kSchema), and with kTemplate or kManifest what Helm calls rendering: the
// chart's kubeVersion, the templates, the documents.
Result<RenderResult> Render(const Chart& chart, const RenderOptions& options);

// The documents of `rendered` (RenderResult::Text) that came from the templates which `patterns`
// name, as `helm template --show-only` prints them: pattern by pattern, patterns as Go's
// path/filepath.Match against the path below the chart's folder. kUsage, "could not find template X
// in chart", when a pattern matches none.
Result<std::string> SelectDocuments(std::string_view rendered,
                                    std::span<const std::string> patterns,
                                    Dialect dialect = Dialect::kHelm4);

// A `lookup` that answers from manifests as a cluster holding them would: an object by its name
// and namespace, and `{apiVersion, kind: XList, metadata, items}` for an empty name. `files` hold
// YAML documents; the items of lists (`kind: List`) count one by one, and of equal objects the last
// is kept. An API version that neither they nor Kubernetes have is an error, as it is with Helm.
// kValues for a text that is not YAML or not of objects.
Result<LookupCallback> LookupInManifests(std::span<const FileView> files);

// The JSON text of a YAML document as Kubernetes' tools read it: what a client gets from a
// manifest. Numbers keep their digits. kValues for a text that is not YAML, or that JSON cannot
// hold.
Result<std::string> YamlToJson(std::string_view yaml, const Limits& limits = {});

// `helm dependency list`: the table of a chart's dependencies and the warnings below it.
struct DependencyListOptions {
  LoadOptions load;
  uint64_t column_width = 80;  // longer cells are cut; 0: none is
};
Result<std::string> ListDependencies(const std::filesystem::path& path,
                                     const DependencyListOptions& options = {});

// The release name that `helm template --name-template` makes of a template text (sprig functions
// only, no chart); uses now, seed, time_zone and limits of `options`. kTemplate with Go's text.
Result<std::string> RenderReleaseName(std::string_view name_template, const RenderOptions& options);

// "v1.29.0" of "1.29", as .Capabilities.KubeVersion.Version reads. kUsage with Helm's text, `could
// not parse "x" as version`.
Result<std::string> ParseKubeVersion(std::string_view text);

// The user values alone, merged from options.values as Helm merges -f and --set flags, as YAML.
// Fails as Render does for them.
Result<std::string> MergedUserValues(const RenderOptions& options,
                                     Dialect dialect = Dialect::kHelm4);

// The values as a render would see them at the top, as YAML with Helm's toYaml layout.
Result<std::string> CoalescedValues(const Chart& chart, const RenderOptions& options);

// Checks the user values against the schemas of the chart and its subcharts without rendering. An
// empty list: the values are valid.
Result<std::vector<Diagnostic>> ValidateValues(const Chart& chart, const RenderOptions& options);

// `helm show`: one part of a chart as Helm prints it.
enum class ShowPart : uint8_t { kAll, kChart, kValues, kReadme, kCrds };
Result<std::string> ShowChart(const Chart& chart, ShowPart part);
// `helm show values --jsonpath`: the values.yaml of the chart through a kubectl JSONPath template.
Result<std::string> ShowValuesPath(const Chart& chart, std::string_view json_path);

// `helm lint` of a chart folder or archive.
struct LintOptions {
  RenderOptions render;
  LoadOptions load;
  bool templates = true;  // false: without rendering the chart and what is said about that
  // The chart of the path where it was loaded before, as `load` says. A folder is then read for the
  // rules about its files only, and what loading logs is not told again.
  std::optional<Chart> chart;
};
struct LintReport {
  std::vector<Diagnostic>
      messages;  // in Helm's order; `where.file` is the path that Helm prints before the text
};
// An error only where Helm gives no messages: the path is no chart, the values do not parse.
Result<LintReport> LintChart(const std::filesystem::path& path, const LintOptions& options);
// Several charts one after the other, as `helm lint PATH...` does: where values.yaml of one has a
// table that the user's values have too, the charts behind it see both as the user's
// (validateValuesFile of Helm 4.3.1 pkg/chart/v2/lint/rules/values.go writes into them).
// `options.chart` is unset.
std::vector<Result<LintReport>> LintCharts(std::span<const std::filesystem::path> paths,
                                           const LintOptions& options);

// One row of the template functions' table.
struct FunctionInfo {
  std::string_view name, doc, source;
};
// All template functions of the dialect, sorted by name. Lives as long as the program.
std::vector<FunctionInfo> ListFunctions(Dialect dialect = Dialect::kHelm4);

// "0.1.0"
std::string_view Version();

}  // namespace chartrender
