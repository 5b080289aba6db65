// The schema of one place in a manifest, as Kubernetes writes them: the OpenAPI types of a schema
// pack and the structural schemas of resource definitions. A node is read when a manifest first
// reaches it, so that a definition of megabytes costs what its manifests use. What is no structure
// (patterns, bounds, enumerations, combinations) is left to the schema room as one JSON schema.
//
// Nodes belong to a SchemaReader and point into the texts they were read from; both live as long as
// the check. Source: k8s.io/apiextensions-apiserver 0.37 pkg/apiserver/schema,
// k8s.io/kube-openapi.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "check/kube/block_text.h"
#include "schema/schema.h"
#include "value/value.h"

namespace chartrender::check::kube {

struct SchemaNode;

// A schema that has perhaps not been read yet: a value, or lines of a definition's text.
struct SchemaPart {
  Value value;
  const BlockText* text = nullptr;  // null: `value` is it
  BlockText::Entry entry;           // whose value it is
  bool is_custom = false;           // of a resource definition, not of a pack
  mutable const SchemaNode* node = nullptr;

  [[nodiscard]] bool is_absent() const { return text == nullptr && value.is_absent(); }
};

struct SchemaNode {
  uint8_t types = 0;  // schema::JsonType bits; 0: all
  bool nullable = false;
  bool keeps_unknown = false;    // x-kubernetes-preserve-unknown-fields
  bool embeds_object = false;    // x-kubernetes-embedded-resource
  bool refuses_unknown = false;  // additionalProperties: false
  bool is_custom = false;
  bool has_properties = false;
  bool has_default = false;
  std::vector<std::pair<std::string_view, SchemaPart>> properties;  // sorted
  SchemaPart items, additional;
  std::vector<std::string_view> required;  // sorted
  std::string_view format;                 // "duration", which JSON Schema reads otherwise
  const Schema* rules = nullptr;           // what is not told above; null: nothing

  [[nodiscard]] const SchemaPart* Find(std::string_view property) const;
};

class SchemaReader {
 public:
  // The text of a type of the pack as a value; throws where there is none.
  using FindType = std::function<Value(std::string_view name)>;

  SchemaReader(Arena& arena, FindType find_type)
      : arena_(arena), find_type_(std::move(find_type)) {}
  SchemaReader(const SchemaReader&) = delete;
  SchemaReader& operator=(const SchemaReader&) = delete;

  // Throws Failure(kUsage) for a schema that cannot be read.
  const SchemaNode& Read(const SchemaPart& part);
  // A type of the pack.
  const SchemaNode& ReadType(std::string_view name);

 private:
  void ReadValue(Value schema, SchemaNode& node);
  bool ReadLines(const SchemaPart& part, SchemaNode& node);
  void ReadRest(Value rest, SchemaNode& node);
  static void AddProperties(Value properties, SchemaNode& node);
  const Schema* Rules(Value rest, bool int_or_string);

  Arena& arena_;
  FindType find_type_;
  std::deque<SchemaNode> nodes_;
  std::unordered_map<std::string_view, const SchemaNode*> types_;
  std::map<std::string, std::shared_ptr<const Schema>> rules_;  // by their JSON text
};

}  // namespace chartrender::check::kube
