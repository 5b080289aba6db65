// Memory that parses of many files share one after the other: a program grows in it and keeps
// arrays of exactly its size. One parse at a time.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gotemplate/program.h"

namespace chartrender {

struct ParseBuffers {
  std::vector<Node> nodes;
  std::vector<uint32_t> links;
  std::vector<Name> names;
  std::vector<std::string_view> variables;
  std::vector<const FunctionDef*> functions;
  std::vector<NumberLiteral> numbers;
  std::vector<Value> constants;
  std::vector<std::string_view> texts;
  std::vector<TemplateTree> trees;
  std::vector<NodeId> pending;  // nodes that wait for their parent
  std::vector<uint32_t> scope;  // variables that may be named
};

}  // namespace chartrender
