#include "golden/series_goldens.h"

#include <algorithm>
#include <set>
#include <utility>

#include "golden/bad_input.h"

namespace chartrender::golden {

namespace {

constexpr std::string_view kManifests = ".yaml";
constexpr std::string_view kRefusal = ".err";

std::string_view Ending(bool rendered) { return rendered ? kManifests : kRefusal; }

bool Same(const CaseOutput& golden, const CaseOutput& got) {
  return golden.rendered == got.rendered && SameGolden(golden.text, got.text);
}

class CaseJudge {
 public:
  CaseJudge(const SeriesSpec& spec, size_t case_index, const std::vector<CaseOutput>& outputs,
            GoldenFolder& folder, const GoldenOptions& options)
      : spec_(spec),
        name_(spec.cases[case_index].name),
        outputs_(outputs),
        folder_(folder),
        options_(options) {}

  std::vector<GoldenItem> Run() {
    for (size_t phase = 0; phase < spec_.phases.size(); ++phase) {
      const std::string& group = spec_.phases[phase].name;
      if (!folder_.Selected(group, name_)) {
        if (auto own = Own(phase)) wanted_ = std::move(own);
        continue;
      }
      GoldenItem item;
      item.group = group;
      item.name = name_;
      if (options_.mode == GoldenMode::kUpdate) {
        Update(item, phase);
      } else {
        Compare(item, phase);
      }
      items_.push_back(std::move(item));
    }
    return std::move(items_);
  }

 private:
  struct Golden {
    CaseOutput output;
    size_t phase = 0;
  };

  [[nodiscard]] std::string Base(size_t phase) const {
    return StrCat(spec_.phases[phase].name, "/", name_);
  }
  [[nodiscard]] std::string FileOf(size_t phase, bool rendered) const {
    return StrCat(Base(phase), Ending(rendered));
  }

  // The golden that stands in the phase itself.
  [[nodiscard]] std::optional<Golden> Own(size_t phase) const {
    auto manifests = folder_.Read(FileOf(phase, true));
    auto refusal = folder_.Read(FileOf(phase, false));
    if (manifests && refusal) {
      if (options_.mode == GoldenMode::kUpdate) return std::nullopt;
      throw BadInput(folder_.Shown(FileOf(phase, true)), 0,
                     StrCat("stands beside ", Base(phase), kRefusal, "; one case has one golden"));
    }
    if (manifests) return Golden{{true, std::move(*manifests)}, phase};
    if (refusal) return Golden{{false, std::move(*refusal)}, phase};
    return std::nullopt;
  }

  void Compare(GoldenItem& item, size_t phase) {
    const CaseOutput& got = outputs_[phase];
    auto own = Own(phase);
    const bool needless = own && wanted_ && own->output == wanted_->output;
    if (own) wanted_ = std::move(own);
    item.where.file = folder_.Shown(FileOf(wanted_ ? wanted_->phase : phase,
                                           wanted_ ? wanted_->output.rendered : got.rendered));
    if (wanted_ && Same(wanted_->output, got)) {
      pending_ = false;
      DropGot(phase);
      if (needless) {
        item.status = GoldenStatus::kObsolete;
        item.message = "equal to the golden of the phase before; not needed";
      }
      return;
    }
    if (wanted_) {
      item.detail = folder_.DescribeDifference(
          FileOf(phase, wanted_->output.rendered && got.rendered), wanted_->output.text, got.text);
    }
    if (options_.mode == GoldenMode::kPending) {
      LeaveGot(item, phase);
      return;
    }
    item.status = wanted_ ? GoldenStatus::kFailed : GoldenStatus::kMissing;
    item.message =
        wanted_ ? Verdict(got) : StrCat("no golden; write it: ", folder_.UpdateHint(item));
  }

  [[nodiscard]] std::string Verdict(const CaseOutput& got) const {
    if (wanted_->output.rendered == got.rendered) return "differs from its golden";
    return got.rendered ? "renders, the golden is a refusal"
                        : "is refused, the golden is manifests";
  }

