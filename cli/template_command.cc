// `render template`: what `helm template` does without a cluster.
// Source: Helm 4.3.1 pkg/cmd/template.go, pkg/cmd/install.go runInstall, pkg/cmd/helpers.go,
// pkg/action/install.go.
#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "chart_location.h"
#include "commands.h"
#include "file_text.h"
#include "go_number.h"
#include "go_text.h"
#include "manifest_files.h"
#include "render_setup.h"
#include "static_heap.h"
#include "value_sources.h"
#include "watch_loop.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kDebugHint = "\n\nUse --debug flag to render out invalid YAML";
// Helm's names of labels that a user may not set, as it prints them.
constexpr std::string_view kSystemLabels[] = {"name",    "owner",     "status",
                                              "version", "createdAt", "modifiedAt"};

constexpr LogEvent kOriginalVersion = {LogRecord::Level::kDebug, "Original chart version",
                                       "install.go:225", "Original chart version: \"%s\""};
constexpr LogEvent kDevelopmentVersion = {LogRecord::Level::kDebug, "setting version to >0.0.0-0",
                                          "install.go:227", "setting version to >0.0.0-0"};
constexpr LogEvent kChartPath = {LogRecord::Level::kDebug, "Chart path", "install.go:242",
                                 "CHART PATH: %s\n"};

enum class DryRun { kClient, kServer };

// What a render has made lives as long as the process: taking it apart before the end would cost
// a thirtieth of the render.
template <typename Made>
const Made& KeptToTheEnd(Made&& made) {
  static auto& kept = *new std::vector<const void*>;
  const auto* place = new Made(std::forward<Made>(made));
  kept.push_back(place);
  return *place;
}

class TemplateRun {
 public:
  TemplateRun(const Session& session, const Arguments& arguments)
      : session_(session),
        arguments_(arguments),
        values_(arguments),
        options_(BaseOptions(session)) {}

  // Throws UsageError for what the command line alone shows to be wrong.
  ExitCode Run() {
    options_.kube_version = arguments_.Text("kube-version");
    if (const auto error = KubeVersionError(options_.kube_version))
      throw UsageError(error->message);
    if (const auto error = CheckCertificateFiles(arguments_)) return Fail(*error);
    if (const auto error = SetLookup(arguments_, options_)) return Fail(*error);
    const DryRun dry_run = ReadDryRun();
    session_.LogInDialect(kOriginalVersion, {{"version", arguments_.Text("version")}});
    if (arguments_.Text("version").empty() && arguments_.Flag("devel"))
      session_.LogInDialect(kDevelopmentVersion);
    const std::string chart_name = ReadNameAndChart();
    const auto path = LocateChart(session_, arguments_, chart_name);
    if (!path.ok()) return Fail(path.error());
    session_.LogInDialect(kChartPath, {{"path", path.value()}});
    LoadOptions load = BaseLoadOptions(session_);
    const bool watches = arguments_.Flag("watch");
    load.maps_files = !watches;  // editors write to files that are watched
    load.keeps_schemas = watches;
    loads_chart_for_render = !watches;
    auto loaded = LoadChartAfterValues(path.value(), load, values_, options_);
    loads_chart_for_render = false;
    if (watches) return RenderLoaded(loaded, dry_run);
    return RenderLoaded(KeptToTheEnd(std::move(loaded)), dry_run);
  }

 private:
  ExitCode RenderLoaded(const chartrender::Result<Chart>& chart, DryRun dry_run) {
    if (!chart.ok()) return Fail(chart.error());
    return dry_run == DryRun::kServer ? RefuseServer() : Render(chart.value());
  }

  void Warn(std::string message) const {
    session_.Log({LogRecord::Level::kWarning, std::move(message), {}});
  }

  ExitCode Fail(const Error& error) const {
    session_.Report(error);
    return ExitCode::kFailed;
  }

  // Source: pkg/cmd/helpers.go cmdGetDryRunFlagStrategy.
  DryRun ReadDryRun() const {
    if (arguments_.Flag("validate")) return DryRun::kServer;
    // Helm 3 looks at the value when the chart is loaded; see DryRunError.
    if (session_.settings.dialect == Dialect::kHelm3) return DryRun::kClient;
    const std::string& value = arguments_.Text("dry-run");
    if (value == "client") return DryRun::kClient;
    if (value == "server") return DryRun::kServer;
    if (value == "unset") {
      Warn("--dry-run is deprecated and should be replaced with '--dry-run=client'");
      return DryRun::kClient;
    }
    const auto flag = ParseBool(value);
    const std::string fault = "invalid dry-run value (" + GoQuote(value) + "). Must be ";
    if (!flag && value != "none") throw UsageError(fault + "\"none\", \"server\", or \"client\"");
    if (!flag || !*flag) throw UsageError(fault + "\"server\" or \"client\"");
    Warn("boolean '--dry-run=" + value +
         "' flag is deprecated and must be replaced with '--dry-run=client'");
    return DryRun::kClient;
  }

