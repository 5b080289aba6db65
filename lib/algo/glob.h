// Two pattern languages for paths: gobwas/glob, which .Files.Glob uses ('*' stops at '/', '**' does
// not, {a,b} are alternatives), and Go's path.Match, which .helmignore uses. Immutable after
// construction. Source: github.com/gobwas/glob v0.2.3 with the separator '/'; path/match.go,
// Go 1.26.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender {

class Glob {
 public:
  // Nothing when the pattern does not parse.
  static std::optional<Glob> Compile(std::string_view pattern);

  // True when the pattern matches the whole of `text`.
  bool Matches(std::string_view text) const;

 private:
  struct Term {
    enum class Kind : uint8_t { kText, kAny, kSuper, kSingle, kList, kRange, kAnyOf };
    Kind kind = Kind::kText;
    bool negated = false;
    uint32_t low = 0, high = 0;            // kRange
    std::string text;                      // kText; the characters of kList
    std::vector<std::vector<Term>> parts;  // kAnyOf
  };
  using Pattern = std::vector<Term>;
  class Parser;
  // Offsets of the text that a part of the pattern may end at: one flag per byte and one for the
  // end.
  using Ends = std::vector<bool>;

  static Ends MatchPattern(const Pattern& pattern, std::string_view text, Ends ends);
  static Ends MatchTerm(const Term& term, std::string_view text, const Ends& from);
  static bool HoldsRune(const Term& term, uint32_t code);

  Pattern pattern_;
};

// path.Match (and filepath.Match on Unix). Nothing when the pattern is malformed ("syntax error in
// pattern").
std::optional<bool> PathMatch(std::string_view pattern, std::string_view name);

}  // namespace chartrender
