// Tokens to events: the grammar of YAML, as go-yaml v2 reads it. One Parser reads one text; texts
// of events live in the scratch arena. Does not recurse. Source: go.yaml.in/yaml/v2 2.4.4
// parserc.go.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "codec/yaml/scanner.h"

namespace chartrender::yaml {

enum class EventType : uint8_t {
  kStreamStart,
  kStreamEnd,
  kDocumentStart,
  kDocumentEnd,
  kAlias,
  kScalar,
  kSequenceStart,
  kSequenceEnd,
  kMappingStart,
  kMappingEnd,
};

struct Event {
  EventType type = EventType::kStreamStart;
  bool implicit = false;         // of a scalar: plain without tag, or with the tag `!`
  std::string_view anchor = {};  // "": none; of an alias: its name
  std::string_view tag = {};     // in full (tag:yaml.org,2002:int); "": none
  std::string_view value = {};   // of a scalar
  int64_t line = 0;              // of a node, from 0; -1 for a scalar that is not written
};

class Parser {
 public:
  Parser(std::string_view text, Arena& scratch) : scanner_(text, scratch), scratch_(scratch) {}

  // The next event. Not to be called after kStreamEnd.
  Event Next();

 private:
  enum class State : uint8_t {
    kStreamStart,
    kImplicitDocumentStart,
    kDocumentStart,
    kDocumentContent,
    kDocumentEnd,
    kBlockNode,
    kBlockSequenceFirst,
    kBlockSequence,
    kIndentlessSequence,
    kBlockMappingFirst,
    kBlockMappingKey,
    kBlockMappingValue,
    kFlowSequenceFirst,
    kFlowSequence,
    kFlowPairKey,
    kFlowPairValue,
    kFlowPairEnd,
    kFlowMappingFirst,
    kFlowMappingKey,
    kFlowMappingValue,
    kFlowMappingEmptyValue,
    kEnd,
  };
  // What may stand before a node.
  struct Properties {
    std::string_view anchor = {};
    std::string_view tag = {};
    int64_t line = 0;  // of the first of them, else of the node
  };

  Event ParseDocumentStart(bool implicit);
  Event ParseDocumentContent();
  Event ParseDocumentEnd();
  Event ParseNode(bool block, bool indentless);
  Properties ParseProperties();
  std::string_view ResolveTag(const Token& tag, int64_t node_line);
  Event ParseBlockSequence(bool first);
  Event ParseIndentlessSequence();
  Event ParseBlockMappingKey(bool first);
  Event ParseBlockMappingValue();
  Event ParseFlowSequence(bool first);
  Event ParseFlowPairKey();
  Event ParseFlowPairValue();
  Event ParseFlowMappingKey(bool first);
  Event ParseFlowMappingValue(bool empty);
  void ProcessDirectives();
  void AddTagDirective(const Token& directive);

  [[nodiscard]] TokenType Type() { return scanner_.Peek().type; }
  bool TypeIs(TokenType a) { return Type() == a; }
  template <class... More>
  bool TypeIs(TokenType a, More... more) {
    const TokenType type = Type();
    return type == a || ((type == more) || ...);
  }
  void Open();  // a collection: its place is the context of errors in it
  Event Close(EventType type);
  void PopState();
  Event EmptyScalar(State next);
  Event Descend(State then, bool block, bool indentless);
  [[noreturn]] void FailInCollection(std::string_view problem);

  Scanner scanner_;
  Arena& scratch_;
  State state_ = State::kStreamStart;
  std::vector<State> states_;    // what follows the nodes that are open
  std::vector<int64_t> starts_;  // lines of the collections that are open
  std::unordered_map<std::string_view, std::string_view> prefixes_;  // by tag handle
};

}  // namespace chartrender::yaml
