#include "base/line_starts.h"

#include <algorithm>

namespace chartrender {

uint32_t LineEndsIn(std::string_view text) {
  uint32_t ends = 0;
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    ++ends;
  return ends;
}

LineStarts::LineStarts(std::string_view text) {
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1))
    starts_.push_back(end + 1);
}

uint32_t LineStarts::LineAt(size_t offset) const {
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) -
                               starts_.begin());
}

}  // namespace chartrender
