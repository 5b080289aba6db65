#include "chartrender/practices.h"

#include "api/boundary.h"
#include "base/utf8.h"
#include "check/practices.h"

namespace chartrender {

namespace {

// The file as it lies on disk: Helm names some by their path in the chart, some by the chart's
// name.
std::string PlaceOf(const std::filesystem::path& chart, const Diagnostic& message) {
  std::string folder = chart.generic_string();
  const std::string& named =
      message.cause == nullptr ? message.where.file : message.cause->where.file;
  const size_t slash = named.find('/');
  std::error_code code;
  if (message.cause != nullptr && slash != std::string::npos &&
      std::filesystem::exists(chart / named.substr(slash + 1), code)) {
    return folder + named.substr(slash);
  }
  if (message.where.file.empty()) return folder;
  return message.where.file[0] == '/' ? message.where.file : folder + '/' + message.where.file;
}

}  // namespace

Result<std::vector<Finding>> CheckPractices(const ObjectSet& objects) {
  return AtBoundary<std::vector<Finding>>([&] { return check::CheckPractices(objects.data()); });
}

Result<std::vector<Finding>> LintFindings(const std::filesystem::path& path,
                                          const LintOptions& options) {
  const auto report = LintChart(path, options);
  if (!report.ok()) return report.error();
  std::vector<Finding> findings;
  for (const Diagnostic& message : report.value().messages) {
    Finding finding;
    finding.rule = "helm-" + message.rule;
    finding.severity = message.severity;
    finding.message = TrimSpace(message.message);  // those of schemas end with a line feed
    finding.source.file = PlaceOf(path, message);
    if (message.cause != nullptr) finding.source.line = message.cause->where.line;
    findings.push_back(std::move(finding));
  }
  return findings;
}

}  // namespace chartrender
