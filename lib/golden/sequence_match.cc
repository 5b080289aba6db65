// Source of the algorithm: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986.
#include "golden/sequence_match.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace chartrender::golden {

namespace {

constexpr int64_t kMostDifferences = 1000;

using Texts = std::vector<std::string>;
using Pairs = std::vector<std::pair<size_t, size_t>>;  // positions kept on both sides, ascending

// The part of both lists behind their common prefix and before their common suffix.
struct Middle {
  const Texts& before;
  const Texts& after;
  size_t start;
  int64_t rows, columns;  // sizes of the parts

  bool Same(int64_t row, int64_t column) const {
    return before[start + static_cast<size_t>(row)] == after[start + static_cast<size_t>(column)];
  }
};

// Follows the furthest path back from the end through the kept frontiers of every step.
Pairs Backtrack(const Middle& middle, const std::vector<std::vector<int64_t>>& frontiers) {
  Pairs kept;
  int64_t row = middle.rows;
  int64_t column = middle.columns;
  for (auto step = static_cast<int64_t>(frontiers.size()) - 1; step >= 0; --step) {
    const std::vector<int64_t>& frontier = frontiers[static_cast<size_t>(step)];
    const auto at = [&](int64_t diagonal) {
      return frontier[static_cast<size_t>(diagonal + step + 1)];
    };
    const int64_t diagonal = row - column;
    const bool down =
        diagonal == -step || (diagonal != step && at(diagonal - 1) < at(diagonal + 1));
    const int64_t from_diagonal = down ? diagonal + 1 : diagonal - 1;
    const int64_t from_row = step == 0 ? 0 : at(from_diagonal);
    const int64_t from_column = step == 0 ? 0 : from_row - from_diagonal;
    while (row > from_row && column > from_column) {
      --row;
      --column;
      kept.emplace_back(middle.start + static_cast<size_t>(row),
                        middle.start + static_cast<size_t>(column));
    }
    row = from_row;
    column = from_column;
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

// frontiers[d] holds, for diagonals -(d+1)..d+1, the furthest row reached before step d.
Pairs MatchMiddle(const Middle& middle) {
  std::vector<std::vector<int64_t>> frontiers;
  std::vector<int64_t> furthest = {0, 0, 0};  // diagonals -1, 0, 1
  const int64_t most = std::min(middle.rows + middle.columns, kMostDifferences);
  for (int64_t step = 0; step <= most; ++step) {
    frontiers.push_back(furthest);
    std::vector<int64_t> next(static_cast<size_t>(2 * step + 5), 0);
    const auto before_step = [&](int64_t diagonal) {
      return furthest[static_cast<size_t>(diagonal + step + 1)];
    };
    for (int64_t diagonal = -step; diagonal <= step; diagonal += 2) {
      const bool down = diagonal == -step ||
                        (diagonal != step && before_step(diagonal - 1) < before_step(diagonal + 1));
      int64_t row =
          step == 0 ? 0 : (down ? before_step(diagonal + 1) : before_step(diagonal - 1) + 1);
      while (row < middle.rows && row - diagonal < middle.columns &&
             middle.Same(row, row - diagonal))
        ++row;
      next[static_cast<size_t>(diagonal + step + 2)] = row;
      if (row >= middle.rows && row - diagonal >= middle.columns)
        return Backtrack(middle, frontiers);
    }
    furthest = std::move(next);
  }
  return {};
}

}  // namespace

std::vector<Gap> FindGaps(const Texts& before, const Texts& after) {
  size_t start = 0;
  while (start < before.size() && start < after.size() && before[start] == after[start]) ++start;
  size_t tail = 0;
  while (tail < before.size() - start && tail < after.size() - start &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const Middle middle{before, after, start, static_cast<int64_t>(before.size() - tail - start),
                      static_cast<int64_t>(after.size() - tail - start)};
  Pairs kept = MatchMiddle(middle);
  kept.emplace_back(before.size() - tail, after.size() - tail);
  std::vector<Gap> gaps;
  size_t row = start;
  size_t column = start;
  for (const auto& [kept_row, kept_column] : kept) {
    if (kept_row > row || kept_column > column)
      gaps.push_back({row, kept_row, column, kept_column});
    row = kept_row + 1;
    column = kept_column + 1;
  }
  return gaps;
}

}  // namespace chartrender::golden
