#include "gotemplate/tree_table.h"

#include "base/utf8.h"

namespace chartrender::gotemplate {

namespace {

// Lists stand in lists only where an item is a control action, which is not empty.
bool IsEmpty(const Program& program, const ParseBuffers& arrays, NodeId id) {
  const Node& list = arrays.nodes[id];
  for (uint32_t i = 0; i < list.b; ++i) {
    const Node& item = arrays.nodes[arrays.links[list.a + i]];
    if (item.kind != NodeKind::kText) return false;
    if (!TrimSpace(std::string_view(program.text).substr(item.a, item.b)).empty()) return false;
  }
  return true;
}

}  // namespace

uint32_t TreeTable::IndexOf(const Program& program, std::string_view name) const {
  const auto count = static_cast<uint32_t>(program.trees.size());
  if (!indices_.empty()) {
    const auto found = indices_.find(name);
    return found == indices_.end() ? count : found->second;
  }
  uint32_t index = 0;
  while (index < count && program.trees[index].name != name) ++index;
  return index;
}

bool TreeTable::Add(Program& program, const ParseBuffers& arrays, std::string_view name,
                    NodeId root) {
  const TemplateTree tree{name, root, IsEmpty(program, arrays, root)};
  const uint32_t index = IndexOf(program, name);
  if (index == program.trees.size()) {
    program.trees.push_back(tree);
    if (program.trees.size() <= kFew) return true;
    for (auto next = static_cast<uint32_t>(indices_.size()); next <= index; ++next) {
      indices_.emplace(program.trees[next].name, next);
    }
    return true;
  }
  if (name == program.name) program.defines_itself = true;
  TemplateTree& old = program.trees[index];
  if (!old.empty) return tree.empty;
  old = tree;
  return true;
}

}  // namespace chartrender::gotemplate
