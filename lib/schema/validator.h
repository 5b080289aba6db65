// Validation of one value with compiled schemas. A Validator is used for one run by one thread; the
// schemas are only read. Everything it returns lives in its Scratch. Source:
// santhosh-tekuri/jsonschema 6.0.3 validator.go.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/budget.h"
#include "schema/node.h"
#include "schema/scratch.h"
#include "schema/violation.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender::schema {

// What validating a schema document with a metaschema needs on top: subschemas with an id and a
// draft of their own are held against that draft's metaschema.
struct MetaContext {
  const Document& document;
  std::function<const Node*(const Dialect&)> metaschema_for;
};

class Validator {
 public:
  // `budget` and `meta` may be null and must outlive the validator.
  Validator(Budget* budget, const MetaContext* meta)
      : scratch_(budget), budget_(budget), meta_context_(meta) {}

  // Null when `value` meets `node`; else a tree whose root is a kSchema. `meta` is the metaschema
  // when `value` is a schema document, else null.
  Violation* Run(const Node& node, Value value, const Node* meta);

 private:
  // Where the value stands in the instance. `tokens` are a stack that siblings share and overwrite,
  // as Go's append does with a slice's array: the place of a `propertyNames` violation is such a
  // shared one, so what it prints depends on what is validated later.
  struct Path {
    const PathStep* last;
    Token* tokens;
    size_t size;
    size_t capacity;
    const Place* place;  // in the schema document that is validated, if that has several
                         // resources; else null
  };

  // The outermost schema that a `$dynamicRef` to an anchor leads to.
  struct Binding {
    std::string_view anchor;
    const Node* node;
    const Binding* next;
  };

  // The schemas that are being applied, innermost first. `value_id` is the same for schemas of the
  // same value.
  struct Scope {
    const Node* node;
    std::string_view keyword;  // of a jump to another place, e.g. $ref
    uint64_t value_id;
    uint32_t run;  // how many scopes around this one have the same value_id
    const Scope* parent;
    const Binding* bindings;
    const Node* recursive;  // the outermost one in a resource with `$recursiveAnchor`
  };

  // The properties or items that no schema has looked at yet.
  class Open {
   public:
    void Fill(size_t size, size_t first);
    bool empty() const { return left_ == 0; }
    size_t size() const { return open_.size(); }
    bool Has(size_t index) const { return index < open_.size() && open_[index]; }
    void Close(size_t index) {
      if (Has(index)) {
        open_[index] = false;
        --left_;
      }
    }
    // Closes what is closed in `other`.
    void Intersect(const Open& other);
    void Clear() {
      open_.clear();
      left_ = 0;
    }

   private:
    std::vector<bool> open_;
    size_t left_ = 0;
  };

  // One value under one schema.
  struct Frame {
    const Node* node;
    Value value;
    Path path;
    Scope scope;
    const Node* meta;
    bool boolean;  // only whether it is valid matters
    Open open;
    ViolationList violations;

    bool failed_enough() const { return boolean && violations.size > 0; }
  };

  Violation* Validate(Frame& frame);
  Violation* ValidateBasics(Frame& frame);
  void ValidateObject(Frame& frame);
  void ValidateProperties(Frame& frame, std::span<const Map::Entry> entries);
  void ValidatePropertyNames(Frame& frame, std::span<const Map::Entry> entries);
  void ValidateDependencies(Frame& frame, std::span<const Dependency> dependencies);
  void ValidateArray(Frame& frame);
  void ValidateItems(Frame& frame, std::span<const Value> items);
  void ValidateContains(Frame& frame, std::span<const Value> items);
  void ValidateString(Frame& frame);
  void ValidateNumber(Frame& frame);
  void ValidateReferences(Frame& frame);
  void ValidateCombinations(Frame& frame);
  void ValidateAnyOf(Frame& frame);
  void ValidateOneOf(Frame& frame);
  void ValidateConditions(Frame& frame);
  void ValidateUnevaluated(Frame& frame);

  // Applies another schema to the frame's value, or to a part of it. Null: valid.
  Violation* Self(Frame& frame, const Node& node, std::string_view keyword = {},
                  bool boolean = false);
  Violation* Part(Frame& frame, const Node& node, Value value, Token token);
  Violation* Reference(Frame& frame, const Node& node, std::string_view keyword);
  // Part, for what needs no more than being recorded.
  void CheckPart(Frame& frame, const Node& node, Value value, Token token) {
    Add(frame, Part(frame, node, value, token));
  }

  bool HasTypeAtMost(const Node& node, Value value);
  Path Extend(const Path& path, Token token);
  Scope Enter(const Node& node, std::string_view keyword, uint64_t value_id, const Scope* parent);
  static void FillOpen(Frame& frame, bool caller_needs);
  const Resource* MetaResource(const Frame& frame, const Node* node) const;
  void SwitchMeta(Frame& frame);
  Violation* New(const Frame& frame, ViolationKind kind);
  static void Add(Frame& frame, Violation* violation) {
    if (violation != nullptr) frame.violations.Add(violation);
  }
  Violation* AddNew(Frame& frame, ViolationKind kind);
  void AddWithCauses(Frame& frame, ViolationKind kind, const ViolationList& causes);
  std::span<const std::string_view> Missing(const Frame& frame,
                                            std::span<const std::string_view> required,
                                            std::string_view before);
  Violation* ValidateNode(Frame& frame);
  Violation* FindCycle(Frame& frame);
  const Scope* FindSame(const Scope& scope) const;
  std::string_view KeywordPath(const Scope* scope);

  Scratch scratch_;
  Budget* budget_;
  const MetaContext* meta_context_;
  // The schemas of the current value, when they are too many to be looked through: {node,
  // value_id}.
  std::set<std::pair<const Node*, uint64_t>> active_;
  uint64_t last_value_id_ = 0;
};

}  // namespace chartrender::schema
