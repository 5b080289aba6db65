// Turns schema documents into nodes: every place that a keyword or a reference leads to becomes one
// node, whose keywords are read once. Source: santhosh-tekuri/jsonschema 6.0.3 compiler.go,
// objcompiler.go.
#pragma once

#include <deque>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
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

// Owns the nodes it makes and the documents they stand in. The nodes of a self-contained document
// are compiled when validation reaches them: most values meet few of them.
class Compiler {
 public:
  explicit Compiler(CompilerOptions options);
  Compiler(const Compiler&) = delete;
  Compiler& operator=(const Compiler&) = delete;

  Arena& arena() { return arena_; }
  Library& library() { return library_; }
  bool assert_format() const { return options_.assert_format; }

  // The schema at `url`, which may have a fragment. Throws Failure(kSchema) with Helm's text.
  const Node& Compile(std::string_view url);
  // The budget is about to end before this: nothing more is charged.
  void ForgetBudget();

  // The node of a place, to be compiled later when it is new.
  Node* NodeAt(Document& document, Place& place);
  // Compiles a node that validation has reached, unless that has been done. Safe from any thread.
  void CompileReached(Node& node);

  // What lives as long as the nodes.
  const NumberRules* Keep(NumberRules rules) { return &numbers_.emplace_back(std::move(rules)); }
  std::span<const Node* const> Keep(std::vector<const Node*> nodes) {
    return lists_.emplace_back(std::move(nodes));
  }

 private:
  void CompileNode(Node& node);

  CompilerOptions options_;
  Arena arena_;
  Library library_;
  std::deque<NumberRules> numbers_;
  std::deque<std::vector<const Node*>> lists_;
  std::vector<Node*> queue_;
  std::mutex reached_;
};

}  // namespace chartrender::schema
