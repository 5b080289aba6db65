// A node as Go prints it in error texts. Source: text/template/parse/node.go String().
#pragma once

#include <string>

#include "gotemplate/program.h"

namespace chartrender {

void AppendNode(std::string& text, const Program& program, NodeId id);
std::string NodeText(const Program& program, NodeId node);

}  // namespace chartrender
