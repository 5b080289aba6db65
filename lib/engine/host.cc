#include "engine/host.h"

#include <cstring>

#include "gotemplate/parser.h"

namespace chartrender {

const Program& CallHost::ProgramOf(std::string_view text, Budget& budget) {
  const auto found = programs_.find(text);
  if (found != programs_.end()) return *found->second;
  std::unique_ptr<const Program> program =
      ParseTemplate("gotpl", text, functions_, {.budget = &budget, .buffers = &parse_buffers_});
  // The program owns a copy of its text: the key lives as long as the entry.
  const std::string_view key = program->text;
  return *programs_.emplace(key, std::move(program)).first->second;
}

CallHost::Included CallHost::IncludedBy(const TemplateSet& templates, std::string_view name) {
  const bool kept = !templates.HasParent() && name.size() >= sizeof(uint64_t);
  if (!kept) return Include(templates, name);
  if (included_from_ != &templates) {
    included_from_ = &templates;
    included_.fill({});
  }
  uint64_t last = 0;
  std::memcpy(&last, name.data() + name.size() - sizeof last, sizeof last);
  constexpr uint64_t kSpread = 0x9E3779B97F4A7C15U;
  constexpr unsigned kShift = 56;  // leaves a place of 256
  Included& known = included_[(last * kSpread) >> kShift];
  if (known.found == nullptr || known.found->name() != name) known = Include(templates, name);
  return known;
}

CallHost::Included CallHost::Include(const TemplateSet& templates, std::string_view name) {
  const Template* found = templates.Find(name);
  if (found == nullptr) return {};
  return {found, &includes_[found->name()]};
}

}  // namespace chartrender
