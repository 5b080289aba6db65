#include "golden/series_run.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "golden/bad_input.h"
#include "golden/breaking.h"
#include "golden/golden_folder.h"
#include "golden/parallel.h"
#include "golden/phase_diff.h"
#include "golden/phase_rules.h"
#include "golden/series_goldens.h"

namespace chartrender::golden {

namespace {

class SeriesRun {
 public:
  SeriesRun(const std::filesystem::path& file, const GoldenOptions& options,
            const ChartLoader& load)
      : spec_(ReadSeries(file)),
        options_(options),
        charts_(LoadSeriesCharts(spec_, load)),
        folder_(options.golden_dir.empty() ? spec_.folder : options.golden_dir, options) {
    for (size_t i = 0; i < charts_.phases.size(); ++i) {
      renders_.push_back(std::make_unique<CaseRenders>(spec_, charts_.phases[i],
                                                       i == 0 ? nullptr : renders_[i - 1].get()));
    }
  }

  GoldenReport Run() {
    report_.fail_on_obsolete = options_.fail_on_obsolete;
    CheckOracle();
    CheckFinal();
    for (size_t phase = 0; phase < spec_.phases.size(); ++phase) RunPhase(phase);
    for (const RuleInput& input : inputs_) JudgeDiff(input);
    BreakingResult breaking = CheckBreaking(spec_, renders_, changes_, options_);
    Append(std::move(breaking.items));
    if (!spec_.breaking.empty()) Judge("", "breaking.md", "breaking.md", breaking.text);
    CheckMasks();
    AskOracle();
    JudgeCases();
    Append(FindObsoleteGoldens(spec_, folder_, options_));
    folder_.Carry();
    folder_.ReportNames(report_);
    report_.renders =
        spec_.phases.size() * (spec_.cases.size() + spec_.refused.size() + spec_.accepted.size());
    return std::move(report_);
  }

 private:
  void Append(std::vector<GoldenItem> items) {
    report_.items.insert(report_.items.end(), std::make_move_iterator(items.begin()),
                         std::make_move_iterator(items.end()));
  }

  void CheckOracle() const {
    if (!options_.use_oracle) return;
    const auto version = options_.tools->OracleVersion();
    if (!version.ok()) throw Failure(version.error());
    if (version.value() != spec_.helm) {
      throw BadInput(
          spec_.file, 0,
          StrCat("the series is made with Helm ", spec_.helm, ", the oracle is ", version.value()));
    }
  }

  void CheckFinal() {
    if (spec_.final_chart.empty()) return;
    GoldenItem item;
    item.name = StrCat("final: the patches make ", spec_.final_chart);
    item.where.file = spec_.file;
    item.detail = DescribeFinal(spec_, charts_, options_.context);
    if (!item.detail.empty()) {
      item.status = GoldenStatus::kFailed;
      item.message = "the base with all patches is another chart";
    }
    report_.items.push_back(std::move(item));
  }

  void RunPhase(size_t phase) {
    renders_[phase]->RenderAll(options_.jobs);
    inputs_.push_back({spec_, phase, phase == 0 ? nullptr : renders_[phase - 1].get(),
                       *renders_[phase], options_});
    changes_.push_back(ChangesOfPhase(inputs_.back()));
    Append(CheckRules(inputs_.back(), changes_.back()));
    if (options_.tools != nullptr && phase > 0)
      options_.tools->Forget(charts_.phases[phase - 1]->chart.id);
  }

  void Judge(const std::string& group, const std::string& name, const std::string& file,
             const std::string& text) {
    if (!folder_.Selected(group, name)) return;
    GoldenItem item;
    item.group = group;
    item.name = name;
    folder_.Judge(item, file, text);
    report_.items.push_back(std::move(item));
  }

  void JudgeDiff(const RuleInput& input) {
    if (input.phase == 0) return;
    PhaseDiff diff = MakePhaseDiff(input, changes_[input.phase], charts_.patches[input.phase]);
    const std::string& name = diff.summary.name;
    Judge(name, "diff", StrCat(name, ".diff"), diff.text);
    report_.phases.push_back(std::move(diff.summary));
  }

  // Every mask matches something, and hides only what differs between two runs.
  void CheckMasks() {
    std::vector<bool> matched(spec_.masks.size(), false);
    for (const auto& renders : renders_) {
      for (size_t i = 0; i < spec_.cases.size(); ++i) {
        const auto& values = renders->At(i)->masked_values();
        for (size_t m = 0; m < values.size(); ++m) matched[m] = matched[m] || !values[m].empty();
      }
    }
    for (size_t m = 0; m < matched.size(); ++m) {
      const MaskSpec& mask = spec_.masks[m];
      if (!matched[m]) {
        throw BadInput(spec_.file, mask.line,
                       StrCat("the mask ", mask.kind, "/", mask.name, " ", mask.pointer,
                              " matches nothing in any case"));
      }
    }
    std::vector<std::vector<std::string>> again(spec_.cases.size());
    ForEach(spec_.cases.size(), options_.jobs, [&](size_t i) { again[i] = MaskedAgain(i); });
    for (size_t m = 0; m < spec_.masks.size(); ++m) CheckRandom(m, again);
  }

  // The first phase in which a case renders; the number of phases for none.
  [[nodiscard]] size_t FirstPhase(size_t case_index) const {
    size_t phase = 0;
    while (phase < spec_.phases.size() && !spec_.cases[case_index].Renders(phase)) ++phase;
    return phase;
  }

