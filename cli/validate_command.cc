// `render validate CHART -f FILE...`: each values file against values.schema.json of the chart and
// its subcharts, without rendering. The --set flags go on top of each file; without any file the
// chart's own values are checked.
#include "commands.h"
#include "json_text.h"
#include "render_setup.h"
#include "report_text.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

struct FileReport {
  std::string file;  // "" for the chart's own values
  std::vector<Diagnostic> findings;
};

std::string ShownName(const FileReport& report) {
  return report.file.empty() ? "values.yaml of the chart" : report.file;
}

std::string LineText(const FileReport& report, const Diagnostic& finding) {
  std::string text = ShownName(report);
  if (finding.where.line > 0) text += ':' + std::to_string(finding.where.line);
  return text + ": " + finding.message + '\n';
}

std::string AsText(const std::vector<FileReport>& reports) {
  std::string text;
  size_t bad = 0;
  for (const FileReport& report : reports) {
    if (report.findings.empty()) text += ShownName(report) + ": valid\n";
    for (const Diagnostic& finding : report.findings) text += LineText(report, finding);
    bad += report.findings.empty() ? 0 : 1;
  }
  if (bad > 0)
    text += std::to_string(bad) + " of " + std::to_string(reports.size()) +
            " values files are not valid\n";
  return text;
}

std::string AsJson(const std::vector<FileReport>& reports) {
  Json files = Json::array();
  for (const FileReport& report : reports) {
    Json findings = Json::array();
    for (const Diagnostic& finding : report.findings) {
      Json entry = {{"message", finding.message}, {"rule", finding.rule}};
      if (!finding.where.file.empty()) entry["where"] = finding.where.file;
      if (finding.where.line > 0) entry["line"] = finding.where.line;
      findings.push_back(std::move(entry));
    }
    files.push_back({{"file", report.file},
                     {"valid", report.findings.empty()},
                     {"findings", std::move(findings)}});
  }
  return WriteJsonText({{"version", 1}, {"files", std::move(files)}});
}

std::string AsGithub(const std::vector<FileReport>& reports) {
  std::string text;
  for (const FileReport& report : reports) {
    for (const Diagnostic& finding : report.findings) {
      const std::string file = report.file.empty() ? "values.yaml" : report.file;
      text += GithubAnnotation("error", {file, finding.where.line, 0}, "values.schema.json",
                               finding.message);
    }
  }
  return text;
}

std::string Format(const std::vector<FileReport>& reports, std::string_view format) {
  if (format == "json") return AsJson(reports);
  if (format == "github") return AsGithub(reports);
  return AsText(reports);
}

}  // namespace

ExitCode RunValidate(const Session& session, const Arguments& arguments) {
  const ValueSources values(arguments);
  RenderOptions options = BaseOptions(session);
  options.kube_version = arguments.Text("kube-version");
  const auto chart =
      LoadChart(std::filesystem::path(arguments.positional()[0]), BaseLoadOptions(session));
  if (!chart.ok()) return session.Fail(chart.error());
  std::vector<FileReport> reports;
  const auto check = [&](const std::string& file) -> std::optional<Error> {
    auto findings = ValidateValues(chart.value(), options);
    if (findings.ok()) {
      reports.push_back({file, std::move(findings.value())});
      return std::nullopt;
    }
    // A file that cannot be parsed is a finding like others; the files behind it are still checked.
    const Error& error = findings.error();
    if (error.code != ErrorCode::kValues) return error;
    reports.push_back({file, {{Severity::kError, "values", error.message, error.where}}});
    return std::nullopt;
  };
  for (const std::string& file : values.files()) {
    values.ApplyWithFile(file, options);
    if (const auto error = check(file)) return session.Fail(*error);
  }
  if (values.files().empty()) {
    values.Apply(options);
    if (const auto error = check("")) return session.Fail(*error);
  }
  session.terminal.Print(Format(reports, arguments.Text("output")));
  bool valid = true;
  for (const FileReport& report : reports) valid = valid && report.findings.empty();
  return valid ? ExitCode::kDone : ExitCode::kFailed;
}

}  // namespace chartrender::cli
