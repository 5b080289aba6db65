// The longest common subsequence of two lists of texts, as the gaps between what is kept. Used for
// list items and for the lines of texts.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace chartrender::golden {

// before[before_begin, before_end) became after[after_begin, after_end); at least one side is not
// empty.
struct Gap {
  size_t before_begin, before_end;
  size_t after_begin, after_end;
};

// The gaps in order. Time is proportional to the size of the lists times the size of the
// difference; where the lists differ in more than 1,000 places the rest is one gap.
std::vector<Gap> FindGaps(const std::vector<std::string>& before,
                          const std::vector<std::string>& after);

}  // namespace chartrender::golden
