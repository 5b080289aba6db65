#include "golden/sequence_match.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace chartrender::golden {

namespace {

// The length of the longest common subsequence, the slow and obvious way.
size_t Longest(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::vector<size_t>> best(a.size() + 1, std::vector<size_t>(b.size() + 1, 0));
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      best[i][j] =
          a[i - 1] == b[j - 1] ? best[i - 1][j - 1] + 1 : std::max(best[i - 1][j], best[i][j - 1]);
    }
  }
  return best[a.size()][b.size()];
}

}  // namespace

TEST_CASE("the gaps leave a longest common subsequence") {
  uint32_t state = 7;
  const auto random = [&](uint32_t n) {
    state = state * 1664525 + 1013904223;
    return (state >> 10) % n;
  };
  for (int round = 0; round < 500; ++round) {
    std::vector<std::string> before(random(12));
    std::vector<std::string> after(random(12));
    for (auto& text : before) text = std::string(1, static_cast<char>('a' + random(4)));
    for (auto& text : after) text = std::string(1, static_cast<char>('a' + random(4)));
    size_t row = 0;
    size_t column = 0;
    size_t kept = 0;
    const auto keep_until = [&](size_t row_end, size_t column_end) {
      REQUIRE(row_end - row == column_end - column);
      for (; row < row_end; ++row, ++column, ++kept) CHECK(before[row] == after[column]);
    };
    for (const Gap& gap : FindGaps(before, after)) {
      keep_until(gap.before_begin, gap.after_begin);
      row = gap.before_end;
      column = gap.after_end;
    }
    keep_until(before.size(), after.size());
    CHECK(kept == Longest(before, after));
  }
}

}  // namespace chartrender::golden
