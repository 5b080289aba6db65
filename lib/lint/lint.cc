#include "lint/lint.h"

#include <memory>

#include "base/error.h"
#include "lint/folder.h"
#include "lint/linter.h"

namespace chartrender::lint {

namespace {

bool EndsOperation(const Failure& failure) {
  const ErrorCode code = failure.error().code;
  return code == ErrorCode::kLimit || code == ErrorCode::kCancelled || code == ErrorCode::kInternal;
}

}  // namespace

bool Linter::Check(Severity severity, std::string_view file, std::string problem,
                   const Error* cause) {
  if (problem.empty()) return true;
  Diagnostic finding;
  finding.severity = severity;
  finding.rule = rule;
  finding.message = std::move(problem);
  finding.where.file = file;
  if (cause != nullptr) finding.cause = std::make_shared<const Error>(*cause);
  findings.push_back(std::move(finding));
  return false;
}

bool Linter::Try(Severity severity, std::string_view file, const std::function<void()>& step,
                 std::string_view prefix) {
  try {
    step();
    return true;
  } catch (const Failure& failure) {
    if (EndsOperation(failure)) throw;
    return Check(severity, file, StrCat(prefix, failure.error().message), &failure.error());
  }
}

const ChartStore* Linter::Given() const {
  const bool same = input.chart != nullptr && folder.LoadsAsRendered() &&
                    input.chart->root.metadata.api_version != "v3";
  return same ? input.chart.get() : nullptr;
}

void Linter::LoadOnce() {
  if (loaded_) return;
  loaded_ = true;
  if (Given() != nullptr) {
    store_ = input.chart;
    return;
  }
  LoadSettings settings = input.load;
  settings.log = [this](LogLevel level, std::string_view message,
                        std::span<const Log::Attribute> attributes) {
    records_.push_back({level, std::string(message), {attributes.begin(), attributes.end()}});
  };
  try {
    store_ = folder.Load(settings);
  } catch (const Failure& failure) {
    if (EndsOperation(failure)) throw;
    failure_ = failure.error();
  }
}

const ChartStore* Linter::Load(std::string_view file, std::string_view prefix) {
  LoadOnce();
  for (const Record& record : records_) {
    resources.log.Repeat(record.level, record.message, record.attributes);
  }
  if (store_ == nullptr) Check(Severity::kError, file, StrCat(prefix, failure_.message), &failure_);
  return store_.get();
}

std::vector<Diagnostic> Lint(const LintInput& input, const LintResources& resources) {
  const std::unique_ptr<Folder> folder = Folder::Open(input.path, input.load);
  Linter linter(input, resources, *folder);
  LintChartfile(linter);
  LintValues(linter);
  if (input.templates) LintTemplates(linter);
  LintDependencies(linter);
  if (linter.traits.lints_crds) LintCrds(linter);
  return std::move(linter.findings);
}

}  // namespace chartrender::lint
