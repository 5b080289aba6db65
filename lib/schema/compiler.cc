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
  Document* document = library_.OpenSelfContained(start.url);
  if (document == nullptr) document = &library_.Open(start.url);
  const Library::Target target = library_.ResolveFragment(*document, start.fragment);
  if (document->self_contained && !start.fragment.empty()) {
    library_.EnsureSchema(*document, *target.place);
  }
  const Node* first = NodeAt(*target.document, *target.place);
  for (size_t done = 0; done < queue_.size(); ++done) CompileNode(*queue_[done]);
  queue_.clear();
  return *first;
}

void Compiler::ForgetBudget() {
  options_.schema.budget = nullptr;
  arena_.ForgetBudget();
}

Node* Compiler::NodeAt(Document& document, Place& place) {
  if (place.node != nullptr) return place.node;
  Node* node = place.node = arena_.New<Node>();
  node->document = &document;
  node->place = &place;
  if (!document.self_contained) {
    queue_.push_back(node);
  } else if (place.value.is_map()) {
    node->later.store(this, std::memory_order_relaxed);
  } else {
    CompileNode(*node);
  }
  return node;
}

void Compiler::CompileReached(Node& node) {
  const std::lock_guard lock(reached_);
  if (node.later.load(std::memory_order_relaxed) == nullptr) return;
  CompileNode(node);
  node.later.store(nullptr, std::memory_order_release);
}

// A node does not change its document; but the places it refers to are entered there.
void Compiler::CompileNode(Node& node) {
  auto& document = const_cast<Document&>(*node.document);
  if (!document.self_contained) {
    if (Budget* budget = options_.schema.budget) budget->ChargeSteps(1);
    library_.EnsureSchema(document, *node.place);
  }
  Resource& resource = document.ResourceOf(*node.place);
  node.version = resource.dialect.draft->version;
  node.resource = NodeAt(document, *resource.place);
  if (node.version >= 2020 && node.resource == &node && !resource.dynamic_anchors.empty()) {
    std::vector<DynamicAnchor> anchors;
    for (const std::string& anchor : resource.dynamic_anchors) {
      anchors.push_back({anchor, NodeAt(document, *resource.anchors.find(anchor)->second)});
    }
    node.dynamic_anchors = Kept(anchors, arena_);
  }
  const Value value = node.place->value;
  if (value.is(Kind::kBool)) {
    node.trivial = value.AsBool() ? Node::Trivial::kTrue : Node::Trivial::kFalse;
  } else if (value.is_map() && value.AsMap()->empty()) {
    node.trivial = Node::Trivial::kTrue;
  } else if (value.is_map()) {
    ObjectReader(*this, document, resource, node).Read();
  }
}

void Node::CompileLater(Compiler& compiler) const {
  // Only its compiler made it, and not as a constant.
  compiler.CompileReached(const_cast<Node&>(*this));
}

}  // namespace chartrender::schema
