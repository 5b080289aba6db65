// The plain part of the template language, read straight from the text: no tokens and no error
// texts. It takes what charts are made of; whatever it is not sure of, every error among it, it
// leaves to TreeParser (tree_parser.h), which then reads the file from its start. What it takes
// gives the program that TreeParser would give, array by array. Used by parser.cc only.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "gotemplate/byte_runs.h"
#include "gotemplate/function_table.h"
#include "gotemplate/parse_buffers.h"
#include "gotemplate/parser.h"
#include "gotemplate/program.h"
#include "gotemplate/tree_table.h"

namespace chartrender::gotemplate {

class PlainParser {
 public:
  // `program` holds name and text, nothing else; what belongs in its arrays is left in `arrays`.
  PlainParser(Program& program, ParseBuffers& arrays, const FunctionTable& functions,
              const ParseOptions& options);

  // The whole file. False: not plain; the program is then as it was.
  bool ParseFile();

 private:
  // Control actions and parentheses inside each other: no stack is looked at up to here.
  static constexpr uint32_t kDeepest = 100;
  static constexpr uint32_t kNoVariable = UINT32_MAX;
  static constexpr size_t kChargedAtOnce = 512;  // nodes

  // How it goes on behind a text or an action.
  enum class After : uint8_t { kAction, kFileEnd, kEnd, kElse, kNotPlain };
  enum class Closing : uint8_t { kDelimiter, kParenthesis };
  enum class Declaring : uint8_t { kNone, kMore, kLast };
  struct Declared {
    NodeId nodes[2] = {kNoNode, kNoNode};
    uint16_t count = 0;
    bool assigned = false;
  };
  // Some of the program's links.
  struct Links {
    uint32_t first = 0;
    uint32_t count = 0;
  };
  // What stands behind an operand: kPipe is taken.
  enum class Behind : uint8_t { kOperand, kPipe, kClosing, kNotPlain };

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
  After ParseEnd();
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
  Links ParseMoreCommands(Closing closing, NodeId first);
  bool ParseDeclarations(bool range, Declared& declared);
  Declaring ParseDeclaration(Declared& declared);
  NodeId ParseCommand(bool& piped);
  Links ParseMoreOperands(NodeId first, Behind& behind);
  Behind SkipToBehind();
  NodeId ParseOperand();
  NodeId ParseFields();
  NodeId ParseVariable();
  NodeId ParseIdentifier();
  NodeId ParseNumber();
  NodeId ParseQuoted();
  NodeId ParseRawQuoted();
  NodeId ParseEscaped();
  NodeId AddString(const char* start, Value value);
  NodeId ParseParenthesis();
  NodeId WithFieldsBehind(NodeId term) { return *at_ == '.' ? ParseFieldsBehind(term) : term; }
  NodeId ParseFieldsBehind(NodeId term);
  // `.name.name` as far as it goes, which is next; false: something else stands behind a dot.
  bool ReadFieldNames();
  std::string_view ReadVariableName();
  uint32_t VariableIndex(std::string_view name);
  // The variable of that name that is in scope, or kNoVariable.
  uint32_t VariableInScope(std::string_view name) const;

  // A short keyword, which ends where a blank, a right delimiter or a parenthesis stands.
  template <size_t size>
  bool Take(const char (&keyword)[size]) {
    constexpr size_t kLength = size - 1;
    if (static_cast<size_t>(last_brace_ - at_) < kLength) return false;
    if (std::memcmp(at_, keyword, kLength) != 0) return false;
    const char next = at_[kLength];
    if (!IsByte(next, kBlankByte) && next != '}' && next != '(') return false;
    at_ += kLength;
    return true;
  }
  void SkipBlanks() {
    const char* at = at_;
    while (IsByte(*at, kBlankByte)) ++at;
    at_ = at;
  }
  uint32_t Offset(const char* at) const { return static_cast<uint32_t>(at - begin_); }
  // Blanks are skipped before; the trim marker is one only behind a blank.
  bool AtRightDelim() const {
    if (*at_ == '}') return at_ < last_brace_ && at_[1] == '}';
    return *at_ == '-' && at_[1] == '}' && at_ + 1 < last_brace_ && at_[2] == '}' &&
           IsByte(at_[-1], kBlankByte);
  }
  // Skips a right delimiter, which is next, and gives its position.
  uint32_t TakeRightDelim();

  NodeId Add(const Node& node) { return arrays_.nodes.Add(node); }
  // Makes links of what is pending behind `mark`.
  Links TakePending(uint32_t mark) {
    const uint32_t count = arrays_.pending.size() - mark;
    const uint32_t first = arrays_.links.AddAll(arrays_.pending.data() + mark, count);
    arrays_.pending.Shrink(mark);
    return {first, count};
  }
  uint32_t AddLink(uint32_t link) { return arrays_.links.Add(link); }
  void Charge();

  Program& program_;
  ParseBuffers& arrays_;
  const FunctionTable& functions_;
  const ParseOptions& options_;
  TreeTable trees_;
  uint32_t scope_start_ = 0;  // the variables behind it may be named
  const char* begin_;
  const char* end_;
  // No action ends behind the last brace of the text. Within an action no byte behind `at_` is read
  // before it is known that `at_` stands before that brace.
  const char* last_brace_;
  const char* at_;
  size_t charged_ = 0;  // nodes
  uint32_t depth_ = 0;  // of control actions and parentheses
  uint32_t range_depth_ = 0;
  bool in_definition_ = false;
};

}  // namespace chartrender::gotemplate
