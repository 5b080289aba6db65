// Reads the keywords of one schema object into a node. Source: santhosh-tekuri/jsonschema 6.0.3
// objcompiler.go.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/keyword.h"
#include "schema/library.h"
#include "schema/node.h"

namespace chartrender::schema {

struct ReaderContext {
  Library& library;
  Document& document;
  Resource& resource;  // the one around the schema
  bool assert_format;
  std::unordered_map<std::string, Pattern>& patterns;  // by their text
  // The node of a place, to be compiled later when it is new.
  std::function<Node*(Document&, PlaceId)> enqueue;
};

class ObjectReader {
 public:
  ObjectReader(ReaderContext context, const Map& object, Node& node)
      : context_(std::move(context)), object_(object), values_(object), node_(node) {}

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

  bool Has(Vocabulary vocabulary) const { return context_.resource.dialect.Has(vocabulary); }
  ObjectRules& object_rules();
  ArrayRules& array_rules();
  StringRules& string_rules();

  // The keyword's value when it has that type.
  const Value* String(Keyword keyword) const;
  const Map* Object(Keyword keyword) const;
  bool True(Keyword keyword) const;
  std::optional<Decimal> Number(Keyword keyword) const;
  std::optional<int64_t> Count(Keyword keyword) const;
  std::vector<Dependency> RequiredLists(const Map& lists, PlaceId holder, bool with_schemas);

  const Node* Schema(Keyword keyword);
  std::vector<const Node*> Schemas(Keyword keyword);
  Additional ReadAdditional(Keyword keyword);
  const Node* Reference(Keyword keyword);
  PlaceId PlaceOf(Keyword keyword);
  const Pattern* ReadPattern(std::string_view pattern, Keyword keyword) const;

  ReaderContext context_;
  const Map& object_;
  KeywordValues values_;
  Node& node_;
};

}  // namespace chartrender::schema
