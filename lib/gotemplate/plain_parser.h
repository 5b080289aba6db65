// The plain part of the template language, read straight from the text: no tokens and no error
// texts. It takes what charts are made of; whatever it is not sure of, every error among it, it
// leaves to TreeParser (tree_parser.h), which then reads the file from its start. What it takes
// gives the program that TreeParser would give, array by array. Used by parser.cc only.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "gotemplate/function_table.h"
#include "gotemplate/parser.h"
#include "gotemplate/program.h"
#include "gotemplate/tree_table.h"

namespace chartrender::gotemplate {

class PlainParser {
 public:
  // `program` holds name, text and the variable `$`, nothing else.
  PlainParser(Program& program, const FunctionTable& functions, const ParseOptions& options);

  // The whole file. False: not plain; the program is then as it was.
  bool ParseFile();

 private:
  // Control actions and parentheses inside each other: no stack is looked at up to here.
  static constexpr uint32_t kDeepest = 100;

  // How it goes on behind a text or an action.
  enum class After : uint8_t { kAction, kFileEnd, kEnd, kElse, kNotPlain };
  enum class Closing : uint8_t { kDelimiter, kParenthesis };
  enum class Declaring : uint8_t { kNone, kMore, kLast };

  // What is not known before the items of a list are read.
  struct Items {
    static constexpr uint32_t kUnset = UINT32_MAX;
    uint32_t position = kUnset;              // of the first item
    NodeKind behind_else = NodeKind::kElse;  // kIf, kWith: the keyword behind the else
    uint32_t keyword_position = kUnset;      // of that keyword
  };

  // plain_parser.cc: text, control actions, templates
  After ParseItems(Items& items, NodeId& list);
  After ReadText(Items& items);
  void AddText(Items& items, const char* first, const char* last);
  bool SkipComment();
  After ParseAction(Items& items);
  After ParseElse(Items& items);
  After TakeItem(NodeId item);
  NodeId ParseControl(NodeKind kind);
  bool ParseElseOf(NodeKind kind, const Items& body, NodeId& list);
  NodeId ParseBreak(NodeKind kind, uint32_t position);
  NodeId ParseTemplate();
  bool ParseDefinition();
  bool ReadTemplateName(std::string_view& name);

  // plain_pipe_parser.cc: pipelines and operands
  NodeId ParsePipeline(Closing closing, bool range);
  Declaring ParseDeclaration(Node& pipe, NodeId& declared);
  bool IsPipeline(size_t mark) const;
  NodeId ParseCommand();
  NodeId ParseOperand();
  NodeId ParseFields();
  NodeId ParseVariable();
  NodeId ParseIdentifier();
  NodeId ParseNumber();
  NodeId ParseQuoted();
  NodeId ParseParenthesis();
  NodeId ParseFieldsBehind(NodeId term);
  bool ReadFieldNames();
  std::string_view ReadWord();
  uint32_t VariableIndex(std::string_view name);
  bool IsInScope(uint32_t variable) const;

  char Here() const { return at_ < end_ ? *at_ : '\0'; }
  char Ahead(size_t n) const { return static_cast<size_t>(end_ - at_) > n ? at_[n] : '\0'; }
  uint32_t Offset(const char* at) const { return static_cast<uint32_t>(at - begin_); }
  bool SkipBlanks() {
    const char* const start = at_;
    while (at_ < end_ && IsBlank(*at_)) ++at_;
    return at_ != start;
  }
  static bool IsBlank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  bool Take(std::string_view keyword);
  // Blanks are skipped before; the trim marker is one only behind a blank.
  bool AtRightDelim() const {
    if (Here() == '}') return Ahead(1) == '}';
    return Here() == '-' && Ahead(1) == '}' && Ahead(2) == '}' && IsBlank(at_[-1]);
  }
  // Skips a right delimiter, which is next, and gives its position.
  uint32_t TakeRightDelim();

  NodeId Add(const Node& node) {
    program_.nodes.push_back(node);
    return static_cast<NodeId>(program_.nodes.size() - 1);
  }
  // Makes links of what is pending behind `mark`; gives the first.
  uint32_t TakePending(size_t mark) {
    const auto first = static_cast<uint32_t>(program_.links.size());
    // One by one: they are two or three, for which a range costs more than its elements.
    for (size_t i = mark; i < pending_.size(); ++i) program_.links.push_back(pending_[i]);
    pending_.resize(mark);
    return first;
  }
  void Charge();

  Program& program_;
  const FunctionTable& functions_;
  const ParseOptions& options_;
  TreeTable trees_;
  const char* begin_;
  const char* at_;
  const char* end_;
  // Nodes that wait for their parent: each reader takes off what it has put on.
  std::vector<NodeId> pending_;
  std::vector<uint32_t> variables_ = {0};  // in scope; 0 is `$`
  size_t charged_ = 0;                     // nodes
  uint32_t depth_ = 0;                     // of control actions and parentheses
  uint32_t range_depth_ = 0;
  bool in_definition_ = false;
};

}  // namespace chartrender::gotemplate
