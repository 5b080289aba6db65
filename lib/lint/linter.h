// What the rules of one lint run share. Private to lib/lint.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/dialect.h"
#include "chart/chart.h"
#include "lint/folder.h"
#include "lint/lint.h"

namespace chartrender::lint {

class Linter {
 public:
  Linter(const LintInput& run, const LintResources& with, const Folder& chart)
      : input(run), traits(TraitsOf(run.load.dialect)), resources(with), folder(chart) {}
  Linter(const Linter&) = delete;
  Linter& operator=(const Linter&) = delete;

  // Adds a finding unless `problem` is "". True when there was none.
  bool Check(Severity severity, std::string_view file, std::string problem,
             const Error* cause = nullptr);
  // Runs `step` and adds what it fails with; limits and cancellation pass through. True when it did
  // not fail.
  bool Try(Severity severity, std::string_view file, const std::function<void()>& step,
           std::string_view prefix = "");
  // The chart, or null when it does not load: then the failure is a finding of `file`, behind
  // `prefix`. Each call logs what loading logs, as Helm loads anew for each rule.
  const ChartStore* Load(std::string_view file, std::string_view prefix = "");
  // The chart that the caller has loaded; null when there is none, or linting loads it otherwise.
  const ChartStore* Given() const;

  const LintInput& input;
  const DialectTraits& traits;
  const LintResources& resources;
  const Folder& folder;
  std::string_view rule;  // the name of the rule under way
  std::vector<Diagnostic> findings;

 private:
  struct Record {
    LogLevel level;
    std::string message;
    std::vector<Log::Attribute> attributes;
  };
  void LoadOnce();

  bool loaded_ = false;
  std::shared_ptr<const ChartStore> store_;
  Error failure_;
  std::vector<Record> records_;
};

void LintChartfile(Linter& linter);
void LintValues(Linter& linter);
void LintTemplates(Linter& linter);
void LintDependencies(Linter& linter);
void LintCrds(Linter& linter);

}  // namespace chartrender::lint
