// The mutation test: a phase's patch without one of its hunks must break a rule of that phase.
#include <memory>
#include <utility>
#include <vector>

#include "base/error.h"
#include "golden/parallel.h"
#include "golden/phase_rules.h"
#include "golden/series_run.h"

namespace chartrender::golden {

namespace {

struct Mutation {
  size_t phase;
  HunkPlace place;
};

class MutationRun {
 public:
  MutationRun(const std::filesystem::path& file, const GoldenOptions& options,
              const ChartLoader& load)
      : spec_(ReadSeries(file)),
        options_(options),
        load_(load),
        charts_(LoadSeriesCharts(spec_, load)) {
    for (size_t i = 0; i < charts_.phases.size(); ++i) {
      renders_.push_back(std::make_unique<CaseRenders>(spec_, charts_.phases[i],
                                                       i == 0 ? nullptr : renders_[i - 1].get()));
      const Patch& patch = charts_.patches[i];
      for (size_t f = 0; f < patch.files.size(); ++f) {
        // A file that is created or deleted is one change.
        const bool whole = patch.files[f].creates || patch.files[f].deletes;
        const size_t hunks = whole ? 1 : patch.files[f].hunks.size();
        for (size_t h = 0; h < hunks; ++h) mutations_.push_back({i, {f, h}});
      }
    }
    single_ = options;
    single_.jobs = 1;
  }

  GoldenReport Run() {
    std::vector<PhaseChanges> changes;
    for (size_t phase = 0; phase < renders_.size(); ++phase) {
      renders_[phase]->RenderAll(options_.jobs);
      changes.push_back(ChangesOfPhase({spec_, phase, Before(phase), *renders_[phase], options_}));
    }
    std::vector<GoldenItem> items(mutations_.size());
    ForEach(items.size(), options_.jobs,
            [&](size_t i) { items[i] = Try(mutations_[i], changes[mutations_[i].phase]); });
    GoldenReport report;
    report.items = std::move(items);
    return report;
  }

 private:
  [[nodiscard]] const CaseRenders* Before(size_t phase) const {
    return phase == 0 ? nullptr : renders_[phase - 1].get();
  }

  [[nodiscard]] GoldenItem Try(const Mutation& mutation, const PhaseChanges& known) const {
    const Patch& patch = charts_.patches[mutation.phase];
    const FilePatch& file = patch.files[mutation.place.file];
    GoldenItem item;
    item.group = spec_.phases[mutation.phase].name;
    item.name = StrCat("without hunk ", std::to_string(mutation.place.hunk + 1), " of ", file.path);
    item.where.file = patch.name;
    item.where.line = static_cast<uint32_t>(file.hunks[mutation.place.hunk].line);
    const std::string id = StrCat(item.group, " ", item.name);
    const auto chart = std::make_shared<const SeriesChart>(
        id, charts_.name,
        ApplyPatch(charts_.phases[mutation.phase - 1]->files, patch, &mutation.place), load_);
    const CaseRenders& phase_renders = *renders_[mutation.phase];
    const CaseRenders renders(spec_, chart, &phase_renders);
    const RuleInput input{spec_,   mutation.phase, Before(mutation.phase), renders,
                          single_, &known,         &phase_renders};
    if (const auto broken = FindBrokenRule(input)) {
      item.message = StrCat("noticed by ", broken->name, ": ", broken->message);
    } else {
      item.status = GoldenStatus::kFailed;
      item.message = "no rule of the phase notices that the hunk is missing";
    }
    if (options_.tools != nullptr) options_.tools->Forget(id);
    return item;
  }

  const SeriesSpec spec_;
  const GoldenOptions& options_;
  GoldenOptions single_;
  const ChartLoader& load_;
  const SeriesCharts charts_;
  std::vector<std::unique_ptr<CaseRenders>> renders_;
  std::vector<Mutation> mutations_;
};

}  // namespace

GoldenReport MutateSeries(const std::filesystem::path& file, const GoldenOptions& options,
                          const ChartLoader& load) {
  return MutationRun(file, options, load).Run();
}

}  // namespace chartrender::golden
