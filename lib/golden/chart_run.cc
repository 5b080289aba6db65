#include "golden/chart_run.h"

#include <map>
#include <memory>
#include <utility>

#include "golden/bad_input.h"
#include "golden/file_text.h"
#include "golden/golden_folder.h"
#include "golden/parallel.h"
#include "golden/rendered_case.h"
#include "golden/resource_path.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace {

// The Helm that a dialect follows.
constexpr std::string_view kManifests = "want.yaml";
constexpr std::string_view kRefusal = "want.err";

class ChartRun {
 public:
  ChartRun(const std::filesystem::path& chart, const GoldenOptions& options,
           const ChartLoader& load)
      : options_(options),
        goldens_(ChartGoldenFolder(chart, options)),
        folder_(goldens_, options),
        chart_{chart.string(), "", chart, nullptr},
        cases_(FindChartCases(chart, goldens_)) {
    for (const ChartCase& entry : cases_) {
      auto& program = programs_[DialectOf(entry)];
      if (program == nullptr) program = load(chart_, DialectOf(entry));
    }
  }

  GoldenReport Run() {
    report_.fail_on_obsolete = options_.fail_on_obsolete;
    if (options_.use_oracle) {
      const auto version = options_.tools->OracleVersion();
      if (!version.ok()) throw Failure(version.error());
      oracle_version_ = version.value();
    }
    std::vector<RenderedCasePtr> renders(cases_.size());
    ForEach(cases_.size(), options_.jobs, [&](size_t i) {
      if (!cases_[i].obsolete) renders[i] = RenderCase(cases_[i]);
    });
    for (size_t i = 0; i < cases_.size(); ++i) {
      if (cases_[i].obsolete) {
        NoteObsolete(cases_[i]);
      } else if (folder_.Selected("", cases_[i].name)) {
        JudgeCase(cases_[i], renders[i]);
      }
    }
    folder_.Carry();
    folder_.ReportNames(report_);
    report_.renders = cases_.size();
    return std::move(report_);
  }

 private:
  [[nodiscard]] Dialect DialectOf(const ChartCase& entry) const {
    return entry.request.dialect.value_or(options_.dialect);
  }

  [[nodiscard]] GoldenRender Render(const ChartCase& entry) const {
    return programs_.at(DialectOf(entry))->Render(entry.request);
  }

  [[nodiscard]] RenderedCasePtr RenderCase(const ChartCase& entry) const {
    auto render =
        std::make_shared<const RenderedCase>(Render(entry), entry.masks, entry.name, entry.file);
    for (size_t m = 0; m < entry.masks.size(); ++m) {
      const MaskSpec& mask = entry.masks[m];
      if (render->rendered() && render->masked_values()[m].empty()) {
        throw BadInput(
            entry.file, mask.line,
            StrCat("the mask ", mask.kind, "/", mask.name, " ", mask.pointer, " matches nothing"));
      }
    }
    return render;
  }

  void JudgeCase(ChartCase& entry, RenderedCasePtr render) {
    const bool writes = options_.mode == GoldenMode::kUpdate;
    GoldenItem item;
    item.name = entry.name;
    if (!entry.declared && options_.mode != GoldenMode::kCompare)
      render = MaskRandomFields(entry, render, item);
    if (options_.use_oracle) render = AskOracle(entry, render);
    const std::string file = StrCat(entry.name, "/", render->rendered() ? kManifests : kRefusal);
    const std::string other = StrCat(entry.name, "/", render->rendered() ? kRefusal : kManifests);
    const auto other_text = folder_.Read(other);
    if (other_text && options_.mode == GoldenMode::kCompare) {
      if (folder_.Exists(file)) {
        throw BadInput(folder_.Shown(file), 0,
                       StrCat("stands beside ", folder_.Shown(other), "; one case has one golden"));
      }
      item.status = GoldenStatus::kFailed;
      item.where.file = folder_.Shown(other);
      item.message =
          render->rendered() ? "renders, the golden is an error" : "fails, the golden is manifests";
      item.detail = folder_.DescribeDifference("want.err", *other_text, render->text());
    } else {
      folder_.Judge(item, file, render->text());
      if (other_text && writes) folder_.PlanRemoval(other);
    }
    if (writes) WriteCaseFile(entry, item.status == GoldenStatus::kWritten);
    report_.items.push_back(std::move(item));
  }

