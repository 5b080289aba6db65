// Turns schema documents into nodes: every place that a keyword or a reference leads to becomes one
// node, whose keywords are read once. Source: santhosh-tekuri/jsonschema 6.0.3 compiler.go,
// objcompiler.go.
#pragma once

#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "schema/library.h"
#include "schema/node.h"
#include "schema/schema.h"

namespace chartrender::schema {

struct CompilerOptions {
  SchemaOptions schema;
  // `format` counts in every draft, as in the metaschemas themselves.
  bool assert_format = false;
};

// Owns the nodes it makes and the documents they stand in.
class Compiler {
 public:
  explicit Compiler(CompilerOptions options);
  Compiler(const Compiler&) = delete;
  Compiler& operator=(const Compiler&) = delete;

  Arena& arena() { return arena_; }
  Library& library() { return library_; }

  // The schema at `url`, which may have a fragment. Throws Failure(kSchema) with Helm's text.
  const Node& Compile(std::string_view url);

 private:
  Node* Enqueue(Document& document, PlaceId place);
  void CompileNode(Node& node);

  CompilerOptions options_;
  Arena arena_;
  Library library_;
  std::deque<Node> nodes_;
  std::vector<Node*> queue_;
  std::unordered_map<std::string, Pattern> patterns_;
};

}  // namespace chartrender::schema
