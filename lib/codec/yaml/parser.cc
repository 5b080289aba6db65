#include "codec/yaml/parser.h"

namespace chartrender::yaml {

namespace {

Event Simple(EventType type) { return {.type = type}; }

}  // namespace

Event Parser::Next() {
  switch (state_) {
    case State::kStreamStart:
      scanner_.Peek();
      scanner_.Skip();
      state_ = State::kImplicitDocumentStart;
      return Simple(EventType::kStreamStart);
    case State::kImplicitDocumentStart:
      return ParseDocumentStart(true);
    case State::kDocumentStart:
      return ParseDocumentStart(false);
    case State::kDocumentContent:
      return ParseDocumentContent();
    case State::kDocumentEnd:
      return ParseDocumentEnd();
    case State::kBlockNode:
      return ParseNode(true, false);
    case State::kBlockSequenceFirst:
      return ParseBlockSequence(true);
    case State::kBlockSequence:
      return ParseBlockSequence(false);
    case State::kIndentlessSequence:
      return ParseIndentlessSequence();
    case State::kBlockMappingFirst:
      return ParseBlockMappingKey(true);
    case State::kBlockMappingKey:
      return ParseBlockMappingKey(false);
    case State::kBlockMappingValue:
      return ParseBlockMappingValue();
    case State::kFlowSequenceFirst:
      return ParseFlowSequence(true);
    case State::kFlowSequence:
      return ParseFlowSequence(false);
    case State::kFlowPairKey:
      return ParseFlowPairKey();
    case State::kFlowPairValue:
      return ParseFlowPairValue();
    case State::kFlowPairEnd:
      scanner_.Peek();
      state_ = State::kFlowSequence;
      return Simple(EventType::kMappingEnd);
    case State::kFlowMappingFirst:
      return ParseFlowMappingKey(true);
    case State::kFlowMappingKey:
      return ParseFlowMappingKey(false);
    case State::kFlowMappingValue:
      return ParseFlowMappingValue(false);
    case State::kFlowMappingEmptyValue:
      return ParseFlowMappingValue(true);
    case State::kEnd:
      break;
  }
  return Simple(EventType::kStreamEnd);
}

void Parser::PopState() {
  state_ = states_.back();
  states_.pop_back();
}

void Parser::Open() {
  starts_.push_back(scanner_.Peek().line);
  scanner_.Skip();
}

Event Parser::Close(EventType type) {
  PopState();
  starts_.pop_back();
  scanner_.Skip();
  return Simple(type);
}

Event Parser::EmptyScalar(State next) {
  state_ = next;
  return {.type = EventType::kScalar, .implicit = true, .line = -1};
}

Event Parser::Descend(State then, bool block, bool indentless) {
  states_.push_back(then);
  return ParseNode(block, indentless);
}

void Parser::FailInCollection(std::string_view problem) {
  FailParse(scanner_.Peek().line, starts_.back(), problem);
}

Event Parser::ParseDocumentStart(bool implicit) {
  if (!implicit) {
    while (TypeIs(TokenType::kDocumentEnd)) scanner_.Skip();
  }
  if (implicit && !TypeIs(TokenType::kVersionDirective, TokenType::kTagDirective,
                          TokenType::kDocumentStart, TokenType::kStreamEnd)) {
    ProcessDirectives();
    states_.push_back(State::kDocumentEnd);
    state_ = State::kBlockNode;
    return Simple(EventType::kDocumentStart);
  }
  if (TypeIs(TokenType::kStreamEnd)) {
    state_ = State::kEnd;
    scanner_.Skip();
    return Simple(EventType::kStreamEnd);
  }
  ProcessDirectives();
  if (!TypeIs(TokenType::kDocumentStart)) {
    FailParse(scanner_.Peek().line, 0, "did not find expected <document start>");
  }
  states_.push_back(State::kDocumentEnd);
  state_ = State::kDocumentContent;
  scanner_.Skip();
  return Simple(EventType::kDocumentStart);
}

Event Parser::ParseDocumentContent() {
  if (TypeIs(TokenType::kVersionDirective, TokenType::kTagDirective, TokenType::kDocumentStart,
             TokenType::kDocumentEnd, TokenType::kStreamEnd)) {
    PopState();
    return EmptyScalar(state_);
  }
  return ParseNode(true, false);
}

Event Parser::ParseDocumentEnd() {
  if (TypeIs(TokenType::kDocumentEnd)) scanner_.Skip();
  prefixes_.clear();
  state_ = State::kDocumentStart;
  return Simple(EventType::kDocumentEnd);
}

void Parser::ProcessDirectives() {
  bool version = false;
  for (;;) {
    const Token& token = scanner_.Peek();
    if (token.type == TokenType::kVersionDirective) {
      if (version) FailParse(token.line, 0, "found duplicate %YAML directive");
      if (token.major != 1 || token.minor != 1) {
        FailParse(token.line, 0, "found incompatible YAML document");
      }
      version = true;
    } else if (token.type == TokenType::kTagDirective) {
      AddTagDirective(token);
    } else {
      break;
    }
    scanner_.Skip();
  }
  // Those of the text stand before the default ones.
  prefixes_.emplace("!", "!");
  prefixes_.emplace("!!", "tag:yaml.org,2002:");
}

void Parser::AddTagDirective(const Token& directive) {
  if (!prefixes_.emplace(directive.value, directive.suffix).second) {
    FailParse(directive.line, 0, "found duplicate %TAG directive");
  }
}

std::string_view Parser::ResolveTag(const Token& tag, int64_t node_line) {
  if (tag.value.empty()) return tag.suffix;
  const auto prefix = prefixes_.find(tag.value);
  if (prefix == prefixes_.end()) FailParse(tag.line, node_line, "found undefined tag handle");
  std::string full(prefix->second);
  full += tag.suffix;
  return scratch_.Copy(full);
}

// An anchor and a tag, in either order. The tag is resolved when both are read.
Parser::Properties Parser::ParseProperties() {
  Properties properties{.line = scanner_.Peek().line};
  Token tag;
  bool tagged = false;
  for (int i = 0; i < 2; ++i) {
    const Token& token = scanner_.Peek();
    if (token.type == TokenType::kAnchor && properties.anchor.empty()) {
      properties.anchor = token.value;
    } else if (token.type == TokenType::kTag && !tagged) {
      tag = token;
      tagged = true;
    } else {
      break;
    }
    scanner_.Skip();
  }
  scanner_.Peek();
  if (tagged) properties.tag = ResolveTag(tag, properties.line);
  return properties;
}

Event Parser::ParseNode(bool block, bool indentless) {
  if (TypeIs(TokenType::kAlias)) {
    PopState();
    const Token& token = scanner_.Peek();
    const Event alias{.type = EventType::kAlias, .anchor = token.value, .line = token.line};
    scanner_.Skip();
    return alias;
  }
  const Properties properties = ParseProperties();
  Event event{.anchor = properties.anchor, .tag = properties.tag, .line = properties.line};
  const Token& token = scanner_.Peek();
  if (token.type == TokenType::kScalar) {
    PopState();
    event.type = EventType::kScalar;
    event.implicit = (event.tag.empty() && token.plain) || event.tag == "!";
    event.value = token.value;
    scanner_.Skip();
    return event;
  }
  event.type = EventType::kSequenceStart;
  if (indentless && token.type == TokenType::kBlockEntry) {
    state_ = State::kIndentlessSequence;
  } else if (token.type == TokenType::kFlowSequenceStart) {
    state_ = State::kFlowSequenceFirst;
  } else if (block && token.type == TokenType::kBlockSequenceStart) {
    state_ = State::kBlockSequenceFirst;
  } else if (token.type == TokenType::kFlowMappingStart) {
    event.type = EventType::kMappingStart;
    state_ = State::kFlowMappingFirst;
  } else if (block && token.type == TokenType::kBlockMappingStart) {
    event.type = EventType::kMappingStart;
    state_ = State::kBlockMappingFirst;
  } else if (!event.anchor.empty() || !event.tag.empty()) {
    PopState();
    event.type = EventType::kScalar;
    event.implicit = event.tag.empty();
  } else {
    FailParse(token.line, properties.line, "did not find expected node content");
  }
  return event;
}

Event Parser::ParseBlockSequence(bool first) {
  if (first) Open();
  if (TypeIs(TokenType::kBlockEntry)) {
    scanner_.Skip();
    if (TypeIs(TokenType::kBlockEntry, TokenType::kBlockEnd))
      return EmptyScalar(State::kBlockSequence);
    return Descend(State::kBlockSequence, true, false);
  }
  if (TypeIs(TokenType::kBlockEnd)) return Close(EventType::kSequenceEnd);
  FailInCollection("did not find expected '-' indicator");
}

Event Parser::ParseIndentlessSequence() {
  if (!TypeIs(TokenType::kBlockEntry)) {
    PopState();
    return Simple(EventType::kSequenceEnd);
  }
  scanner_.Skip();
  if (TypeIs(TokenType::kBlockEntry, TokenType::kKey, TokenType::kValue, TokenType::kBlockEnd)) {
    return EmptyScalar(State::kIndentlessSequence);
  }
  return Descend(State::kIndentlessSequence, true, false);
}

Event Parser::ParseBlockMappingKey(bool first) {
  if (first) Open();
  if (TypeIs(TokenType::kKey)) {
    scanner_.Skip();
    if (TypeIs(TokenType::kKey, TokenType::kValue, TokenType::kBlockEnd)) {
      return EmptyScalar(State::kBlockMappingValue);
    }
    return Descend(State::kBlockMappingValue, true, true);
  }
  if (TypeIs(TokenType::kBlockEnd)) return Close(EventType::kMappingEnd);
  FailInCollection("did not find expected key");
}

Event Parser::ParseBlockMappingValue() {
  if (!TypeIs(TokenType::kValue)) return EmptyScalar(State::kBlockMappingKey);
  scanner_.Skip();
  if (TypeIs(TokenType::kKey, TokenType::kValue, TokenType::kBlockEnd)) {
    return EmptyScalar(State::kBlockMappingKey);
  }
  return Descend(State::kBlockMappingKey, true, true);
}

Event Parser::ParseFlowSequence(bool first) {
  if (first) Open();
  if (!TypeIs(TokenType::kFlowSequenceEnd)) {
    if (!first) {
      if (!TypeIs(TokenType::kFlowEntry)) FailInCollection("did not find expected ',' or ']'");
      scanner_.Skip();
    }
    if (TypeIs(TokenType::kKey)) {
      state_ = State::kFlowPairKey;
      scanner_.Skip();
      return Simple(EventType::kMappingStart);
    }
    if (!TypeIs(TokenType::kFlowSequenceEnd)) return Descend(State::kFlowSequence, false, false);
  }
  return Close(EventType::kSequenceEnd);
}

Event Parser::ParseFlowPairKey() {
  if (!TypeIs(TokenType::kValue, TokenType::kFlowEntry, TokenType::kFlowSequenceEnd)) {
    return Descend(State::kFlowPairValue, false, false);
  }
  scanner_.Skip();  // as go-yaml does: the indicator is lost
  return EmptyScalar(State::kFlowPairValue);
}

Event Parser::ParseFlowPairValue() {
  if (TypeIs(TokenType::kValue)) {
    scanner_.Skip();
    if (!TypeIs(TokenType::kFlowEntry, TokenType::kFlowSequenceEnd)) {
      return Descend(State::kFlowPairEnd, false, false);
    }
  }
  return EmptyScalar(State::kFlowPairEnd);
}

Event Parser::ParseFlowMappingKey(bool first) {
  if (first) Open();
  if (!TypeIs(TokenType::kFlowMappingEnd)) {
    if (!first) {
      if (!TypeIs(TokenType::kFlowEntry)) FailInCollection("did not find expected ',' or '}'");
      scanner_.Skip();
    }
    if (TypeIs(TokenType::kKey)) {
      scanner_.Skip();
      if (TypeIs(TokenType::kValue, TokenType::kFlowEntry, TokenType::kFlowMappingEnd)) {
        return EmptyScalar(State::kFlowMappingValue);
      }
      return Descend(State::kFlowMappingValue, false, false);
    }
    if (!TypeIs(TokenType::kFlowMappingEnd)) {
      return Descend(State::kFlowMappingEmptyValue, false, false);
    }
  }
  return Close(EventType::kMappingEnd);
}

Event Parser::ParseFlowMappingValue(bool empty) {
  scanner_.Peek();
  if (!empty && TypeIs(TokenType::kValue)) {
    scanner_.Skip();
    if (!TypeIs(TokenType::kFlowEntry, TokenType::kFlowMappingEnd)) {
      return Descend(State::kFlowMappingKey, false, false);
    }
  }
  return EmptyScalar(State::kFlowMappingKey);
}

}  // namespace chartrender::yaml
