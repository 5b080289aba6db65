#include "base/line_starts.h"

#include <algorithm>

namespace chartrender {

// In pieces whose count fits into a byte, which works on vectors.
uint32_t LineEndsIn(std::string_view text) {
  constexpr size_t kPiece = 128;
  uint32_t ends = 0;
  for (; text.size() >= kPiece; text.remove_prefix(kPiece)) {
    uint8_t count = 0;
    for (size_t i = 0; i < kPiece; ++i) count += static_cast<uint8_t>(text[i] == '\n');
    ends += count;
  }
  return ends + static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

LineStarts::LineStarts(std::string_view text) {
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1))
    starts_.push_back(end + 1);
}

uint32_t LineStarts::LineAt(size_t offset) const {
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) -
                               starts_.begin());
}

uint32_t LineStarts::LineAt(size_t offset, uint32_t near) const {
  for (uint32_t line = near; line <= near + 1 && line <= starts_.size(); ++line) {
    const bool begins_before = line == 0 || starts_[line - 1] <= offset;
    const bool ends_behind = line == starts_.size() || offset < starts_[line];
    if (begins_before && ends_behind) return line;
  }
  return LineAt(offset);
}

}  // namespace chartrender
