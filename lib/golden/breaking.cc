#include "golden/breaking.h"

#include <algorithm>
#include <utility>

#include "algo/wildcard.h"
#include "base/error.h"
#include "golden/change_report.h"

namespace chartrender::golden {

namespace {

bool Names(const BreakingRow& row, const Change& change) {
  return std::any_of(row.paths.begin(), row.paths.end(),
                     [&](const ChangePattern& pattern) { return pattern.Matches(change); });
}

bool NamesResource(const BreakingRow& row, const Change& change) {
  return std::any_of(row.paths.begin(), row.paths.end(), [&](const ChangePattern& pattern) {
    return MatchesWildcard(pattern.resource, change.resource);
  });
}

// What a row does in the cases.
struct RowFindings {
  std::set<size_t> matched;  // cases with a change that the row names
  std::vector<std::pair<size_t, std::vector<Change>>>
      broken;  // what the migration does not give back
  std::vector<std::pair<size_t, std::vector<Change>>>
      leftovers;  // what still differs in the row's resources
};

class BreakingTable {
 public:
  BreakingTable(const SeriesSpec& spec, const std::vector<std::unique_ptr<CaseRenders>>& renders,
                const std::vector<PhaseChanges>& changes, const GoldenOptions& options)
      : spec_(spec), renders_(renders), changes_(changes) {
    report_.context = options.context;
    for (size_t i = 0; i < spec.cases.size(); ++i) {
      report_.case_names.push_back(spec.cases[i].name);
      if (spec.cases[i].scenario) scenarios_.insert(i);
    }
  }

  BreakingResult Check() {
    for (const BreakingRow& row : spec_.breaking) {
      rows_.push_back(Examine(row));
      result_.items.push_back(Judge(row, rows_.back()));
    }
    WriteTable();
    WriteOmissions();
    WriteLeftovers();
    return std::move(result_);
  }

 private:
  // The cases that render in the phase and in the one before.
  [[nodiscard]] std::vector<size_t> Lasting(size_t phase) const {
    std::vector<size_t> cases;
    for (size_t i = 0; i < spec_.cases.size(); ++i) {
      if (spec_.cases[i].Renders(phase) && spec_.cases[i].Renders(phase - 1)) cases.push_back(i);
    }
    return cases;
  }

  RowFindings Examine(const BreakingRow& row) const {
    RowFindings findings;
    for (const size_t index : Lasting(row.phase)) {
      const auto& changes = *changes_[row.phase][index];
      if (std::none_of(changes.begin(), changes.end(),
                       [&](const Change& c) { return Names(row, c); }))
        continue;
      findings.matched.insert(index);
      if (row.values.empty()) continue;
      const auto after =
          ChangesWithFlags(index, row.phase, *renders_[row.phase - 1], *renders_[row.phase],
                           {{"-f", "values of the migration", row.values}});
      std::vector<Change> broken;
      std::vector<Change> leftover;
      for (const Change& change : *after) {
        const bool failed = change.resource == "?/error";
        if (failed || Names(row, change)) {
          broken.push_back(change);
        } else if (NamesResource(row, change)) {
          leftover.push_back(change);
        }
      }
      if (!broken.empty()) findings.broken.emplace_back(index, std::move(broken));
      if (!leftover.empty()) findings.leftovers.emplace_back(index, std::move(leftover));
    }
    return findings;
  }

  [[nodiscard]] std::string Describe(
      const std::vector<std::pair<size_t, std::vector<Change>>>& found) const {
    std::vector<CaseChanges> entries;
    ReportOptions options = report_;
    for (const auto& [index, changes] : found) {
      entries.push_back({index, changes});
      options.among.insert(index);
    }
    return DescribeFolded(FoldChanges(entries), options);
  }

  [[nodiscard]] GoldenItem Judge(const BreakingRow& row, const RowFindings& findings) const {
    GoldenItem item;
    item.group = spec_.phases[row.phase].name;
    item.name = StrCat("breaking: ", row.change);
    item.where.file = spec_.file;
    item.where.line = static_cast<uint32_t>(row.line);
    if (row.values.empty() != findings.matched.empty()) {
      item.message = row.values.empty()
                         ? "needs no action, but these cases change: " +
                               DescribeCases(findings.matched, {}, report_.case_names)
                         : "no case shows the changes of its `paths`";
    } else if (!findings.broken.empty()) {
      item.message = "the migration's values do not give back the phase before";
      item.detail = Describe(findings.broken);
    }
    item.status = item.message.empty() ? GoldenStatus::kPassed : GoldenStatus::kFailed;
    return item;
  }

