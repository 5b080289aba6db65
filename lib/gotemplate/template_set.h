// The templates that an execution sees, by name. Sets form a chain: `tpl` makes a small set over
// that of its caller instead of copying it. Not synchronised; a set that is no longer added to may
// be read by many threads. Source: text/template/template.go AddParseTree and associate.
#pragma once

#include <string_view>
#include <unordered_map>

#include "gotemplate/program.h"

namespace chartrender {

struct Template {
  const Program* program = nullptr;
  uint32_t tree = 0;
  std::string_view name() const { return program->trees[tree].name; }
  NodeId root() const { return program->trees[tree].root; }
  bool empty() const { return program->trees[tree].empty; }
};

class TemplateSet {
 public:
  // `parent`, when not null, must outlive this set.
  explicit TemplateSet(const TemplateSet* parent = nullptr) : parent_(parent) {}

  // Adds every template of a file and gives the file's own. Of two definitions the later wins, but
  // an empty one never replaces another; only the file's own template always hides one of the same
  // name in the parent. The program must outlive the set.
  Template Add(const Program& program);

  bool HasParent() const { return parent_ != nullptr; }

  // The template of that name, or null. Valid until the set is added to.
  const Template* Find(std::string_view name) const;

  // Visits the templates of this set and its parents by name; hidden ones too.
  template <class Visitor>
  void ForEach(Visitor&& visit) const {
    for (const auto& [name, found] : templates_) visit(name, found);
    if (parent_ != nullptr) parent_->ForEach(visit);
  }

 private:
  const TemplateSet* parent_;
  std::unordered_map<std::string_view, Template> templates_;
};

}  // namespace chartrender
