// Pipelines, commands and operands of TreeParser.
#include "base/error.h"
#include "base/quote.h"
#include "base/stack.h"
#include "gotemplate/node_text.h"
#include "gotemplate/number.h"
#include "gotemplate/tree_parser.h"

namespace chartrender::gotemplate {

namespace {

bool StartsOperand(TokenKind kind) {
  switch (kind) {
    case TokenKind::kBool:
    case TokenKind::kCharConstant:
    case TokenKind::kComplex:
    case TokenKind::kDot:
    case TokenKind::kField:
    case TokenKind::kIdentifier:
    case TokenKind::kNumber:
    case TokenKind::kNil:
    case TokenKind::kRawString:
    case TokenKind::kString:
    case TokenKind::kVariable:
    case TokenKind::kLeftParen:
      return true;
    default:
      return false;
  }
}

bool IsLiteral(NodeKind kind) {
  return kind == NodeKind::kBool || kind == NodeKind::kDot || kind == NodeKind::kNil ||
         kind == NodeKind::kNumber || kind == NodeKind::kString;
}

}  // namespace

uint32_t TreeParser::VariableIndex(std::string_view name) {
  const auto next = static_cast<uint32_t>(program_.variables.size());
  const auto [found, added] = state_.variables.try_emplace(name, next);
  if (added) program_.variables.push_back(name);
  return found->second;
}

// Reads one `$x :=`, `$x =` or `$x,`. True: another declaration may follow.
bool TreeParser::ParseDeclarations(std::string_view context, Node& pipe,
                                   std::vector<NodeId>& declared) {
  const Token variable = PeekNonSpace();
  if (variable.kind != TokenKind::kVariable) return false;
  NextToken();
  const Token adjacent = PeekToken();
  const Token next = PeekNonSpace();
  const bool comma = next.kind == TokenKind::kChar && next.text == ",";
  if (next.kind != TokenKind::kAssign && next.kind != TokenKind::kDeclare && !comma) {
    if (adjacent.kind == TokenKind::kSpace) {
      Backup3(variable, adjacent);
    } else {
      Backup2(variable);
    }
    return false;
  }
  NextNonSpace();
  const uint32_t index = VariableIndex(variable.text);
  declared.push_back(Add({NodeKind::kVariable, false, 0, variable.position, index, kNoNode}));
  variables_.push_back(index);
  if (index == 0) program_.redeclares_dollar = true;
  if (!comma) {
    pipe.flag = next.kind == TokenKind::kAssign;
    return false;
  }
  if (context == "range" && declared.size() < 2) {
    const TokenKind kind = PeekNonSpace().kind;
    if (kind == TokenKind::kVariable || kind == TokenKind::kRightDelim ||
        kind == TokenKind::kRightParen) {
      return true;
    }
    Fail("range can only initialize variables");
  }
  Fail(StrCat("too many declarations in ", context));
}

NodeId TreeParser::ParsePipeline(std::string_view context, TokenKind end) {
  CheckStack();
  Node pipe{NodeKind::kPipe, false, 0, PeekNonSpace().position, 0, 0};
  std::vector<NodeId> declared;
  while (ParseDeclarations(context, pipe, declared)) {
  }
  std::vector<NodeId> commands;
  while (true) {
    const Token token = NextNonSpace();
    if (token.kind == end) break;
    if (!StartsOperand(token.kind)) FailUnexpected(token, context);
    Backup();
    commands.push_back(ParseCommand());
  }
  CheckPipeline(commands, context);
  pipe.a = AddLinks(commands);
  AddLinks(declared);
  pipe.b = static_cast<uint32_t>(commands.size());
  pipe.count = static_cast<uint16_t>(declared.size());
  return Add(pipe);
}

void TreeParser::CheckPipeline(const std::vector<NodeId>& commands, std::string_view context) {
  if (commands.empty()) Fail(StrCat("missing value for ", context));
  for (size_t i = 1; i < commands.size(); ++i) {
    const Node& command = program_.nodes[commands[i]];
    if (IsLiteral(program_.nodes[program_.links[command.a]].kind)) {
      Fail(StrCat("non executable command in pipeline stage ", std::to_string(i + 1)));
    }
  }
}

NodeId TreeParser::ParseCommand() {
  Node command{NodeKind::kCommand, false, 0, PeekNonSpace().position, 0, 0};
  std::vector<NodeId> operands;
  while (true) {
    PeekNonSpace();  // skips leading blanks
    const NodeId operand = ParseOperand();
    if (operand != kNoNode) operands.push_back(operand);
    const Token token = NextToken();
    if (token.kind == TokenKind::kSpace) continue;
    if (token.kind == TokenKind::kRightDelim || token.kind == TokenKind::kRightParen) {
      Backup();
    } else if (token.kind != TokenKind::kPipe) {
      FailUnexpected(token, "operand");
    }
    break;
  }
  if (operands.empty()) Fail("empty command");
  command.a = AddLinks(operands);
  command.b = static_cast<uint32_t>(operands.size());
  return Add(command);
}

// A term and the fields behind it. More fields of a field or variable join it, and it then stands
// where the first of them does.
NodeId TreeParser::ParseOperand() {
  const NodeId term = ParseTerm();
  if (term == kNoNode) return kNoNode;
  const Token field = PeekToken();
  if (field.kind != TokenKind::kField) return term;
  const auto first = static_cast<uint32_t>(program_.names.size());
  while (PeekToken().kind == TokenKind::kField) {
    program_.names.emplace_back(NextToken().text.substr(1));
  }
  const auto count = static_cast<uint32_t>(program_.names.size()) - first;
  Node& node = program_.nodes[term];
  if (node.kind == NodeKind::kField) {
    node.position = field.position;
    node.b += count;
    return term;
  }
  if (IsLiteral(node.kind)) {
    std::string message = "unexpected . after term ";
    AppendQuote(message, NodeText(program_, term));
    Fail(message);
  }
  const uint32_t links = AddLinks({first, count});
  if (node.kind == NodeKind::kVariable) {
    node.position = field.position;
    node.b = links;
    return term;
  }
  return Add({NodeKind::kChain, false, 0, field.position, term, links});
}

NodeId TreeParser::ParseTerm() {
  const Token token = NextNonSpace();
  switch (token.kind) {
    case TokenKind::kIdentifier:
      return ParseIdentifier(token);
    case TokenKind::kDot:
      return Add({NodeKind::kDot, false, 0, token.position, 0, 0});
    case TokenKind::kNil:
      return Add({NodeKind::kNil, false, 0, token.position, 0, 0});
    case TokenKind::kVariable:
      return ParseVariableUse(token);
    case TokenKind::kField:
      program_.names.emplace_back(token.text.substr(1));
      return Add({NodeKind::kField, false, 0, token.position,
                  static_cast<uint32_t>(program_.names.size() - 1), 1});
    case TokenKind::kBool:
      return Add({NodeKind::kBool, token.text == "true", 0, token.position, 0, 0});
    case TokenKind::kCharConstant:
    case TokenKind::kComplex:
    case TokenKind::kNumber:
      return ParseNumber(token);
    case TokenKind::kLeftParen: {
      if (paren_depth_ >= state_.options.expression_depth) Fail("max expression depth exceeded");
      ++paren_depth_;
      const NodeId pipe = ParsePipeline("parenthesized pipeline", TokenKind::kRightParen);
      --paren_depth_;
      return pipe;
    }
    case TokenKind::kString:
    case TokenKind::kRawString:
      return ParseString(token);
    default:
      Backup();
      return kNoNode;
  }
}

NodeId TreeParser::ParseIdentifier(const Token& token) {
  const FunctionDef* function = state_.functions.Find(token.text);
  if (function == nullptr) {
    std::string message = "function ";
    AppendQuote(message, token.text);
    Fail(message + " not defined");
  }
  const auto next = static_cast<uint32_t>(program_.functions.size());
  const auto [found, added] = state_.rows.try_emplace(function, next);
  if (added) program_.functions.push_back(function);
  const auto form = static_cast<uint16_t>(FormOf(*function));
  return Add({NodeKind::kIdentifier, false, form, token.position, found->second, 0});
}

NodeId TreeParser::ParseNumber(const Token& token) {
  NumberLiteral number;
  const std::string error = ReadNumberLiteral(token.text, token.kind, program_.arena, number);
  if (!error.empty()) Fail(error);
  program_.numbers.push_back(number);
  const auto index = static_cast<uint32_t>(program_.numbers.size() - 1);
  return Add({NodeKind::kNumber, false, 0, token.position, index, 0});
}

NodeId TreeParser::ParseString(const Token& token) {
  const std::optional<std::string> text = Unquote(token.text);
  if (!text) Fail("invalid syntax");
  program_.constants.push_back(Value::String(program_.arena, *text));
  const auto index = static_cast<uint32_t>(program_.constants.size() - 1);
  return Add({NodeKind::kString, false, 0, token.position, index,
              static_cast<uint32_t>(token.text.size())});
}

NodeId TreeParser::ParseVariableUse(const Token& token) {
  const uint32_t index = VariableIndex(token.text);
  for (const uint32_t known : variables_) {
    if (known == index) return Add({NodeKind::kVariable, false, 0, token.position, index, kNoNode});
  }
  std::string message = "undefined variable ";
  AppendQuote(message, token.text);
  Fail(message);
}

}  // namespace chartrender::gotemplate
