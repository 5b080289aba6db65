// The line of every node of one YAML document, found by JSON pointer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/arena.h"

namespace chartrender::check {

class LineIndex {
 public:
  // `text` must outlive the index. Of a text that is no YAML only the part before the fault is
  // known.
  explicit LineIndex(std::string_view text);

  // 0-based line of the member's key or of the list's item; of the deepest part that is there when
  // the pointer leads nowhere (a missing field).
  [[nodiscard]] uint32_t LineOf(std::string_view pointer) const;

 private:
  struct Node {
    std::string_view key;  // of a member
    uint32_t line = 0;
    bool is_list = false;
    // Its items in their order, its members by key: `count` places of children_.
    size_t first_child = 0;
    size_t count = 0;
  };
  class Builder;

  // 0: none.
  [[nodiscard]] uint32_t ChildOf(const Node& node, std::string_view token) const;

  Arena arena_;
  std::vector<Node> nodes_;         // the first is the document
  std::vector<uint32_t> children_;  // indices of nodes_
};

// The line that the text of an error about YAML names, "yaml: line 3: ...", else 1.
uint32_t LineOfYamlError(std::string_view message);

}  // namespace chartrender::check