  // Sets the release's name; gives the chart argument. Source: pkg/action/install.go NameAndChart.
  std::string ReadNameAndChart() {
    const auto& words = arguments_.positional();
    if (words.size() > 2) {
      throw UsageError("expected at most two arguments, unexpected arguments: " +
                       Joined(std::span(words).subspan(2)));
    }
    const std::string& name_template = arguments_.Text("name-template");
    if (words.size() == 2) {
      if (arguments_.Flag("generate-name"))
        throw UsageError("cannot set --generate-name and also specify a name");
      if (!name_template.empty())
        throw UsageError("cannot set --name-template and also specify a name");
      options_.release_name = words[0];
      return words[1];
    }
    if (!name_template.empty()) {
      const auto name = RenderReleaseName(name_template, options_);
      if (!name.ok()) throw UsageError(name.error().message);
      options_.release_name = name.value();
    }
    return words[0];
  }

  ExitCode RefuseServer() {
    values_.Apply(options_);
    if (const auto merged = MergedUserValues(options_, session_.settings.dialect); !merged.ok())
      return Fail(merged.error());
    const std::string text = "cluster reachability check failed: render never talks to a cluster";
    session_.Log({LogRecord::Level::kError, text, {}});
    return Fail({.code = ErrorCode::kUsage, .message = text});
  }

  std::optional<Error> DryRunError() const {
    if (session_.settings.dialect != Dialect::kHelm3) return std::nullopt;
    for (const std::string_view known : {"", "false", "true", "none", "client", "server"}) {
      if (arguments_.Text("dry-run") == known) return std::nullopt;
    }
    return Error{
        .message =
            "Invalid dry-run flag. Flag must one of the following: false, true, none, client, "
            "server"};
  }

  std::optional<Error> LabelError() const {
    for (const std::string& label : arguments_.List("labels")) {
      const std::string key = label.substr(0, label.find('='));
      if (std::find(std::begin(kSystemLabels), std::end(kSystemLabels), key) ==
          std::end(kSystemLabels))
        continue;
      Error error{.message =
                      "user supplied labels contains system reserved label name. System labels: ["};
      for (const std::string_view name : kSystemLabels) {
        if (error.message.back() != '[') error.message += ' ';
        error.message += name;
      }
      error.message += ']';
      return error;
    }
    return std::nullopt;
  }

  ExitCode Render(const Chart& chart) {
    values_.Apply(options_);
    SetRenderFlags(arguments_, options_);
    options_.sub_notes = arguments_.Flag("render-subchart-notes");
    const auto result = chartrender::Render(chart, options_);
    // Values that do not merge and charts that cannot be installed are told before.
    const bool goes_on = result.ok() || result.error().while_rendering ||
                         result.error().code == ErrorCode::kUsage ||
                         result.error().code == ErrorCode::kSchema;
    if (const auto error = DryRunError(); error && goes_on) return Fail(*error);
    // Helm looks at the labels after it has checked the values and before it renders.
    const auto label_error = LabelError();
    if (label_error && (result.ok() || result.error().while_rendering)) return Fail(*label_error);
    if (!result.ok()) return FailRender(result.error());
    return Print(result.value());
  }

  ExitCode FailRender(const Error& error) const {
    LogCheck(error);
    if (error.while_rendering && session_.settings.debug) return PrintInvalid(error);
    session_.Report(
        error, error.while_rendering ? error.message + std::string(kDebugHint) : error.message);
    ReportOthers(error);
    return ExitCode::kFailed;
  }

  // With --all-errors, what failed behind the first error.
  void ReportOthers(const Error& error) const {
    if (!arguments_.Flag("all-errors") || !error.while_rendering) return;
    for (const Error& other : error.others) session_.Report(other);
    const size_t count = error.others.size() + 1;
    session_.errors.Say(std::to_string(count) + (count == 1 ? " error" : " errors") +
                        " in templates");
  }

