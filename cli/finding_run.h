// From findings to an exit status: what is ignored, the baseline, the report, --fail-on. Every
// check command ends here.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "check_targets.h"
#include "command.h"
#include "finding_report.h"

namespace chartrender::cli {

class FindingRun {
 public:
  // `families` are those whose rules the command applies, for --fail-on and unused ignores. Throws
  // UsageError for a --fail-on or --output-file that means nothing.
  FindingRun(const Session& session, const Arguments& arguments, std::vector<std::string> families);
  // A second name of a rule in --fail-on: "latest" of "latest-tag".
  void AddShortName(std::string_view name, std::string_view rule);

  // What makes the exit status 1 unless --fail-on says it.
  void FailOn(Severity severity) { default_threshold_ = severity; }

  // Other severities than the rules' own; of a rule with none nothing is told.
  void SetSeverities(std::map<std::string, std::optional<Severity>> severities) {
    severities_ = std::move(severities);
  }

  // Adds what was found about one target; its own problems (texts that hold no object) come with
  // it.
  void Add(const CheckTarget& target, std::vector<Finding> findings);

  // Adds a finding about everything together.
  void AddForAll(Finding finding) { for_all_.push_back(std::move(finding)); }

  // Applies the ignores and sorts, once. An Error: an ignore file or baseline that cannot be read.
  Result<FindingReport> Conclude();
  // Prints in the format of --output, writes --output-file and --write-baseline.
  ExitCode Print(const FindingReport& report);
  // The same for a command that has printed a document of its own.
  ExitCode Finish(const FindingReport& report);

  // Conclude and Print.
  ExitCode Run();

  [[nodiscard]] TextColour Colour() const;

 private:
  struct Threshold {
    Severity severity = Severity::kError;
    bool by_severity = true;
    std::vector<std::string> rules;
  };

  // What was found, with the configured severities; nothing of it is left. An Error: nothing that a
  // user did.
  Result<std::vector<CheckedObjects>> TakeWeighed();
  [[nodiscard]] Threshold ReadThreshold() const;
  [[nodiscard]] bool Fails(const Finding& finding, const Threshold& threshold) const;
  Result<Ignores> ReadIgnores() const;

  const Session& session_;
  const Arguments& arguments_;
  std::vector<std::string> families_;
  std::vector<std::pair<std::string_view, std::string_view>> short_names_;
  std::vector<std::string> targets_, folders_;
  std::vector<ResourceId> resources_;
  std::vector<CheckedObjects> checked_;
  std::vector<Finding> for_all_;
  std::map<std::string, std::optional<Severity>> severities_;
  Severity default_threshold_ = Severity::kError;
};

}  // namespace chartrender::cli
