#include "gotemplate/node_text.h"

#include "base/quote.h"
#include "base/stack.h"

namespace chartrender {

namespace {

void AppendNames(std::string& text, const Program& program, uint32_t first, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    text += '.';
    text.append(program.names[first + i].text);
  }
}

void AppendPipe(std::string& text, const Program& program, const Node& pipe) {
  for (uint32_t i = 0; i < pipe.count; ++i) {
    if (i > 0) text += ", ";
    AppendNode(text, program, program.links[pipe.a + pipe.b + i]);
  }
  if (pipe.count > 0) text += pipe.flag ? " = " : " := ";
  for (uint32_t i = 0; i < pipe.b; ++i) {
    if (i > 0) text += " | ";
    AppendNode(text, program, program.links[pipe.a + i]);
  }
}

// Inside commands and chains a pipeline stands in parentheses.
void AppendOperand(std::string& text, const Program& program, NodeId id) {
  const bool pipe = program.nodes[id].kind == NodeKind::kPipe;
  if (pipe) text += '(';
  AppendNode(text, program, id);
  if (pipe) text += ')';
}

void AppendCommand(std::string& text, const Program& program, const Node& command) {
  for (uint32_t i = 0; i < command.b; ++i) {
    if (i > 0) text += ' ';
    AppendOperand(text, program, program.links[command.a + i]);
  }
}

void AppendBranch(std::string& text, const Program& program, const Node& node) {
  text += node.kind == NodeKind::kIf     ? "{{if "
          : node.kind == NodeKind::kWith ? "{{with "
                                         : "{{range ";
  AppendNode(text, program, node.a);
  text += "}}";
  AppendNode(text, program, program.links[node.b]);
  if (program.links[node.b + 1] != kNoNode) {
    text += "{{else}}";
    AppendNode(text, program, program.links[node.b + 1]);
  }
  text += "{{end}}";
}

void AppendTemplate(std::string& text, const Program& program, const Node& node) {
  text += "{{template ";
  AppendQuote(text, program.texts[node.a]);
  if (node.b != kNoNode) {
    text += ' ';
    AppendNode(text, program, node.b);
  }
  text += "}}";
}

void AppendLeaf(std::string& text, const Program& program, const Node& node) {
  switch (node.kind) {
    case NodeKind::kText:
      text.append(program.text, node.a, node.b);
      break;
    case NodeKind::kIdentifier:
      text.append(program.functions[node.a]->name);
      break;
    case NodeKind::kBool:
      text += node.flag ? "true" : "false";
      break;
    case NodeKind::kNumber:
      text.append(program.numbers[node.a].text);
      break;
    case NodeKind::kString:
      text.append(program.text, node.position, node.b);
      break;
    case NodeKind::kBreak:
      text += "{{break}}";
      break;
    case NodeKind::kContinue:
      text += "{{continue}}";
      break;
    case NodeKind::kNil:
      text += "nil";
      break;
    default:
      text += '.';
      break;
  }
}

}  // namespace

void AppendNode(std::string& text, const Program& program, NodeId id) {
  CheckStack();
  const Node& node = program.nodes[id];
  switch (node.kind) {
    case NodeKind::kAction:
      text += "{{";
      AppendNode(text, program, node.a);
      text += "}}";
      break;
    case NodeKind::kIf:
    case NodeKind::kWith:
    case NodeKind::kRange:
      AppendBranch(text, program, node);
      break;
    case NodeKind::kList:
      for (uint32_t i = 0; i < node.b; ++i) AppendNode(text, program, program.links[node.a + i]);
      break;
    case NodeKind::kTemplate:
      AppendTemplate(text, program, node);
      break;
    case NodeKind::kPipe:
      AppendPipe(text, program, node);
      break;
    case NodeKind::kCommand:
      AppendCommand(text, program, node);
      break;
    case NodeKind::kField:
      AppendNames(text, program, node.a, node.b);
      break;
    case NodeKind::kVariable:
      text.append(program.variables[node.a]);
      if (node.b != kNoNode)
        AppendNames(text, program, program.links[node.b], program.links[node.b + 1]);
      break;
    case NodeKind::kChain:
      AppendOperand(text, program, node.a);
      AppendNames(text, program, program.links[node.b], program.links[node.b + 1]);
      break;
    default:
      AppendLeaf(text, program, node);
      break;
  }
}

std::string NodeText(const Program& program, NodeId node) {
  std::string text;
  AppendNode(text, program, node);
  return text;
}

}  // namespace chartrender
