// The lines of a text by offset: one pass to make, then a binary search for each question. For who
// asks about many places of one text; who asks once may as well count.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace chartrender {

// How many ends of lines `text` has.
uint32_t LineEndsIn(std::string_view text);

class LineStarts {
 public:
  explicit LineStarts(std::string_view text);

  // How many ends of lines stand before the byte at `offset`: its line, counted from 0.
  [[nodiscard]] uint32_t LineAt(size_t offset) const;
  // The same, sooner where it is line `near` or the next one.
  [[nodiscard]] uint32_t LineAt(size_t offset, uint32_t near) const;

 private:
  std::vector<size_t> starts_;  // of every line but the first
};

}  // namespace chartrender
