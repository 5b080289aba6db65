#include "yamllint/syntax.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

[[noreturn]] void Unexpected(const Token& token, const std::string& what) {
  throw SyntaxFault{token.start, what + " '" + std::string(TokenName(token.type)) + "'"};
}

}  // namespace

void Syntax::Take(const Token& token) {
  bool taken = false;
  while (!taken) {
    if (state_ <= State::kDirectives) {
      taken = StepInStream(token);
    } else if (state_ <= State::kDocumentEnd) {
      taken = StepInDocument(token);
    } else if (state_ <= State::kTagSeen) {
      taken = StepInNode(token);
    } else if (state_ == State::kNodeContent) {
      taken = StepInContent(token);
    } else if (state_ <= State::kBlockMappingValueNode) {
      taken = StepInBlock(token);
    } else if (state_ <= State::kFlowPairValueNode) {
      taken = StepInFlowSequence(token);
    } else if (state_ < State::kEnd) {
      taken = StepInFlowMapping(token);
    } else {
      return;
    }
  }
}

bool Syntax::StepInStream(const Token& token) {
  switch (state_) {
    case State::kStreamStart:
      return TakeAnd(State::kImplicitDocument);
    case State::kImplicitDocument:
      if (token.is(kDirective, kDocumentStart, kStreamEnd)) return Go(State::kDocumentStart);
      handles_ = {U"!", U"!!"};
      return Descend(State::kBlockNode, State::kDocumentEnd);
    case State::kDocumentStart:
      if (token.is(kDocumentEnd)) return true;
      if (token.is(kStreamEnd)) return TakeAnd(State::kEnd);
      has_version_ = false;
      handles_.clear();
      return Go(State::kDirectives);
    default:  // kDirectives
      if (token.is(kDirective)) {
        TakeDirective(token);
        return true;
      }
      handles_.insert({U"!", U"!!"});
      if (!token.is(kDocumentStart)) Unexpected(token, "expected '<document start>', but found");
      open_.push_back(State::kDocumentEnd);
      return TakeAnd(State::kDocumentContent);
  }
}

bool Syntax::StepInDocument(const Token& token) {
  if (state_ == State::kDocumentEnd) {
    state_ = State::kDocumentStart;
    return token.is(kDocumentEnd);
  }
  if (token.is(kDirective, kDocumentStart, kDocumentEnd, kStreamEnd)) return Leave(false);
  return Go(State::kBlockNode);
}

void Syntax::TakeDirective(const Token& token) {
  if (token.value == U"YAML") {
    if (has_version_) throw SyntaxFault{token.start, "found duplicate YAML directive"};
    if (token.major != 1) {
      throw SyntaxFault{token.start, "found incompatible YAML document (version 1.* is required)"};
    }
    has_version_ = true;
  } else if (token.value == U"TAG") {
    if (!handles_.emplace(token.handle).second) {
      throw SyntaxFault{token.start, "duplicate tag handle '" + ToUtf8(token.handle) + "'"};
    }
  }
}

void Syntax::CheckHandle() const {
  if (!has_tag_ || !tag_.has_handle || handles_.find(tag_.handle) != handles_.end()) return;
  throw SyntaxFault{tag_.start, "found undefined tag handle '" + ToUtf8(tag_.handle) + "'"};
}

// An anchor and a tag in either order.
bool Syntax::StepInNode(const Token& token) {
  if (state_ == State::kAnchorSeen) {
    if (!token.is(kTag)) return Go(State::kNodeContent);
    has_tag_ = true;
    tag_ = token;
    CheckHandle();
    return TakeAnd(State::kNodeContent);
  }
  if (state_ == State::kTagSeen) {
    CheckHandle();
    has_anchor_ = token.is(kAnchor);
    state_ = State::kNodeContent;
    return has_anchor_;
  }
  StartNode();
  if (token.is(kAlias)) return Leave(true);
  if (token.is(kAnchor)) {
    has_anchor_ = true;
    return TakeAnd(State::kAnchorSeen);
  }
  if (!token.is(kTag)) return Go(State::kNodeContent);
  has_tag_ = true;
  tag_ = token;
  return TakeAnd(State::kTagSeen);
}

bool Syntax::StepInContent(const Token& token) {
  if (may_be_indentless_ && token.is(kBlockEntry)) return Go(State::kIndentless);
  if (token.is(kScalar)) return Leave(true);
  if (token.is(kFlowSequenceStart)) return TakeAnd(State::kFlowSequenceFirst);
  if (token.is(kFlowMappingStart)) return TakeAnd(State::kFlowMappingFirst);
  if (is_block_ && token.is(kBlockSequenceStart)) return TakeAnd(State::kBlockSequence);
  if (is_block_ && token.is(kBlockMappingStart)) return TakeAnd(State::kBlockMapping);
  if (has_anchor_ || has_tag_) return Leave(false);
  Unexpected(token, "expected the node content, but found");
}

