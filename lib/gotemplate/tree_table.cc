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

bool TreeTable::Add(Program& program, const ParseBuffers& arrays, std::string_view name,
                    NodeId root) {
  const TemplateTree tree{name, root, IsEmpty(program, arrays, root)};
  const auto [found, added] =
      indices_.try_emplace(name, static_cast<uint32_t>(program.trees.size()));
  if (added) {
    program.trees.push_back(tree);
    return true;
  }
  if (name == program.name) program.defines_itself = true;
  TemplateTree& old = program.trees[found->second];
  if (!old.empty) return tree.empty;
  old = tree;
  return true;
}

}  // namespace chartrender::gotemplate