  // What the masks hide in a second run.
  [[nodiscard]] std::vector<std::string> MaskedAgain(size_t case_index) const {
    const CaseSpec& spec = spec_.cases[case_index];
    const size_t phase = FirstPhase(case_index);
    if (phase == spec_.phases.size()) return std::vector<std::string>(spec_.masks.size());
    return RenderedCase(renders_[phase]->Render(spec.flags), spec_.masks, spec.name, spec_.file)
        .masked_values();
  }

  void CheckRandom(size_t mask_index, const std::vector<std::vector<std::string>>& again) {
    const MaskSpec& mask = spec_.masks[mask_index];
    std::string fixed;
    for (size_t i = 0; i < spec_.cases.size(); ++i) {
      const size_t phase = FirstPhase(i);
      if (phase == spec_.phases.size()) continue;
      const std::string& first = renders_[phase]->At(i)->masked_values()[mask_index];
      if (!first.empty() && first == again[i][mask_index]) {
        fixed += StrCat(fixed.empty() ? "" : ", ", spec_.cases[i].name);
      }
    }
    GoldenItem item;
    item.name = StrCat("mask: ", mask.kind, "/", mask.name, " ", mask.pointer);
    item.where.file = spec_.file;
    item.where.line = static_cast<uint32_t>(mask.line);
    if (!fixed.empty()) {
      item.status = GoldenStatus::kFailed;
      item.message =
          StrCat("hides a value that two runs have alike; name the cases in `except`: ", fixed);
    }
    report_.items.push_back(std::move(item));
  }

  // Renders every case with the oracle; the outputs become the goldens' when goldens are written.
  void AskOracle() {
    outputs_.resize(spec_.cases.size());
    for (size_t i = 0; i < spec_.cases.size(); ++i) {
      for (const auto& renders : renders_)
        outputs_[i].push_back({renders->At(i)->rendered(), renders->At(i)->text()});
    }
    if (!options_.use_oracle) return;
    for (size_t phase = 0; phase < spec_.phases.size(); ++phase) {
      std::vector<RenderedCasePtr> answers(spec_.cases.size());
      ForEach(answers.size(), options_.jobs,
              [&](size_t i) { answers[i] = OracleRender(phase, i); });
      for (size_t i = 0; i < answers.size(); ++i) JudgeOracle(phase, i, *answers[i]);
      options_.tools->Forget(charts_.phases[phase]->chart.id);
    }
  }

  [[nodiscard]] RenderedCasePtr OracleRender(size_t phase, size_t case_index) const {
    const CaseSpec& spec = spec_.cases[case_index];
    GoldenRequest request = spec_.release;
    request.flags = spec.flags;
    auto answer = options_.tools->AskOracle(charts_.phases[phase]->chart, request);
    if (!answer.ok()) throw Failure(answer.error());
    return std::make_shared<const RenderedCase>(std::move(answer).value(), spec_.masks, spec.name,
                                                spec_.file);
  }

  void JudgeOracle(size_t phase, size_t case_index, const RenderedCase& answer) {
    CaseOutput& ours = outputs_[case_index][phase];
    GoldenItem item;
    item.group = spec_.phases[phase].name;
    item.name = StrCat("oracle: ", spec_.cases[case_index].name);
    if (ours.rendered != answer.rendered() || ours.text != answer.text()) {
      item.status = GoldenStatus::kFailed;
      item.message = StrCat("Helm ", spec_.helm, " gives another output");
      item.detail = folder_.DescribeDifference(
          ours.rendered && answer.rendered() ? "x.yaml" : "x.err", answer.text(), ours.text);
    }
    report_.items.push_back(std::move(item));
    ours = {answer.rendered(), answer.text()};
  }

  // Items stand phase by phase in the report.
  void JudgeCases() {
    std::vector<GoldenItem> items;
    for (size_t i = 0; i < spec_.cases.size(); ++i) {
      for (GoldenItem& item : JudgeCaseGoldens(spec_, i, outputs_[i], folder_, options_))
        items.push_back(std::move(item));
    }
    const auto rank = [&](const GoldenItem& item) {
      return std::find_if(spec_.phases.begin(), spec_.phases.end(),
                          [&](const PhaseSpec& phase) { return phase.name == item.group; });
    };
    std::stable_sort(items.begin(), items.end(),
                     [&](const GoldenItem& a, const GoldenItem& b) { return rank(a) < rank(b); });
    const bool written = std::any_of(items.begin(), items.end(), [](const GoldenItem& item) {
      return item.status == GoldenStatus::kWritten;
    });
    Append(std::move(items));
    if (!written || options_.use_oracle) return;
    GoldenItem note;
    note.name = "goldens";
    note.status = GoldenStatus::kNote;
    note.message = StrCat("written from this program's output; compare them with Helm ", spec_.helm,
                          ": ", options_.command, " --oracle helm");
    report_.items.push_back(std::move(note));
  }

  const SeriesSpec spec_;
  const GoldenOptions& options_;
  const SeriesCharts charts_;
  GoldenFolder folder_;
  std::vector<std::unique_ptr<CaseRenders>> renders_;  // by phase
  std::vector<RuleInput> inputs_;
  std::vector<PhaseChanges> changes_;
  std::vector<std::vector<CaseOutput>> outputs_;  // by case and phase
  GoldenReport report_;
};

}  // namespace

GoldenReport RunSeries(const std::filesystem::path& file, const GoldenOptions& options,
                       const ChartLoader& load) {
  return SeriesRun(file, options, load).Run();
}

}  // namespace chartrender::golden