  static std::string Cell(std::string text) {
    for (size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2))
      text.insert(at, "\\");
    return text;
  }

  void WriteTable() {
    std::string& text = result_.text;
    text =
        "# Breaking changes\n\n"
        "Made by `render golden` from `series.yaml`; checked by every run.\n\n"
        "## The table of the plan\n\n"
        "| phase | item | change | migration | seen in | with the migration "
        "|\n|---|---|---|---|---|---|\n";
    for (size_t i = 0; i < rows_.size(); ++i) {
      const BreakingRow& row = spec_.breaking[i];
      const RowFindings& findings = rows_[i];
      std::set<size_t> among;
      for (const size_t index : Lasting(row.phase)) among.insert(index);
      const std::string seen = findings.matched.empty()
                                   ? "no case"
                                   : DescribeCases(findings.matched, among, report_.case_names);
      const std::string outcome = row.values.empty()         ? "not needed"
                                  : !findings.broken.empty() ? "**not as before**"
                                  : findings.leftovers.empty()
                                      ? "as before"
                                      : "as before in the named fields; see below";
      text +=
          StrCat("| ", std::to_string(row.phase), " | ", Cell(row.item), " | ", Cell(row.change),
                 " | ", Cell(row.migration), " | ", Cell(seen), " | ", outcome, " |\n");
    }
  }

  // Changes and removals of what was there, in the scenarios, that no row names.
  void WriteOmissions() {
    std::string& text = result_.text;
    text +=
        "\n## What the table leaves out\n\n"
        "Changes and removals of existing fields and resources in the cases marked `scenario`, "
        "that no row "
        "names.\n";
    for (size_t phase = 1; phase < spec_.phases.size(); ++phase) {
      std::vector<std::pair<size_t, std::vector<Change>>> found;
      for (const size_t index : Lasting(phase)) {
        if (!spec_.cases[index].scenario) continue;
        std::vector<Change> omitted;
        for (const Change& change : *changes_[phase][index]) {
          if (change.kind != ChangeKind::kAdded && !IsNamed(phase, change))
            omitted.push_back(change);
        }
        if (!omitted.empty()) found.emplace_back(index, std::move(omitted));
      }
      std::vector<CaseChanges> entries;
      entries.reserve(found.size());
      for (const auto& [index, changes] : found) entries.push_back({index, changes});
      ReportOptions options = report_;
      options.among = scenarios_;
      const std::string changes = DescribeFolded(FoldChanges(entries), options);
      text += StrCat("\n### ", spec_.phases[phase].name, "\n\n");
      text += changes.empty() ? "Nothing.\n" : StrCat("```\n", changes, "```\n");
    }
  }

  [[nodiscard]] bool IsNamed(size_t phase, const Change& change) const {
    return std::any_of(spec_.breaking.begin(), spec_.breaking.end(), [&](const BreakingRow& row) {
      return row.phase == phase && Names(row, change);
    });
  }

  void WriteLeftovers() {
    std::string& text = result_.text;
    text +=
        "\n## What still differs with the migrations\n\n"
        "In the resources that a row speaks of, beside the fields it names.\n";
    bool any = false;
    for (size_t i = 0; i < rows_.size(); ++i) {
      if (rows_[i].leftovers.empty()) continue;
      any = true;
      text += StrCat("\n### ", spec_.breaking[i].change, "\n\n```\n", Describe(rows_[i].leftovers),
                     "```\n");
    }
    if (!any) text += "\nNothing.\n";
  }

  const SeriesSpec& spec_;
  const std::vector<std::unique_ptr<CaseRenders>>& renders_;
  const std::vector<PhaseChanges>& changes_;
  ReportOptions report_;
  std::set<size_t> scenarios_;
  std::vector<RowFindings> rows_;
  BreakingResult result_;
};

}  // namespace

BreakingResult CheckBreaking(const SeriesSpec& spec,
                             const std::vector<std::unique_ptr<CaseRenders>>& renders,
                             const std::vector<PhaseChanges>& changes,
                             const GoldenOptions& options) {
  return BreakingTable(spec, renders, changes, options).Check();
}

}  // namespace chartrender::golden
