#include <unordered_map>
#include <vector>

#include "base/error.h"
#include "codec/yaml/node.h"
#include "codec/yaml/parser.h"

namespace chartrender::yaml {

namespace {

class Composer {
 public:
  Composer(std::string_view text, Arena& scratch) : parser_(text, scratch), scratch_(scratch) {}

  Node* Run() {
    parser_.Next();  // stream start
    if (parser_.Next().type == EventType::kStreamEnd) return nullptr;
    for (;;) {
      const Event event = parser_.Next();
      switch (event.type) {
        case EventType::kScalar:
          Add(NodeType::kScalar, event);
          break;
        case EventType::kAlias:
          AddAlias(event);
          break;
        case EventType::kSequenceStart:
          open_.push_back({Add(NodeType::kSequence, event)});
          break;
        case EventType::kMappingStart:
          open_.push_back({Add(NodeType::kMapping, event)});
          break;
        case EventType::kSequenceEnd:
        case EventType::kMappingEnd:
          open_.pop_back();
          break;
        default:
          return root_;
      }
    }
  }

 private:
  struct Open {
    Node* node = nullptr;
    Node* last = nullptr;  // its last child
  };

  Node* Add(NodeType type, const Event& event) {
    Node* node = scratch_.New<Node>();
    node->type = type;
    node->implicit = event.implicit;
    node->tag = event.tag;
    node->value = event.value;
    node->line = event.line;
    if (!event.anchor.empty() && type != NodeType::kAlias) anchors_[event.anchor] = node;
    if (open_.empty()) {
      root_ = node;
      return node;
    }
    Open& parent = open_.back();
    (parent.last == nullptr ? parent.node->first : parent.last->next) = node;
    parent.last = node;
    ++parent.node->size;
    return node;
  }

  void AddAlias(const Event& event) {
    Node* node = Add(NodeType::kAlias, event);
    node->value = event.anchor;
    const auto found = anchors_.find(event.anchor);
    if (found == anchors_.end())
      FailPlain(StrCat("unknown anchor '", event.anchor, "' referenced"));
    node->target = found->second;
  }

  Parser parser_;
  Arena& scratch_;
  Node* root_ = nullptr;
  std::vector<Open> open_;
  std::unordered_map<std::string_view, Node*> anchors_;
};

}  // namespace

Node* Compose(std::string_view text, Arena& scratch) { return Composer(text, scratch).Run(); }

bool IsMergeKey(const Node& node) {
  return node.type == NodeType::kScalar && node.value == "<<" &&
         (node.implicit || node.tag == "tag:yaml.org,2002:merge");
}

}  // namespace chartrender::yaml
