// Pipelines, commands and operands of TreeParser.
#include <algorithm>

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

// What stands between the quotes of a string is its value.
bool StandsForItself(std::string_view inner, TokenKind kind) {
  if (kind == TokenKind::kRawString) return inner.find('\r') == std::string_view::npos;
  return std::all_of(inner.begin(), inner.end(),
                     [](char c) { return c >= ' ' && c < 0x7F && c != '\\'; });
}

}  // namespace

uint32_t TreeParser::VariableIndex(std::string_view name) {
  const uint32_t next = arrays_.variables.size();
  const auto [found, added] = state_.variables.try_emplace(name, next);
  if (added) arrays_.variables.Add(name);
  return found->second;
}

// Reads one `$x :=`, `$x =` or `$x,`. True: another declaration may follow.
bool TreeParser::ParseDeclarations(std::string_view context, Node& pipe, Declared& declared) {
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
  declared.nodes[declared.count++] =
      Add({NodeKind::kVariable, false, 0, variable.position, index, kNoNode});
  variables_.push_back(index);
  if (index == 0) program_.redeclares_dollar = true;
  if (!comma) {
    pipe.flag = next.kind == TokenKind::kAssign;
    return false;
  }
  if (context == "range" && declared.count < 2) {
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
  Declared declared;
  while (ParseDeclarations(context, pipe, declared)) {
  }
  const size_t mark = state_.pending.size();
  while (true) {
    const Token token = NextNonSpace();
    if (token.kind == end) break;
    if (!StartsOperand(token.kind)) FailUnexpected(token, context);
    Backup();
    const NodeId command = ParseCommand();
    state_.pending.push_back(command);
  }
  CheckPipeline(mark, context);
  pipe.a = AddLinks(Pending(mark));
  AddLinks({declared.nodes, declared.count});
  pipe.b = static_cast<uint32_t>(Pending(mark).size());
  pipe.count = declared.count;
  state_.pending.resize(mark);
  return Add(pipe);
}

void TreeParser::CheckPipeline(size_t mark, std::string_view context) {
  const std::span<const NodeId> commands = Pending(mark);
  if (commands.empty()) Fail(StrCat("missing value for ", context));
  for (size_t i = 1; i < commands.size(); ++i) {
    const Node& command = arrays_.nodes[commands[i]];
    if (IsLiteral(arrays_.nodes[arrays_.links[command.a]].kind)) {
      Fail(StrCat("non executable command in pipeline stage ", std::to_string(i + 1)));
    }
  }
}

NodeId TreeParser::ParseCommand() {
  Node command{NodeKind::kCommand, false, 0, PeekNonSpace().position, 0, 0};
  const size_t mark = state_.pending.size();
  while (true) {
    PeekNonSpace();  // skips leading blanks
    const NodeId operand = ParseOperand();
    if (operand != kNoNode) state_.pending.push_back(operand);
    const Token token = NextToken();
    if (token.kind == TokenKind::kSpace) continue;
    if (token.kind == TokenKind::kRightDelim || token.kind == TokenKind::kRightParen) {
      Backup();
    } else if (token.kind != TokenKind::kPipe) {
      FailUnexpected(token, "operand");
    }
    break;
  }
  const std::span<const NodeId> operands = Pending(mark);
  if (operands.empty()) Fail("empty command");
  command.a = AddLinks(operands);
  command.b = static_cast<uint32_t>(operands.size());
  state_.pending.resize(mark);
  return Add(command);
}

// A term and the fields behind it. More fields of a field or variable join it, and it then stands
// where the first of them does.
NodeId TreeParser::ParseOperand() {
  const NodeId term = ParseTerm();
  if (term == kNoNode) return kNoNode;
  const Token field = PeekToken();
  const uint32_t first = arrays_.names.size();
  while (PeekToken().kind == TokenKind::kField) {
    arrays_.names.Add(Name(NextToken().text.substr(1)));
  }
  const uint32_t count = arrays_.names.size() - first;
  Node& node = arrays_.nodes[term];
  if (node.kind == NodeKind::kField) {
    if (count > 0) node.position = field.position;
    node.a = arrays_.name_runs.Share(arrays_.names, node.a);
    node.b += count;
    return term;
  }
  if (count == 0) return term;
  if (IsLiteral(node.kind)) {
    std::string message = "unexpected . after term ";
    AppendQuote(message, TextOf(term));
    Fail(message);
  }
  const uint32_t range[] = {arrays_.name_runs.Share(arrays_.names, first), count};
  const uint32_t links = AddLinks(range);
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
      return Add({NodeKind::kField, false, 0, token.position,
                  arrays_.names.Add(Name(token.text.substr(1))), 1});
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
  const FunctionTable::Row* row = state_.functions.FindRow(token.text);
  if (row == nullptr) {
    std::string message = "function ";
    AppendQuote(message, token.text);
    Fail(message + " not defined");
  }
  const auto form = static_cast<uint16_t>(row->form);
  const uint32_t index = arrays_.functions.Add(row->function);
  return Add({NodeKind::kIdentifier, false, form, token.position, index, 0});
}

NodeId TreeParser::ParseNumber(const Token& token) {
  NumberLiteral number;
  const std::string error = ReadNumberLiteral(token.text, token.kind, program_.arena, number);
  if (!error.empty()) Fail(error);
  const uint32_t index = arrays_.numbers.Add(number);
  return Add({NodeKind::kNumber, false, 0, token.position, index, 0});
}

NodeId TreeParser::ParseString(const Token& token) {
  Value value;
  if (const std::string_view inner = token.text.substr(1, token.text.size() - 2);
      StandsForItself(inner, token.kind)) {
    value = Value::String(inner);
  } else {
    const std::optional<std::string> text = Unquote(token.text);
    if (!text) Fail("invalid syntax");
    value = Value::String(program_.arena, *text);
  }
  const uint32_t index = arrays_.constants.Add(value);
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
