// A matcher for the small regular expressions that charts are full of ("^[a-z0-9]+$"): it says
// whether a text matches, without where. Building it costs a hundredth of what building RE2 costs,
// and a short text meets most expressions once. Takes ASCII expressions of literals, classes,
// groups, `|`, `*`, `+`, `?`, counts and anchors, and short ASCII texts; all others are for RE2.
// Runs in time proportional to text times expression. Immutable after construction.
// Source: regexp/syntax, Go 1.26 (the same meaning).
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace chartrender {

class SmallRegex {
 public:
  // Nothing when the expression is not small, or not well-formed for Go.
  static std::optional<SmallRegex> Compile(std::string_view pattern);

  // Nothing when the text is not ASCII, or too long.
  std::optional<bool> Matches(std::string_view text) const;

 private:
  friend class SmallRegexCompiler;
  friend class SmallRegexRows;
  using Set = std::bitset<128>;
  using Word = uint64_t;
  static constexpr size_t kMaxWords = 8;

  template <size_t kWords>
  std::optional<bool> MatchesWith(std::string_view text) const;

  // A position is a place of the expression that takes one character; `positions_` says which set
  // it takes it from. A row says what may come next, a bit for each position and two more: that the
  // expression has matched, and that it has if the text ends here. There is a row for each position
  // and two more: for the start of the text, and for a match that starts further on.
  std::vector<Set> sets_;
  std::vector<uint16_t> positions_;
  std::vector<Word> rows_;
  size_t words_ = 0;  // of a row: 1, 2, 4 or kMaxWords
};

}  // namespace chartrender
