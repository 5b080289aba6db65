// `render lint`: what `helm lint` prints. Source: Helm 4.3.1 pkg/cmd/lint.go, pkg/action/lint.go.
#include <algorithm>
#include <filesystem>

#include "commands.h"
#include "lint_paths.h"
#include "render_setup.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

// Helm's names.
std::string_view LevelName(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "INFO";
    case Severity::kWarning:
      return "WARNING";
    case Severity::kError:
      return "ERROR";
  }
  return "";
}

class LintRun {
 public:
  LintRun(const Session& session, const Arguments& arguments)
      : session_(session),
        arguments_(arguments),
        values_(arguments),
        options_(LintOptionsOf(session, arguments, values_)) {
    strict_ = arguments.Flag("strict");
    quiet_ = arguments.Flag("quiet");
  }

  ExitCode Run() {
    if (const auto error = KubeVersionError(options_.render.kube_version))
      throw UsageError(error->message);
    if (const auto merged = MergedUserValues(options_.render, options_.load.dialect); !merged.ok())
      throw UsageError(merged.error().message);
    const std::vector<std::string> paths = LintPaths(arguments_);
    values_.Apply(options_.render);
    const std::vector<std::filesystem::path> places(paths.begin(), paths.end());
    const auto results = LintCharts(places, options_);
    for (size_t index = 0; index < paths.size(); ++index) Add(paths[index], results[index]);
    session_.terminal.Print(report_);
    const std::string summary = std::to_string(paths.size()) + " chart(s) linted, " +
                                std::to_string(failed_) + " chart(s) failed";
    if (failed_ > 0) {
      session_.Report({.code = ErrorCode::kChart, .message = summary});
      for (const Error& cause : causes_) session_.errors.AddTold(cause);
      return ExitCode::kFailed;
    }
    if (!quiet_ || has_findings_) session_.terminal.Print(summary + '\n');
    return ExitCode::kDone;
  }

 private:
  void Add(const std::string& path, const Result<LintReport>& result) {
    if (!result.ok()) {
      has_findings_ = true;
      ++failed_;
      causes_.push_back(result.error());
      report_ += "==> Linting " + path + "\nError " + result.error().message + "\n\n";
      return;
    }
    const std::vector<Diagnostic>& messages = result.value().messages;
    const Severity tolerated = strict_ ? Severity::kInfo : Severity::kWarning;
    const auto worse_than = [&](Severity severity) {
      return std::any_of(messages.begin(), messages.end(),
                         [&](const Diagnostic& m) { return m.severity > severity; });
    };
    if (worse_than(tolerated)) ++failed_;
    if (!worse_than(Severity::kInfo) && quiet_) return;
    has_findings_ = has_findings_ || worse_than(Severity::kInfo);
    report_ += "==> Linting " + path + '\n';
    for (const Diagnostic& message : messages) {
      if (quiet_ && message.severity == Severity::kInfo) continue;
      report_ += '[' + std::string(LevelName(message.severity)) + "] " + message.where.file + ": " +
                 message.message + '\n';
      if (message.cause != nullptr && message.severity == Severity::kError)
        causes_.push_back(*message.cause);
    }
    report_ += '\n';
  }

  const Session& session_;
  const Arguments& arguments_;
  ValueSources values_;
  LintOptions options_;
  bool strict_ = false;
  bool quiet_ = false;
  std::string report_;
  std::vector<Error> causes_;  // of the errors in the report
  size_t failed_ = 0;
  bool has_findings_ = false;
};

}  // namespace

ExitCode RunLint(const Session& session, const Arguments& arguments) {
  if (arguments.Flag("rule-ids") || arguments.Text("output") != "text")
    return RunLintFindings(session, arguments);
  return LintRun(session, arguments).Run();
}

}  // namespace chartrender::cli
