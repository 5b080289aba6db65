// The templates of the file that is being parsed, by name. Source: text/template/parse/parse.go
// Tree.add and IsEmptyTree, Go 1.26.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>

#include "gotemplate/parse_buffers.h"
#include "gotemplate/program.h"

namespace chartrender::gotemplate {

class TreeTable {
 public:
  // Adds the template `name` to `program`, whose nodes are in `arrays`; an empty one gives way to
  // another of its name. False: there is one already and neither is empty.
  bool Add(Program& program, const ParseBuffers& arrays, std::string_view name, NodeId root);

  // The index of `name` in Program::trees; their number when it is not there.
  uint32_t IndexOf(const Program& program, std::string_view name) const;

 private:
  static constexpr size_t kFew = 16;  // so many are looked at one by one
  std::unordered_map<std::string_view, uint32_t> indices_;
};

}  // namespace chartrender::gotemplate
