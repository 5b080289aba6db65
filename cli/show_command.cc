// `render show ...`: what `helm show` prints. Source: Helm 4.3.1 pkg/cmd/show.go,
// pkg/action/show.go.
#include "chart_location.h"
#include "commands.h"
#include "render_setup.h"

namespace chartrender::cli {
namespace {

constexpr LogEvent kOriginalVersion = {LogRecord::Level::kDebug, "original chart version",
                                       "show.go:214", "Original chart version: \"%s\""};
constexpr LogEvent kDevelopmentVersion = {LogRecord::Level::kDebug, "setting version to >0.0.0-0",
                                          "show.go:216", "setting version to >0.0.0-0"};

ExitCode Fail(const Session& session, const Error& error) {
  session.Report(error);
  return ExitCode::kFailed;
}

ExitCode Show(const Session& session, const Arguments& arguments, ShowPart part,
              const std::string& json_path) {
  if (const auto error = CheckCertificateFiles(arguments)) return Fail(session, *error);
  const std::string& version = arguments.Text("version");
  session.LogInDialect(kOriginalVersion, {{"version", version}});
  if (version.empty() && arguments.Flag("devel")) {
    session.LogInDialect(kDevelopmentVersion);
  }
  const auto path = LocateChart(session, arguments, arguments.positional()[0]);
  if (!path.ok()) return Fail(session, path.error());
  LoadOptions options = BaseLoadOptions(session);
  options.detects_version = false;
  const auto chart = LoadChart(std::filesystem::path(path.value()), options);
  if (!chart.ok()) return Fail(session, chart.error());
  const auto text =
      json_path.empty() ? ShowChart(chart.value(), part) : ShowValuesPath(chart.value(), json_path);
  if (!text.ok()) return Fail(session, text.error());
  session.terminal.Print(text.value());
  return ExitCode::kDone;
}

}  // namespace

ExitCode RunShowAll(const Session& session, const Arguments& arguments) {
  return Show(session, arguments, ShowPart::kAll, "");
}

ExitCode RunShowChart(const Session& session, const Arguments& arguments) {
  return Show(session, arguments, ShowPart::kChart, "");
}

ExitCode RunShowValues(const Session& session, const Arguments& arguments) {
  return Show(session, arguments, ShowPart::kValues, arguments.Text("jsonpath"));
}

ExitCode RunShowReadme(const Session& session, const Arguments& arguments) {
  return Show(session, arguments, ShowPart::kReadme, "");
}

ExitCode RunShowCrds(const Session& session, const Arguments& arguments) {
  return Show(session, arguments, ShowPart::kCrds, "");
}

}  // namespace chartrender::cli
