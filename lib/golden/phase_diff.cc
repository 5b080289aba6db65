#include "golden/phase_diff.h"

#include <set>
#include <utility>

#include "base/error.h"
#include "golden/change_report.h"

namespace chartrender::golden {

namespace {

std::string Plural(size_t count, std::string_view one, std::string_view many) {
  return StrCat(std::to_string(count), " ", count == 1 ? one : many);
}

class PhaseDiffWriter {
 public:
  PhaseDiffWriter(const RuleInput& input, const PhaseChanges& changes, const Patch& patch)
      : input_(input), spec_(input.spec), phase_(spec_.phases[input.phase]), changes_(changes), patch_(patch) {}

  PhaseDiff Make() {
    diff_.summary.name = phase_.name;
    diff_.summary.title = phase_.title;
    SortCases();
    Fold();
    WriteHead();
    WriteRefusals();
    if (folded_.empty()) diff_.text += "\nNothing changes.\n";
    if (!folded_.empty()) {
      ReportOptions options;
      for (const CaseSpec& spec : spec_.cases) options.case_names.push_back(spec.name);
      options.among = compared_;
      diff_.text += StrCat("\n", DescribeFolded(folded_, options));
    }
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
    if (patch_.files.empty()) text += "# no patch\n";
    if (!patch_.files.empty()) {
      std::string line = "# files:";
      for (const FilePatch& file : patch_.files) {
        line += StrCat(" ", file.path, file.creates ? " (new)" : file.deletes ? " (deleted)" : "");
      }
      text += line + "\n";
    }
    text += StrCat("# ", Plural(summary.resources_added, "resource", "resources"), " added, ",
                   std::to_string(summary.resources_removed), " removed, ",
                   std::to_string(summary.resources_changed), " changed; ",
                   Plural(summary.field_changes, "change of a field", "changes of fields"), "; ",
                   std::to_string(summary.changed_cases), " of ",
                   std::to_string(compared_.size() - new_.size()), " cases change\n");
    for (const size_t index : new_) {
      const CaseSpec& spec = spec_.cases[index];
      text += StrCat("# new: ", spec.name, ", compared with ", spec_.cases[spec.base].name, "\n");
    }
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
