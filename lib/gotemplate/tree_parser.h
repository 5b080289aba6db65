// Parses one template (a file, or the body of a define or block) out of the tokens that all
// templates of a file share. Used by parser.cc only. Source: text/template/parse/parse.go, Go 1.26.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/budget.h"
#include "gotemplate/function_table.h"
#include "gotemplate/lexer.h"
#include "gotemplate/parse_buffers.h"
#include "gotemplate/parser.h"
#include "gotemplate/program.h"
#include "gotemplate/tree_table.h"

namespace chartrender::gotemplate {

// What the templates of one file share while it is parsed.
struct ParseState {
  Program& program;
  ParseBuffers& arrays;  // of the program
  Lexer lexer;
  const FunctionTable& functions;
  ParseOptions options;
  TreeTable trees;
  std::unordered_map<std::string_view, uint32_t> variables;  // index in Program::variables
  // Nodes that wait for their parent: each reader takes off what it has put on.
  std::vector<NodeId> pending;
};

class TreeParser {
 public:
  TreeParser(ParseState& state, std::string_view name)
      : state_(state), program_(state.program), arrays_(state.arrays), name_(name) {}

  // The whole file.
  void ParseFile();

 private:
  // An item list and the node that ended it.
  struct ItemList {
    NodeId list = kNoNode;
    Node end;
  };

  // tree_parser.cc: templates and control actions
  void ParseDefinition();
  void AddTree(NodeId root);
  ItemList ParseItems();
  NodeId ParseTextOrAction(Node& end);
  NodeId ParseAction(Node& end);
  NodeId ParseBreak(const Token& token, NodeKind kind, std::string_view what);
  NodeId ParseControl(NodeKind kind, std::string_view context);
  NodeId ParseElse(NodeKind kind, std::string_view context, const Node& end);
  NodeId ParseBlock();
  NodeId ParseTemplate();
  std::string_view ParseTemplateName(const Token& token, std::string_view context);

  // pipe_parser.cc: pipelines and operands
  NodeId ParsePipeline(std::string_view context, TokenKind end);
  struct Declared {
    NodeId nodes[2] = {kNoNode, kNoNode};
    uint16_t count = 0;
  };
  bool ParseDeclarations(std::string_view context, Node& pipe, Declared& declared);
  void CheckPipeline(size_t mark, std::string_view context);
  NodeId ParseCommand();
  NodeId ParseOperand();
  NodeId ParseTerm();
  NodeId ParseIdentifier(const Token& token);
  NodeId ParseNumber(const Token& token);
  NodeId ParseString(const Token& token);
  NodeId ParseVariableUse(const Token& token);
  uint32_t VariableIndex(std::string_view name);

  // Tokens, with three of look-ahead.
  Token ReadToken();
  Token NextToken() {
    if (peeked_ > 0) {
      --peeked_;
    } else {
      tokens_[0] = ReadToken();
    }
    return tokens_[peeked_];
  }
  Token PeekToken() {
    if (peeked_ > 0) return tokens_[peeked_ - 1];
    peeked_ = 1;
    tokens_[0] = ReadToken();
    return tokens_[0];
  }
  Token NextNonSpace() {
    Token token = NextToken();
    while (token.kind == TokenKind::kSpace) token = NextToken();
    return token;
  }
  Token PeekNonSpace() {
    const Token token = NextNonSpace();
    Backup();
    return token;
  }
  void Backup() { ++peeked_; }
  void Backup2(const Token& before);
  void Backup3(const Token& first, const Token& second);
  Token Expect(TokenKind kind, std::string_view context);

  NodeId Add(const Node& node) {
    constexpr uint64_t bytes = 2 * sizeof(Node);  // with its links and tables
    if (Budget* budget = state_.options.budget) budget->ChargeMemory(bytes);
    return arrays_.nodes.Add(node);
  }
  NodeId AddList(uint32_t position, std::span<const NodeId> items);
  std::string TextOf(NodeId node);
  uint32_t AddLinks(std::span<const NodeId> ids);
  // What is pending behind `mark`, until something is added.
  std::span<const NodeId> Pending(size_t mark) const {
    return std::span<const NodeId>(state_.pending).subspan(mark);
  }

  [[noreturn]] void Fail(std::string_view message) const;
  [[noreturn]] void FailUnexpected(const Token& token, std::string_view context) const;

  ParseState& state_;
  Program& program_;
  ParseBuffers& arrays_;
  std::string_view name_;
  Token tokens_[3];
  int peeked_ = 0;
  std::vector<uint32_t> variables_ = {0};  // in scope; 0 is `$`
  uint32_t action_line_ = 0;               // of the delimiter of the action being read
  int range_depth_ = 0;
  uint32_t paren_depth_ = 0;
};

}  // namespace chartrender::gotemplate