bool Syntax::StepInBlock(const Token& token) {
  switch (state_) {
    case State::kBlockSequence:
      if (token.is(kBlockEntry)) return TakeAnd(State::kBlockSequenceItem);
      if (token.is(kBlockEnd)) return Leave(true);
      Unexpected(token, "expected <block end>, but found");
    case State::kBlockSequenceItem:
      if (token.is(kBlockEntry, kBlockEnd)) return Go(State::kBlockSequence);
      return Descend(State::kBlockNode, State::kBlockSequence);
    case State::kIndentless:
      if (token.is(kBlockEntry)) return TakeAnd(State::kIndentlessItem);
      return Leave(false);
    case State::kIndentlessItem:
      if (token.is(kBlockEntry, kKey, kValue, kBlockEnd)) return Go(State::kIndentless);
      return Descend(State::kBlockNode, State::kIndentless);
    case State::kBlockMapping:
      if (token.is(kKey)) return TakeAnd(State::kBlockMappingKey);
      if (token.is(kBlockEnd)) return Leave(true);
      Unexpected(token, "expected <block end>, but found");
    case State::kBlockMappingKey:
      if (token.is(kKey, kValue, kBlockEnd)) return Go(State::kBlockMappingValue);
      return Descend(State::kBlockNodeOrSequence, State::kBlockMappingValue);
    case State::kBlockMappingValue:
      if (token.is(kValue)) return TakeAnd(State::kBlockMappingValueNode);
      return Go(State::kBlockMapping);
    default:  // kBlockMappingValueNode
      if (token.is(kKey, kValue, kBlockEnd)) return Go(State::kBlockMapping);
      return Descend(State::kBlockNodeOrSequence, State::kBlockMapping);
  }
}

bool Syntax::StepInFlowSequence(const Token& token) {
  switch (state_) {
    case State::kFlowSequenceFirst:
      return Go(State::kFlowSequenceItem);
    case State::kFlowSequence:
      if (token.is(kFlowSequenceEnd)) return Leave(true);
      if (token.is(kFlowEntry)) return TakeAnd(State::kFlowSequenceItem);
      Unexpected(token, "expected ',' or ']', but got");
    case State::kFlowSequenceItem:
      if (token.is(kFlowSequenceEnd)) return Leave(true);
      if (token.is(kKey)) return TakeAnd(State::kFlowPairKey);
      return Descend(State::kFlowNode, State::kFlowSequence);
    case State::kFlowPairKey:
      if (token.is(kValue, kFlowEntry, kFlowSequenceEnd)) return Go(State::kFlowPairValue);
      return Descend(State::kFlowNode, State::kFlowPairValue);
    case State::kFlowPairValue:
      if (token.is(kValue)) return TakeAnd(State::kFlowPairValueNode);
      return Go(State::kFlowSequence);
    default:  // kFlowPairValueNode
      if (token.is(kFlowEntry, kFlowSequenceEnd)) return Go(State::kFlowSequence);
      return Descend(State::kFlowNode, State::kFlowSequence);
  }
}

bool Syntax::StepInFlowMapping(const Token& token) {
  switch (state_) {
    case State::kFlowMappingFirst:
      return Go(State::kFlowMappingItem);
    case State::kFlowMapping:
      if (token.is(kFlowMappingEnd)) return Leave(true);
      if (token.is(kFlowEntry)) return TakeAnd(State::kFlowMappingItem);
      Unexpected(token, "expected ',' or '}', but got");
    case State::kFlowMappingItem:
      if (token.is(kFlowMappingEnd)) return Leave(true);
      if (token.is(kKey)) return TakeAnd(State::kFlowMappingKey);
      return Descend(State::kFlowNode, State::kFlowMapping);
    case State::kFlowMappingKey:
      if (token.is(kValue, kFlowEntry, kFlowMappingEnd)) return Go(State::kFlowMappingValue);
      return Descend(State::kFlowNode, State::kFlowMappingValue);
    case State::kFlowMappingValue:
      if (token.is(kValue)) return TakeAnd(State::kFlowMappingValueNode);
      return Go(State::kFlowMapping);
    default:  // kFlowMappingValueNode
      if (token.is(kFlowEntry, kFlowMappingEnd)) return Go(State::kFlowMapping);
      return Descend(State::kFlowNode, State::kFlowMapping);
  }
}

}  // namespace chartrender::yamllint
