#include "golden/case_renders.h"

#include <utility>

#include "golden/parallel.h"

namespace chartrender::golden {

namespace {

std::vector<Change> Compare(const RenderedCase& before, const RenderedCase& after) {
  if (&before == &after) return {};
  for (const RenderedCase* render : {&before, &after}) {
    if (!render->rendered())
      return {{"?/error", "", ChangeKind::kChanged, "", JsonText(Value::String(render->text()))}};
  }
  if (before.text() == after.text()) return {};
  return DiffResources(before.Resources(), after.Resources());
}

// The case whose manifests of the phase before count for `case_index`.
size_t CaseBefore(const SeriesSpec& spec, size_t case_index, size_t phase) {
  const CaseSpec& now = spec.cases[case_index];
  return now.Renders(phase - 1) ? case_index : now.base;
}

}  // namespace

CaseRenders::CaseRenders(const SeriesSpec& spec, std::shared_ptr<const SeriesChart> chart,
                         const CaseRenders* other)
    : spec_(spec), chart_(std::move(chart)), other_(other), slots_(spec.cases.size()) {}

RenderedCasePtr CaseRenders::At(size_t case_index) const {
  Slot& slot = slots_[case_index];
  std::call_once(slot.once, [&] {
    const CaseSpec& spec = spec_.cases[case_index];
    auto render = std::make_shared<const RenderedCase>(Render(spec.flags), spec_.masks, spec.name,
                                                       spec_.file);
    if (other_ != nullptr) {
      RenderedCasePtr shared = other_->At(case_index);
      if (shared->rendered() == render->rendered() && shared->text() == render->text() &&
          shared->notes() == render->notes()) {
        render = std::move(shared);
      }
    }
    slot.render = std::move(render);
  });
  return slot.render;
}

void CaseRenders::RenderAll(unsigned jobs) const {
  ForEach(slots_.size(), jobs, [&](size_t i) { (void)At(i); });
}

GoldenRender CaseRenders::Render(const std::vector<GoldenFlag>& flags) const {
  GoldenRequest request = spec_.release;
  request.flags = flags;
  return chart_->program->Render(request);
}

std::optional<std::vector<Change>> ChangesOfCase(size_t case_index, size_t phase,
                                                 const CaseRenders& before,
                                                 const CaseRenders& after) {
  const SeriesSpec& spec = after.spec();
  if (phase == 0 || !spec.cases[case_index].Renders(phase)) return std::nullopt;
  return Compare(*before.At(CaseBefore(spec, case_index, phase)), *after.At(case_index));
}

std::optional<std::vector<Change>> ChangesWithFlags(size_t case_index, size_t phase,
                                                    const CaseRenders& before,
                                                    const CaseRenders& after,
                                                    const std::vector<GoldenFlag>& flags) {
  const SeriesSpec& spec = after.spec();
  const CaseSpec& now = spec.cases[case_index];
  if (phase == 0 || !now.Renders(phase)) return std::nullopt;
  std::vector<GoldenFlag> all = now.flags;
  all.insert(all.end(), flags.begin(), flags.end());
  const RenderedCase render(after.Render(all), spec.masks, now.name, spec.file);
  return Compare(*before.At(CaseBefore(spec, case_index, phase)), render);
}

}  // namespace chartrender::golden
