// Reads the keywords of one schema object into a node. Source: santhosh-tekuri/jsonschema 6.0.3
// objcompiler.go.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "schema/compiler.h"
#include "schema/keyword.h"
#include "schema/node.h"

namespace chartrender::schema {

class ObjectReader {
 public:
  // Of the node's place, which holds an object; `resource` is the one around it.
  ObjectReader(Compiler& compiler, Document& document, Resource& resource, Node& node)
      : compiler_(compiler),
        document_(document),
        resource_(resource),
        members_(*node.place->value.AsMap()),
        node_(node) {}

  // Throws Failure(kSchema) for a reference that cannot be resolved or a regular expression that
  // does not parse.
  void Read();

 private:
  void ReadApplicators();
  void ReadDraft6();
  void ReadItems();
  void ReadProperties();
  void ReadPatterns();
  void ReadDependencies();
  void ReadConditions();
  void ReadDependentSchemas();
  void ReadDraft2019();
  void ReadDraft2020();
  void ReadAssertions();
  void ReadNumbers();
  void ReadTexts();
  void ReadCounts();
  void ReadEnum();
  void ReadFormat();
  void MarkEvaluated();
  void CheckAnchor() const;

  bool Has(Vocabulary vocabulary) const { return resource_.dialect.Has(vocabulary); }
  bool HasAny(KeywordSet keywords) const { return members_.present().HasAny(keywords); }
  Arena& arena() const { return compiler_.arena(); }
  ObjectRules& object_rules();
  ArrayRules& array_rules();
  StringRules& string_rules();

  // The keyword's value, when it has that type.
  const Value* Find(Keyword keyword) const;
  const Value* String(Keyword keyword) const;
  const Map* Object(Keyword keyword) const;
  bool True(Keyword keyword) const;
  std::optional<Decimal> Number(Keyword keyword) const;
  std::optional<int64_t> Count(Keyword keyword) const;
  std::span<const std::string_view> Texts(Value list) const;
  std::span<const Dependency> RequiredLists(Keyword keyword, bool with_schemas);

  const Node* Schema(Keyword keyword);
  std::span<const Node* const> Schemas(Keyword keyword);
  Additional ReadAdditional(Keyword keyword);
  const Node* Reference(Keyword keyword);
  Place& PlaceOf(Keyword keyword);
  const Node* MemberNode(Place& holder, const Map::Entry& member);
  const Pattern* ReadPattern(std::string_view pattern, Keyword keyword) const;

  Compiler& compiler_;
  Document& document_;
  Resource& resource_;
  KeywordMembers members_;
  Node& node_;
};

}  // namespace chartrender::schema
