#include "schema/compiler.h"

#include <utility>

#include "base/budget.h"
#include "schema/object_reader.h"

namespace chartrender::schema {

Compiler::Compiler(CompilerOptions options)
    : options_(std::move(options)),
      arena_(options_.schema.budget),
      library_(options_.schema, arena_) {}

const Node& Compiler::Compile(std::string_view url) {
  const Reference start = SplitReference(url);
  const Library::Target target = library_.ResolveFragment(library_.Open(start.url), start.fragment);
  const Node* first = Enqueue(*target.document, target.place);
  for (size_t done = 0; done < queue_.size(); ++done) CompileNode(*queue_[done]);
  queue_.clear();
  return *first;
}

Node* Compiler::Enqueue(Document& document, PlaceId place) {
  Place& at = document.At(place);
  if (at.node == nullptr) {
    at.node = &nodes_.emplace_back();
    at.node->document = &document;
    at.node->place = place;
    queue_.push_back(at.node);
  }
  return at.node;
}

void Compiler::CompileNode(Node& node) {
  if (Budget* budget = options_.schema.budget) budget->ChargeSteps(1);
  // The node does not change its document; the places it refers to are entered there.
  auto& document = const_cast<Document&>(*node.document);
  library_.EnsureSchema(document, node.place);
  Resource& resource = document.ResourceOf(node.place);
  node.version = resource.dialect.draft->version;
  node.resource = Enqueue(document, resource.place);
  if (node.version >= 2020 && node.resource == &node) {
    for (const std::string& anchor : resource.dynamic_anchors) {
      const PlaceId place = resource.anchors.find(anchor)->second;
      node.dynamic_anchors.emplace_back(anchor, Enqueue(document, place));
    }
  }
  const Value value = document.At(node.place).value;
  if (value.is(Kind::kBool)) {
    node.trivial = value.AsBool() ? Node::Trivial::kTrue : Node::Trivial::kFalse;
  } else if (value.is_map() && value.AsMap()->empty()) {
    node.trivial = Node::Trivial::kTrue;
  } else if (value.is_map()) {
    ObjectReader reader({library_, document, resource, options_.assert_format, patterns_,
                         [this](Document& where, PlaceId place) { return Enqueue(where, place); }},
                        *value.AsMap(), node);
    reader.Read();
  }
}

}  // namespace chartrender::schema