  // A new case gets a mask for each field that differs between two runs.
  RenderedCasePtr MaskRandomFields(ChartCase& entry, const RenderedCasePtr& render,
                                   GoldenItem& item) const {
    const RenderedCase again(Render(entry), {}, entry.name, entry.file);
    if (!render->rendered() || !again.rendered() || again.text() == render->text()) return render;
    std::string masked;
    for (const Change& change : DiffResources(render->Resources(), again.Resources())) {
      const Value document = render->FindResource(change.resource);
      const std::string pointer = PointerOf(document, change.path);
      if (change.kind != ChangeKind::kChanged || pointer.empty()) continue;
      const size_t slash = change.resource.find('/');
      entry.masks.push_back({change.resource.substr(0, slash),
                             change.resource.substr(change.resource.rfind('/') + 1),
                             pointer,
                             "differs between two runs",
                             {},
                             0});
      masked += StrCat("masked, as two runs differ: ", change.resource, " ", change.path, "\n");
    }
    item.detail = std::move(masked);
    return std::make_shared<const RenderedCase>(Render(entry), entry.masks, entry.name, entry.file);
  }

  RenderedCasePtr AskOracle(const ChartCase& entry, const RenderedCasePtr& ours) {
    auto answer = options_.tools->AskOracle(chart_, entry.request);
    if (!answer.ok()) throw Failure(answer.error());
    auto theirs = std::make_shared<const RenderedCase>(std::move(answer).value(), entry.masks,
                                                       entry.name, entry.file);
    GoldenItem item;
    item.name = StrCat("oracle: ", entry.name);
    if (theirs->rendered() != ours->rendered() || theirs->text() != ours->text()) {
      item.status = GoldenStatus::kFailed;
      item.message = StrCat("Helm ", oracle_version_, " gives another output");
      item.detail = folder_.DescribeDifference(
          ours->rendered() && theirs->rendered() ? kManifestsName : "want.err", theirs->text(),
          ours->text());
    }
    report_.items.push_back(std::move(item));
    return theirs;
  }

  // A new case gets its case.yaml; in an old one the lines that say who made the golden are kept
  // true.
  void WriteCaseFile(const ChartCase& entry, bool golden_written) {
    const std::string file = StrCat(entry.name, "/case.yaml");
    const std::string version =
        options_.use_oracle ? oracle_version_ : std::string(HelmVersion(DialectOf(entry)));
    const std::string_view maker = options_.use_oracle ? "helm" : "render";
    if (entry.declared) {
      if (!golden_written) return;
      const std::string before = *folder_.Read(file);
      const std::string helm = StrCat("helm: ", version, "\n");
      const std::string made_by = StrCat("made_by: ", maker, "\n");
      std::string after;
      for (const std::string_view line : SplitLines(before)) {
        after += line.substr(0, 5) == "helm:"      ? std::string_view(helm)
                 : line.substr(0, 8) == "made_by:" ? made_by
                                                   : line;
      }
      if (after != before) folder_.PlanWrite(file, after);
      return;
    }
    folder_.PlanWrite(file, CaseFileText(entry, DialectOf(entry), version, maker));
  }

  void NoteObsolete(const ChartCase& entry) {
    GoldenItem item;
    item.name = entry.name;
    item.where.file = entry.file;
    item.status = GoldenStatus::kObsolete;
    item.message = StrCat("its values file ", entry.values[0], " is gone");
    if (options_.mode == GoldenMode::kUpdate && options_.only == "*") {
      for (const std::string& file : folder_.FilesBelow(entry.name)) folder_.PlanRemoval(file);
      item.status = GoldenStatus::kWritten;
      item.message = StrCat("removed, as ", item.message);
    }
    report_.items.push_back(std::move(item));
  }

  static constexpr const char* kManifestsName = "want.yaml";

  const GoldenOptions& options_;
  std::filesystem::path goldens_;
  GoldenFolder folder_;
  GoldenChart chart_;
  std::map<Dialect, std::shared_ptr<const RenderableChart>> programs_;
  std::vector<ChartCase> cases_;
  std::string oracle_version_;
  GoldenReport report_;
};

}  // namespace

GoldenReport RunChart(const std::filesystem::path& chart, const GoldenOptions& options,
                      const ChartLoader& load) {
  return ChartRun(chart, options, load).Run();
}

}  // namespace chartrender::golden
