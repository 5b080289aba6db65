// Whether a text is YAML, as PyYAML's parser sees it: the grammar over the tokens, given one by
// one. Does not recurse. Source: PyYAML 6.0.3 parser.py.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "yamllint/token.h"

namespace chartrender::yamllint {

class Syntax {
 public:
  // Takes the next token of the stream. Throws SyntaxFault when nothing of YAML goes on so.
  void Take(const Token& token);

 private:
  enum class State : uint8_t {
    kStreamStart,
    kImplicitDocument,
    kDocumentStart,
    kDirectives,
    kDocumentContent,
    kDocumentEnd,
    kBlockNode,            // a node outside of brackets
    kBlockNodeOrSequence,  // the same, or a sequence that is not indented
    kFlowNode,
    kAnchorSeen,
    kTagSeen,
    kNodeContent,
    kBlockSequence,
    kBlockSequenceItem,
    kIndentless,
    kIndentlessItem,
    kBlockMapping,
    kBlockMappingKey,
    kBlockMappingValue,
    kBlockMappingValueNode,
    kFlowSequenceFirst,
    kFlowSequence,
    kFlowSequenceItem,
    kFlowPairKey,
    kFlowPairValue,
    kFlowPairValueNode,
    kFlowMappingFirst,
    kFlowMapping,
    kFlowMappingItem,
    kFlowMappingKey,
    kFlowMappingValue,
    kFlowMappingValueNode,
    kEnd,
  };

  // Each looks at the token and goes on; true: the token was taken.
  bool StepInStream(const Token& token);
  bool StepInDocument(const Token& token);
  bool StepInNode(const Token& token);
  bool StepInContent(const Token& token);
  bool StepInBlock(const Token& token);
  bool StepInFlowSequence(const Token& token);
  bool StepInFlowMapping(const Token& token);

  bool Go(State next) {  // without the token
    state_ = next;
    return false;
  }
  bool TakeAnd(State next) {
    state_ = next;
    return true;
  }
  bool Descend(State node, State then) {
    open_.push_back(then);
    return Go(node);
  }
  bool Leave(bool taken) {
    state_ = open_.back();
    open_.pop_back();
    return taken;
  }
  void TakeDirective(const Token& token);
  void CheckHandle() const;
  void StartNode() {
    has_anchor_ = has_tag_ = false;
    is_block_ = state_ != State::kFlowNode;
    may_be_indentless_ = state_ == State::kBlockNodeOrSequence;
  }

  State state_ = State::kStreamStart;
  std::vector<State> open_;  // what follows the nodes that are open
  // Of the document:
  bool has_version_ = false;
  std::set<std::u32string, std::less<>> handles_;
  // Of the node that begins:
  bool is_block_ = false, may_be_indentless_ = false, has_anchor_ = false, has_tag_ = false;
  Token tag_;
};

}  // namespace chartrender::yamllint
