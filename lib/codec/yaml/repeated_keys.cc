// Keys that a mapping has twice. Source: go.yaml.in/yaml/v2 2.4.4 decode.go setMapIndex (strict).
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/stack.h"
#include "codec/yaml/generic.h"
#include "codec/yaml/node.h"
#include "codec/yaml/read.h"

namespace chartrender {

namespace {

using yaml::Node;
using yaml::NodeType;

class KeyCheck {
 public:
  void Visit(Node& node) {
    CheckStack();
    if (node.type == NodeType::kAlias) return Visit(*node.target);
    if (node.type == NodeType::kSequence) {
      for (Node* child = node.first; child != nullptr; child = child->next) Visit(*child);
    } else if (node.type == NodeType::kMapping) {
      Keys keys;
      VisitMapping(node, keys);
    }
  }

  [[nodiscard]] const std::string& problems() const { return problems_; }

 private:
  using Keys = std::set<std::string>;  // in Go syntax, which tells 1 from "1"

  void VisitMapping(Node& mapping, Keys& keys) {
    CheckStack();
    for (Node* key = mapping.first; key != nullptr; key = key->next->next) {
      Node& value = *key->next;
      if (yaml::IsMergeKey(*key)) {
        VisitMerged(value, keys);
        continue;
      }
      Visit(value);
      std::string name = yaml::GoSyntaxOfNode(*key);
      const int64_t line = (value.line < 0 ? key->line : value.line) + 1;
      if (keys.contains(name)) {
        problems_ +=
            StrCat("\n  line ", std::to_string(line), ": key ", name, " already set in map");
      } else {
        keys.insert(std::move(name));
      }
    }
  }

  void VisitMerged(Node& node, Keys& keys) {
    CheckStack();
    if (node.type == NodeType::kAlias) return VisitMerged(*node.target, keys);
    if (node.type == NodeType::kMapping) return VisitMapping(node, keys);
    std::vector<Node*> items;
    for (Node* child = node.first; child != nullptr; child = child->next) items.push_back(child);
    for (auto item = items.rbegin(); item != items.rend(); ++item) VisitMerged(**item, keys);
  }

  std::string problems_;
};

}  // namespace

void RefuseRepeatedKeys(std::string_view text) {
  Arena scratch;
  Node* root = yaml::Compose(text, scratch);
  if (root == nullptr) return;
  KeyCheck check;
  check.Visit(*root);
  if (check.problems().empty()) return;
  throw Failure(ErrorCode::kValues,
                StrCat("error converting YAML to JSON: yaml: unmarshal errors:", check.problems()));
}

}  // namespace chartrender
