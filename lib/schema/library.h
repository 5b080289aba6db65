// The documents that one compilation needs: the root, what it refers to, and the official
// metaschemas. A document is opened at its first use: its resources and anchors are collected and
// it is held against its metaschema. Every error is a Failure(kSchema) with Helm's text. Source:
// santhosh-tekuri/jsonschema 6.0.3 roots.go, loader.go.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "schema/document.h"
#include "schema/draft.h"
#include "schema/node.h"
#include "schema/pattern.h"
#include "schema/reference.h"
#include "schema/schema.h"
#include "value/map.h"

namespace chartrender::schema {

class Library {
 public:
  // `options` must outlive the compilation.
  Library(const SchemaOptions& options, Arena& arena) : options_(options), arena_(arena) {}

  // Puts a document under an address, without opening it.
  void Add(const std::string& url, Value document) { loaded_.emplace(url, document); }
  Document& Open(const std::string& url);
  // The document at `url` when all of it is plain and refers to nothing else: then no part of it
  // has an address of its own, its nodes can be compiled in any order and none of them fails. Else
  // null; then Open says more.
  Document* OpenSelfContained(const std::string& url);

  struct Target {
    Document* document;
    Place* place;
  };
  // What `reference`, written in a schema of `resource`, refers to. The place may turn out not to
  // exist.
  Target Resolve(Document& document, Resource& resource, std::string_view reference);
  // A fragment of an opened document's root.
  Target ResolveFragment(Document& document, std::string_view fragment);

  // Makes sure that a place exists and that a schema stands there: places that no keyword holds are
  // collected and validated when a reference leads to them.
  void EnsureSchema(Document& document, Place& place);

  const std::vector<std::string>& unresolved_urns() const { return unresolved_urns_; }
  Patterns& patterns() { return patterns_; }

 private:
  Value Load(const std::string& url);
  Value LoadUnlessMeta(const std::string& url);
  void Collect(Document& document, Place& place, const Resource* base, const Dialect& fallback);
  void CollectObject(Document& document, Place& place, const Resource* base,
                     const Dialect& fallback);
  void CollectSubschemas(Document& document, Place& place, const Draft& draft,
                         const Resource& base);
  Resource& RegisterResource(Document& document, Place& place, const std::string& address,
                             const Dialect& dialect);
  static void CollectAnchors(Document& document, Place& place, Resource& resource);
  static std::string AddressOf(const Document& document, const Place& place,
                               const std::string& base, const std::string& id);
  const Draft* FindDraft(const Document& document, const Place& place, const Draft* fallback);
  Dialect DialectOfObject(const Map& schema, const Draft& draft);
  static Target ResolveIn(Document& document, const Resource& resource, std::string_view fragment);
  void ValidateWithMetaschema(Document& document, Place& place, Value schema);
  const Node* MetaschemaFor(const Dialect& dialect);

  const SchemaOptions& options_;
  Arena& arena_;
  std::unordered_map<std::string, Value> loaded_;
  std::unordered_map<std::string, std::unique_ptr<Document>> documents_;
  Patterns patterns_;
  std::deque<std::vector<const Node*>> combined_parts_;  // of combined metaschemas
  std::vector<std::string> unresolved_urns_;
};

}  // namespace chartrender::schema
