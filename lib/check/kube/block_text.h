// A long YAML text of block mappings seen by its lines, so that parts of it can be read alone: the
// schemas of a resource definition are megabytes, and a manifest meets few of their fields. What
// a line begins follows from its indentation; nothing but keys is looked at.
//
// A text that is written in another way (anchors, tabs, flow style where a block is looked for)
// gives no entries, and is to be read whole. Views point into the text. Const once made.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace chartrender::check::kube {

class BlockText {
 public:
  // Lines of one block; its entries stand in `column`, the first one in the first line.
  struct Block {
    uint32_t from = 0;
    uint32_t to = 0;
    uint32_t column = 0;
    [[nodiscard]] bool empty() const { return from >= to; }
  };
  struct Entry {
    std::string_view key;
    std::string_view text;     // key and value with all their lines: YAML in itself
    std::string_view inlined;  // what stands behind the colon, but for a comment
    Block below;               // the lines under the key
  };

  explicit BlockText(std::string_view text);

  // The whole text; empty where it cannot be taken apart.
  [[nodiscard]] Block Whole() const;
  // The entries of a block mapping, in their order; nothing for anything else.
  [[nodiscard]] std::optional<std::vector<Entry>> Mapping(Block block) const;
  // The items of a block sequence.
  [[nodiscard]] std::optional<std::vector<Block>> Sequence(Block block) const;

 private:
  static constexpr uint32_t kBlank = UINT32_MAX;  // an empty line or a comment
  struct Line {
    uint32_t offset;
    uint32_t indent;
    uint32_t next;  // the next line that is no deeper; of a blank one the next that is filled
  };

  void LinkLines();
  [[nodiscard]] std::string_view Content(uint32_t line, uint32_t column) const;
  [[nodiscard]] bool IsItem(uint32_t line, uint32_t column) const;
  [[nodiscard]] uint32_t NextFilled(uint32_t line, uint32_t to) const;
  // Behind the lines that belong to what begins in `line`.
  [[nodiscard]] uint32_t EndOf(uint32_t line, Block block, bool with_items) const;
  bool ReadEntry(uint32_t line, uint32_t end, uint32_t column, Entry& entry) const;

  std::string_view text_;
  std::vector<Line> lines_;  // and one behind the last
  bool is_plain_ = true;
};

}  // namespace chartrender::check::kube
