#include "base/line_starts.h"

#include <algorithm>

namespace chartrender {

LineStarts::LineStarts(std::string_view text) {
  for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1))
    starts_.push_back(end + 1);
}

uint32_t LineStarts::LineAt(size_t offset) const {
  return static_cast<uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) -
                               starts_.begin());
}

}  // namespace chartrender
