#include "gotemplate/tree_parser.h"

#include <algorithm>

#include "base/budget.h"
#include "base/error.h"
#include "base/excerpt.h"
#include "base/quote.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "gotemplate/node_text.h"

namespace chartrender::gotemplate {

namespace {

constexpr std::string_view kDefineContext = "define clause";
constexpr std::string_view kBlockContext = "block clause";
constexpr std::string_view kTemplateContext = "template clause";

bool IsEnd(const Node& node) { return node.kind == NodeKind::kEnd; }
bool IsEndOrElse(const Node& node) {
  return node.kind == NodeKind::kEnd || node.kind == NodeKind::kElse;
}
std::string_view EndText(const Node& node) { return IsEnd(node) ? "{{end}}" : "{{else}}"; }

}  // namespace

void TreeParser::Fail(std::string_view message) const {
  const std::string line = std::to_string(tokens_[0].line);
  Failure failure(ErrorCode::kTemplate,
                  StrCat("template: ", program_.name, ":", line, ": ", message));
  const Token& token = tokens_[0];
  const size_t start = StartOfLine(program_.text, token.line);
  const size_t end = program_.text.find('\n', std::min(start, program_.text.size()));
  const bool in_line =
      token.position >= start && token.position <= std::min(end, program_.text.size());
  const size_t column = in_line ? token.position - start : 0;
  failure.error().where = {program_.name, token.line, static_cast<uint32_t>(column)};
  failure.error().excerpt = ExcerptAt(program_.text, start + column, token.line);
  throw failure;
}

void TreeParser::FailUnexpected(const Token& token, std::string_view context) const {
  if (token.kind != TokenKind::kError) {
    Fail(StrCat("unexpected ", DescribeToken(token), " in ", context));
  }
  std::string message(token.text);
  if (action_line_ != 0 && action_line_ != token.line) {
    const std::string_view suffix = " action";
    const bool names_action =
        message.size() >= suffix.size() &&
        message.compare(message.size() - suffix.size(), suffix.size(), suffix) == 0;
    message += names_action ? " started at " : " in action started at ";
    message += StrCat(program_.name, ":", std::to_string(action_line_));
  }
  Fail(message);
}

Token TreeParser::ReadToken() {
  const Token token = state_.lexer.Next();
  if (Budget* budget = state_.options.budget) budget->ChargeSteps(1 + token.text.size() / 64);
  return token;
}

void TreeParser::Backup2(const Token& before) {
  tokens_[1] = before;
  peeked_ = 2;
}

void TreeParser::Backup3(const Token& first, const Token& second) {
  tokens_[1] = second;
  tokens_[2] = first;
  peeked_ = 3;
}

Token TreeParser::Expect(TokenKind kind, std::string_view context) {
  const Token token = NextNonSpace();
  if (token.kind != kind) FailUnexpected(token, context);
  return token;
}

std::string TreeParser::TextOf(NodeId node) {
  arrays_.ShowIn(program_);
  return NodeText(program_, node);
}

uint32_t TreeParser::AddLinks(std::span<const NodeId> ids) {
  return arrays_.links.AddAll(ids.data(), static_cast<uint32_t>(ids.size()));
}

NodeId TreeParser::AddList(uint32_t position, std::span<const NodeId> items) {
  Node list{NodeKind::kList, false, 0, position, 0, static_cast<uint32_t>(items.size())};
  list.a = AddLinks(items);
  return Add(list);
}

void TreeParser::AddTree(NodeId root) {
  if (state_.trees.Add(program_, arrays_, name_, root)) return;
  std::string message = "template: multiple definition of template ";
  AppendQuote(message, name_);
  Fail(message);
}

void TreeParser::ParseFile() {
  const uint32_t position = PeekToken().position;
  while (PeekToken().kind != TokenKind::kEof) {
    if (PeekToken().kind == TokenKind::kLeftDelim) {
      const Token delim = NextToken();
      if (NextNonSpace().kind == TokenKind::kDefine) {
        TreeParser(state_, "definition").ParseDefinition();
        continue;
      }
      Backup2(delim);
    }
    Node end;
    const NodeId item = ParseTextOrAction(end);
    if (IsEndOrElse(end)) Fail(StrCat("unexpected ", EndText(end)));
    state_.pending.push_back(item);
  }
  AddTree(AddList(position, Pending(0)));
  state_.pending.clear();
}

void TreeParser::ParseDefinition() {
  const Token name = NextNonSpace();
  name_ = ParseTemplateName(name, kDefineContext);
  Expect(TokenKind::kRightDelim, kDefineContext);
  const ItemList body = ParseItems();
  if (!IsEnd(body.end)) Fail(StrCat("unexpected ", EndText(body.end), " in ", kDefineContext));
  AddTree(body.list);
}

TreeParser::ItemList TreeParser::ParseItems() {
  CheckStack();
  const uint32_t position = PeekNonSpace().position;
  const size_t mark = state_.pending.size();
  while (PeekNonSpace().kind != TokenKind::kEof) {
    Node end;
    const NodeId item = ParseTextOrAction(end);
    if (IsEndOrElse(end)) {
      const NodeId list = AddList(position, Pending(mark));
      state_.pending.resize(mark);
      return {list, end};
    }
    state_.pending.push_back(item);
  }
  Fail("unexpected EOF");
}

// Gives a node, or sets `end` for {{end}} and {{else}}.
NodeId TreeParser::ParseTextOrAction(Node& end) {
  const Token token = NextNonSpace();
  if (token.kind == TokenKind::kText) {
    return Add({NodeKind::kText, false, 0, token.position, token.position,
                static_cast<uint32_t>(token.text.size())});
  }
  if (token.kind != TokenKind::kLeftDelim) FailUnexpected(token, "input");
  action_line_ = token.line;
  const NodeId item = ParseAction(end);
  action_line_ = 0;
  return item;
}

NodeId TreeParser::ParseAction(Node& end) {
  const Token token = NextNonSpace();
  switch (token.kind) {
    case TokenKind::kBlock:
      return ParseBlock();
    case TokenKind::kBreak:
      return ParseBreak(token, NodeKind::kBreak, "{{break}}");
    case TokenKind::kContinue:
      return ParseBreak(token, NodeKind::kContinue, "{{continue}}");
    case TokenKind::kElse: {
      end.kind = NodeKind::kElse;
      const Token peeked = PeekNonSpace();
      // The "if" or "with" of an else-if stays pending.
      const bool chained = peeked.kind == TokenKind::kIf || peeked.kind == TokenKind::kWith;
      end.position = chained ? peeked.position : Expect(TokenKind::kRightDelim, "else").position;
      return kNoNode;
    }
    case TokenKind::kEnd:
      end.kind = NodeKind::kEnd;
      end.position = Expect(TokenKind::kRightDelim, "end").position;
      return kNoNode;
    case TokenKind::kIf:
      return ParseControl(NodeKind::kIf, "if");
    case TokenKind::kRange:
      return ParseControl(NodeKind::kRange, "range");
    case TokenKind::kTemplate:
      return ParseTemplate();
    case TokenKind::kWith:
      return ParseControl(NodeKind::kWith, "with");
    default:
      break;
  }
  Backup();
  const uint32_t position = PeekToken().position;
  const NodeId pipe = ParsePipeline("command", TokenKind::kRightDelim);
  return Add({NodeKind::kAction, false, 0, position, pipe, 0});
}

NodeId TreeParser::ParseBreak(const Token& token, NodeKind kind, std::string_view what) {
  const Token next = NextNonSpace();
  if (next.kind != TokenKind::kRightDelim) FailUnexpected(next, what);
  if (range_depth_ == 0) Fail(StrCat(what, " outside {{range}}"));
  return Add({kind, false, 0, token.position, 0, 0});
}

NodeId TreeParser::ParseControl(NodeKind kind, std::string_view context) {
  CheckStack();
  const size_t scope = variables_.size();
  const NodeId pipe = ParsePipeline(context, TokenKind::kRightDelim);
  const bool range = kind == NodeKind::kRange;
  if (range) ++range_depth_;
  const ItemList body = ParseItems();
  if (range) --range_depth_;
  NodeId otherwise = kNoNode;
  if (!IsEnd(body.end)) otherwise = ParseElse(kind, context, body.end);
  variables_.resize(scope);
  const NodeId lists[] = {body.list, otherwise};
  const uint32_t links = AddLinks(lists);
  return Add({kind, false, 0, arrays_.nodes[pipe].position, pipe, links});
}

// {{else if}} stands for {{else}}{{if}} whose {{end}} is shared; the same for with.
NodeId TreeParser::ParseElse(NodeKind kind, std::string_view context, const Node& end) {
  const TokenKind next = kind == NodeKind::kRange ? TokenKind::kEof : PeekToken().kind;
  if ((kind == NodeKind::kIf && next == TokenKind::kIf) ||
      (kind == NodeKind::kWith && next == TokenKind::kWith)) {
    NextToken();
    const NodeId chained = ParseControl(kind, context);
    return AddList(end.position, {&chained, 1});
  }
  const ItemList otherwise = ParseItems();
  if (!IsEnd(otherwise.end)) Fail(StrCat("expected end; found ", EndText(otherwise.end)));
  return otherwise.list;
}

NodeId TreeParser::ParseBlock() {
  const Token token = NextNonSpace();
  const std::string_view name = ParseTemplateName(token, kBlockContext);
  const NodeId pipe = ParsePipeline(kBlockContext, TokenKind::kRightDelim);
  TreeParser block(state_, name);
  const ItemList body = block.ParseItems();
  if (!IsEnd(body.end)) Fail(StrCat("unexpected ", EndText(body.end), " in ", kBlockContext));
  block.AddTree(body.list);
  const uint32_t text = arrays_.texts.Add(name);
  return Add({NodeKind::kTemplate, false, 0, token.position, text, pipe});
}

NodeId TreeParser::ParseTemplate() {
  const Token token = NextNonSpace();
  const std::string_view name = ParseTemplateName(token, kTemplateContext);
  NodeId pipe = kNoNode;
  if (NextNonSpace().kind != TokenKind::kRightDelim) {
    Backup();
    pipe = ParsePipeline(kTemplateContext, TokenKind::kRightDelim);
  }
  const uint32_t text = arrays_.texts.Add(name);
  return Add({NodeKind::kTemplate, false, 0, token.position, text, pipe});
}

std::string_view TreeParser::ParseTemplateName(const Token& token, std::string_view context) {
  if (token.kind != TokenKind::kString && token.kind != TokenKind::kRawString) {
    FailUnexpected(token, context);
  }
  const std::optional<std::string> name = Unquote(token.text);
  if (!name) Fail("invalid syntax");
  return program_.arena.Copy(*name);
}

}  // namespace chartrender::gotemplate
