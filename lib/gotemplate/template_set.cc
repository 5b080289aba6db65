#include "gotemplate/template_set.h"

namespace chartrender {

const Template* TemplateSet::Find(std::string_view name) const {
  for (const TemplateSet* set = this; set != nullptr; set = set->parent_) {
    const auto found = set->templates_.find(name);
    if (found != set->templates_.end()) return &found->second;
  }
  return nullptr;
}

Template TemplateSet::Add(const Program& program) {
  for (uint32_t i = 0; i < program.trees.size(); ++i) {
    const Template added{&program, i};
    const bool own_only = i == program.main;
    const bool known =
        own_only ? templates_.count(added.name()) != 0 : Find(added.name()) != nullptr;
    if (!known || !added.empty()) templates_[added.name()] = added;
  }
  return {&program, program.main};
}

}  // namespace chartrender
