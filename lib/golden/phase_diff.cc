#include "golden/phase_diff.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.h"
#include "golden/change_report.h"

namespace chartrender::golden {

namespace {

std::string Plural(size_t count, std::string_view one, std::string_view many) {
  return StrCat(std::to_string(count), " ", count == 1 ? one : many);
}

// "#   values.yaml +3 -1"
std::string FileLine(const FilePatch& file) {
  size_t added = 0;
  size_t removed = 0;
  for (const Hunk& hunk : file.hunks) {
    for (const PatchLine& line : hunk.lines) {
      added += line.sign == '+' ? 1 : 0;
      removed += line.sign == '-' ? 1 : 0;
    }
  }
  return StrCat("#   ", file.path,
                file.creates   ? " (new)"
                : file.deletes ? " (deleted)"
                               : "",
                " +", std::to_string(added), " -", std::to_string(removed), "\n");
}

class PhaseDiffWriter {
 public:
  PhaseDiffWriter(const RuleInput& input, const PhaseChanges& changes, const Patch& patch)
      : input_(input),
        spec_(input.spec),
        phase_(spec_.phases[input.phase]),
        changes_(changes),
        patch_(patch) {}

  PhaseDiff Make() {
    diff_.summary.name = phase_.name;
    diff_.summary.title = phase_.title;
    SortCases();
    Fold();
    WriteHead();
    WriteRefusals();
    WriteChanges();
    return std::move(diff_);
  }

 private:
  void SortCases() {
    for (size_t i = 0; i < spec_.cases.size(); ++i) {
      const CaseSpec& spec = spec_.cases[i];
      if (!spec.Renders(input_.phase)) {
        if (spec.Renders(input_.phase - 1)) refused_.insert(i);
        continue;
      }
      compared_.insert(i);
      if (!spec.Renders(input_.phase - 1)) new_.insert(i);
    }
  }

  void Fold() {
    std::vector<CaseChanges> entries;
    GoldenPhase& summary = diff_.summary;
    for (const size_t index : compared_) {
      if (!changes_[index]) continue;
      entries.push_back({index, *changes_[index]});
      if (new_.count(index) == 0 && !changes_[index]->empty()) ++summary.changed_cases;
    }
    folded_ = FoldChanges(entries);
    summary.cases = compared_.size();
    summary.new_cases = new_.size();
    summary.refused_cases = refused_.size();
    std::set<std::string> changed;
    for (const FoldedChange& fold : folded_) {
      if (!fold.change.path.empty()) {
        ++summary.field_changes;
        for (const auto& [resource, cases] : fold.where) changed.insert(resource);
      }
    }
    summary.resources_added = CountResources(ChangeKind::kAdded);
    summary.resources_removed = CountResources(ChangeKind::kRemoved);
    summary.resources_changed = changed.size();
  }

  [[nodiscard]] size_t CountResources(ChangeKind kind) const {
    std::set<std::string> names;
    for (const FoldedChange& fold : folded_) {
      if (!fold.change.path.empty() || fold.change.kind != kind) continue;
      for (const auto& [resource, cases] : fold.where) names.insert(resource);
    }
    return names.size();
  }

  void WriteHead() {
    const GoldenPhase& summary = diff_.summary;
    std::string& text = diff_.text;
    text = StrCat("# ", phase_.name, phase_.title.empty() ? "" : ": ", phase_.title, "\n");
    text += patch_.files.empty() ? "# no patch\n" : "# files:\n";
    for (const FilePatch& file : patch_.files) text += FileLine(file);
    text += StrCat("# ", Plural(summary.resources_added, "resource", "resources"), " added, ",
                   std::to_string(summary.resources_removed), " removed, ",
                   std::to_string(summary.resources_changed), " changed; ",
                   Plural(summary.field_changes, "change of a field", "changes of fields"), "; ",
                   std::to_string(summary.changed_cases), " of ",
                   std::to_string(compared_.size() - new_.size()), " cases change\n");
  }

  // First what the cases of the phase before show, then what only new values bring.
  void WriteChanges() {
    std::vector<FoldedChange> lasting;
    std::vector<FoldedChange> fresh;
    for (FoldedChange& fold : folded_) {
      bool only_new = true;
      for (const auto& [resource, cases] : fold.where) {
        only_new = only_new && std::includes(new_.begin(), new_.end(), cases.begin(), cases.end());
      }
      (only_new ? fresh : lasting).push_back(std::move(fold));
    }
    ReportOptions options;
    for (const CaseSpec& spec : spec_.cases) options.case_names.push_back(spec.name);
    options.among = compared_;
    if (lasting.empty()) diff_.text += "\nNothing changes with the values of the phase before.\n";
    if (!lasting.empty()) diff_.text += StrCat("\n", DescribeFolded(lasting, options));
    if (fresh.empty()) return;
    diff_.text += "\n# With new values:\n";
    for (const size_t index : new_) {
      const CaseSpec& spec = spec_.cases[index];
      diff_.text +=
          StrCat("#   ", spec.name, ", compared with ", spec_.cases[spec.base].name, "\n");
    }
    diff_.text += StrCat("\n", DescribeFolded(fresh, options));
  }

  void WriteRefusals() {
    for (const size_t index : refused_) {
      std::string text = input_.after.At(index)->text();
      while (!text.empty() && text.back() == '\n') text.pop_back();
      diff_.text += StrCat("\ncase ", spec_.cases[index].name, ": refused\n    ", text, "\n");
    }
  }

  const RuleInput& input_;
  const SeriesSpec& spec_;
  const PhaseSpec& phase_;
  const PhaseChanges& changes_;
  const Patch& patch_;
  std::set<size_t> compared_, new_, refused_;
  std::vector<FoldedChange> folded_;
  PhaseDiff diff_;
};

}  // namespace

PhaseDiff MakePhaseDiff(const RuleInput& input, const PhaseChanges& changes, const Patch& patch) {
  return PhaseDiffWriter(input, changes, patch).Make();
}

}  // namespace chartrender::golden