  void LeaveGot(GoldenItem& item, size_t phase) {
    const CaseOutput& got = outputs_[phase];
    item.status = GoldenStatus::kPending;
    // The next phases inherit an accepted golden.
    const bool inherited =
        pending_ && outputs_[phase - 1] == got && wanted_ && wanted_->phase != phase;
    pending_ = true;
    if (inherited) {
      item.message = "as pending in the phase before";
      return;
    }
    const std::string file = StrCat(FileOf(phase, got.rendered), kGotSuffix);
    item.message = StrCat(wanted_ ? "differs" : "has no golden", "; see ", folder_.Shown(file));
    folder_.PlanWrite(file, got.text);
  }

  void DropGot(size_t phase) {
    if (options_.mode == GoldenMode::kCompare) return;
    for (const bool rendered : {true, false}) {
      const std::string file = StrCat(FileOf(phase, rendered), kGotSuffix);
      if (folder_.Exists(file)) folder_.PlanRemoval(file);
    }
  }

  void Update(GoldenItem& item, size_t phase) {
    const CaseOutput& got = outputs_[phase];
    const std::string file = FileOf(phase, got.rendered);
    const std::string other = FileOf(phase, !got.rendered);
    item.where.file = folder_.Shown(file);
    const bool needed = !wanted_ || !Same(wanted_->output, got);
    const auto own = folder_.Read(file);
    const auto note = [&](std::string_view what) {
      item.status = GoldenStatus::kWritten;
      item.message = what;
    };
    if (folder_.Exists(other)) {
      folder_.PlanRemoval(other);
      note("removed, as the case gives another kind of output");
    }
    if (needed && (!own || !SameGolden(*own, got.text))) {
      folder_.PlanWrite(file, got.text);
      note(own ? "written anew" : "written");
    } else if (!needed && own) {
      folder_.PlanRemoval(file);
      note("removed, equal to the golden of the phase before");
    }
    DropGot(phase);
    if (needed) wanted_ = Golden{got, phase};
  }

  const SeriesSpec& spec_;
  const std::string& name_;
  const std::vector<CaseOutput>& outputs_;
  GoldenFolder& folder_;
  const GoldenOptions& options_;
  std::optional<Golden> wanted_;  // of the phase last looked at
  bool pending_ = false;          // whether that phase was found to differ
  std::vector<GoldenItem> items_;
};

}  // namespace

std::vector<GoldenItem> JudgeCaseGoldens(const SeriesSpec& spec, size_t case_index,
                                         const std::vector<CaseOutput>& outputs,
                                         GoldenFolder& folder, const GoldenOptions& options) {
  return CaseJudge(spec, case_index, outputs, folder, options).Run();
}

std::vector<GoldenItem> FindObsoleteGoldens(const SeriesSpec& spec, GoldenFolder& folder,
                                            const GoldenOptions& options) {
  std::set<std::string> known;
  std::set<std::string> folders;
  for (const PhaseSpec& phase : spec.phases) {
    folders.insert(phase.name);
    known.insert(StrCat(phase.name, ".diff"));
    for (const CaseSpec& entry : spec.cases) {
      for (const bool rendered : {true, false})
        known.insert(StrCat(phase.name, "/", entry.name, Ending(rendered)));
    }
  }
  // A phase that is gone has left its diff and its folder.
  for (const std::string& file : folder.Files()) {
    const std::filesystem::path path(file);
    if (path.extension() == ".diff" && !path.has_parent_path())
      folders.insert(path.stem().string());
  }
  std::vector<GoldenItem> items;
  for (const std::string& file : folder.Files()) {
    const std::filesystem::path path(file);
    const std::string ending = path.extension().string();
    const bool golden = (ending == ".diff" && !path.has_parent_path()) ||
                        (folders.count(path.parent_path().string()) != 0 &&
                         (ending == kManifests || ending == kRefusal));
    if (!golden || known.count(file) != 0) continue;
    GoldenItem item;
    item.group = path.parent_path().string();
    item.name = path.filename().string();
    item.where.file = folder.Shown(file);
    item.status = GoldenStatus::kObsolete;
    item.message = StrCat("nothing of the series makes ", folder.Shown(file));
    if (options.mode == GoldenMode::kUpdate && options.only == "*") {
      folder.PlanRemoval(file);
      item.status = GoldenStatus::kWritten;
      item.message = "removed, nothing of the series makes it";
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace chartrender::golden