  // Helm logs failures of its first checks besides reporting them.
  void LogCheck(const Error& error) const {
    for (const std::string_view check :
         {"release name check failed", "chart dependencies processing failed"}) {
      const std::string prefix = std::string(check) + ": ";
      if (!error.message.starts_with(prefix)) continue;
      session_.Log({LogRecord::Level::kError,
                    std::string(check),
                    {{"error", error.message.substr(prefix.size())}}});
    }
  }

  // With --debug, texts that are not valid YAML are printed as they are, file by file.
  ExitCode PrintInvalid(const Error& error) const {
    std::string text(TrimSpace(error.rendered));
    text += '\n';
    for (const RenderedHook& hook : error.hooks) {
      if (arguments_.Flag("no-hooks") || (hook.is_test && arguments_.Flag("skip-tests"))) continue;
      text += "---\n# Source: " + hook.path + '\n' + hook.text + '\n';
    }
    const auto& patterns = arguments_.List("show-only");
    if (!patterns.empty()) {
      const auto selected = SelectDocuments(text, patterns, session_.settings.dialect);
      text = selected.ok() ? selected.value() : "";
    }
    session_.terminal.Print(text);
    session_.Report(error);
    ReportOthers(error);
    return ExitCode::kFailed;
  }

  ExitCode Print(const RenderResult& result) {
    if (arguments_.Flag("notes")) {
      session_.terminal.Print(result.notes());
      return ExitCode::kDone;
    }
    const bool hooks = !arguments_.Flag("no-hooks");
    const bool tests = !arguments_.Flag("skip-tests");
    const bool to_files = !arguments_.Text("output-dir").empty();
    if (to_files) {
      if (const auto error = WriteFiles(result)) return Fail(*error);
    }
    constexpr std::string_view besides_files = "\n";
    const auto& patterns = arguments_.List("show-only");
    if (patterns.empty()) {
      std::vector<std::string_view> pieces;
      const auto take = [&pieces](std::string_view piece) { pieces.push_back(piece); };
      to_files ? take(besides_files) : result.Write(take, hooks, tests);
      session_.terminal.Print(std::move(pieces));
      return ExitCode::kDone;
    }
    const std::string text = to_files ? std::string(besides_files) : result.Text(hooks, tests);
    const auto selected = SelectDocuments(text, patterns, session_.settings.dialect);
    if (!selected.ok()) return Fail(selected.error());
    session_.terminal.Print(selected.value());
    return ExitCode::kDone;
  }

  std::optional<Error> WriteFiles(const RenderResult& result) {
    const std::string& top = arguments_.Text("output-dir");
    std::string folder = top;
    if (arguments_.Flag("release-name")) folder = CleanPath(top + '/' + options_.release_name);
    auto error = WriteManifests(session_.terminal, top, result.crds());
    if (!error) error = WriteManifests(session_.terminal, folder, result.manifests());
    if (error) {  // to Helm this is a part of rendering
      if (!session_.settings.debug) error->message += kDebugHint;
      return error;
    }
    if (arguments_.Flag("no-hooks")) return std::nullopt;
    std::vector<Manifest> hooks;
    for (const Manifest& hook : result.hooks()) {
      const bool is_test =
          std::find(hook.events.begin(), hook.events.end(), "test") != hook.events.end();
      if (!is_test || !arguments_.Flag("skip-tests")) hooks.push_back(hook);
    }
    return WriteHooks(session_.terminal, folder, hooks);
  }

  const Session& session_;
  const Arguments& arguments_;
  ValueSources values_;
  RenderOptions options_;
};

// The files that a render reads: the chart, values files, those of --set-file and --lookup.
std::vector<std::string> WatchedFiles(const Arguments& arguments) {
  std::vector<std::string> files = arguments.List("lookup");
  files.push_back(arguments.positional().back());
  for (const std::string& file : arguments.List("values")) {
    if (TrimSpace(file) != "-" && file.find("://") == std::string::npos) files.push_back(file);
  }
  for (const std::string& setting : arguments.List("set-file")) {
    const size_t equals = setting.find('=');
    if (equals != std::string::npos) files.push_back(setting.substr(equals + 1));
  }
  return files;
}

}  // namespace

ExitCode RunTemplate(const Session& session, const Arguments& arguments) {
  if (!arguments.Flag("watch")) return TemplateRun(session, arguments).Run();
  WatchSteps steps;
  steps.paths = [&] { return WatchedFiles(arguments); };
  steps.run = [&](const std::vector<std::string>& /*changed*/) {
    TemplateRun(session, arguments).Run();
  };
  return RunWatching(session, steps);
}

}  // namespace chartrender::cli
