// JSON Schema, drafts 4, 6, 7, 2019-09 and 2020-12: a document is compiled once and then validates
// any number of values. Place in the pipeline: a chart compiles its values.schema.json at load,
// each render validates the coalesced values of that chart with it before any template runs.
//
// A Schema is immutable and may be shared between threads. One that cannot be compiled is a Schema
// too: it holds its error, and Helm reports that error at every validation. Nothing is fetched:
// documents other than the root come from SchemaOptions::loader, and without one every address
// answers as an unreachable one does in Helm. Deep schemas and values recurse; call both functions
// on a large stack (base/stack.h) to reach Helm's own limits. Source: helm.sh/helm/v4 4.3.1
// pkg/chart/common/util/jsonschema.go; santhosh-tekuri/jsonschema 6.0.3.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace chartrender {

class Budget;

enum class SchemaDraft : uint8_t { k4, k6, k7, k2019, k2020 };

struct SchemaOptions {
  // The root's address: relative references are resolved against it.
  std::string url = "file:///values.schema.json";
  // Of documents without a `$schema` of their own.
  SchemaDraft default_draft = SchemaDraft::k2020;
  // The JSON text of another document, nothing for an address that it does not know; a Failure's
  // message becomes the reason in `failing loading "URL": REASON`. Called while compiling only.
  std::function<std::optional<std::string>(std::string_view url)> loader;
  // Charged for the memory of compilation; may be null.
  Budget* budget = nullptr;
};

class Schema {
 public:
  struct Compiled;
  explicit Schema(std::unique_ptr<const Compiled> compiled);
  ~Schema();

  // Why the document cannot be used, as Helm prints it; "" when it can.
  const std::string& error() const;
  // False when the text could not even be read as JSON.
  bool is_json() const;
  // References to `urn:` that nobody resolves: Helm takes a schema that allows everything and warns
  // (`unresolved URN reference ignored; using permissive schema`).
  const std::vector<std::string>& unresolved_urns() const;
  const Compiled& compiled() const { return *compiled_; }

 private:
  std::unique_ptr<const Compiled> compiled_;
};

// Compiles `json_text`. Reports a bad document through Schema::error(); throws only
// Failure(kLimit).
std::shared_ptr<const Schema> CompileSchema(std::string_view json_text,
                                            const SchemaOptions& options = {});

// One thing that is wrong with a value, or with the schema document itself (then the pointer is
// empty).
struct SchemaFinding {
  std::string pointer;  // JSON pointer into the validated value
  std::string message;
};

struct SchemaResult {
  // What Helm prints below the chart's name: lines such as "- at '/a': got string, want integer\n".
  // An error of the schema document itself has no newline at its end. Empty when the value is
  // valid.
  std::string text;
  std::vector<SchemaFinding> findings;
  bool valid() const { return text.empty(); }
};

// Validates `instance`. Where Helm's order depends on Go's map order, keys go in byte order.
// `budget`, when not null, is charged for each step. Throws only Failure(kLimit) and
// Failure(kCancelled).
SchemaResult ValidateSchema(const Schema& schema, Value instance, Budget* budget = nullptr);

}  // namespace chartrender
