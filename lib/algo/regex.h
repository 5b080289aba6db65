// Regular expressions as Go's package regexp has them: RE2 does the matching, the syntax errors,
// the treatment of bad UTF-8 (each bad byte is one U+FFFD) and the rules for empty matches are
// Go's. Compile once, use often; a Regex is const after construction and may be shared between
// threads. Source: regexp/regexp.go, Go 1.26.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algo/small_regex.h"

namespace re2 {
class RE2;
}

namespace chartrender {

class Budget;

class Regex {
 public:
  // Byte offsets in the text that was searched; `begin` is kNone for a group that took no part.
  struct Span {
    static constexpr size_t kNone = static_cast<size_t>(-1);
    size_t begin = kNone;
    size_t end = kNone;
    bool found() const { return begin != kNone; }
  };

  // Throws Failure with Go's text ("error parsing regexp: missing closing ): `(`"), or
  // Failure(kLimit) when the compiled expression would need more than `max_bytes`.
  explicit Regex(std::string_view pattern, uint64_t max_bytes = kDefaultBytes);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  const std::string& pattern() const { return pattern_; }
  // Number of groups, and their names from 1 on ("" for none).
  size_t group_count() const { return group_names_.size(); }
  const std::vector<std::string>& group_names() const { return group_names_; }

  // A search cannot be stopped: with a `budget` one is not begun that could take, at the worst,
  // longer than the time left.

  // MatchString, FindStringIndex, FindStringSubmatchIndex (entry 0 is the whole match; empty: no
  // match).
  bool Matches(std::string_view text, Budget* budget = nullptr) const;
  std::optional<Span> Find(std::string_view text, Budget* budget = nullptr) const;
  std::vector<Span> FindGroups(std::string_view text, Budget* budget = nullptr) const;

  // FindAllStringIndex: at most `n` matches, all when n < 0. An empty match directly after a match
  // is none.
  std::vector<Span> FindAll(std::string_view text, int64_t n, Budget* budget = nullptr) const;
  // Split: at most `n` pieces, all when n < 0, none when n == 0. The pieces are views of `text`.
  std::vector<std::string_view> Split(std::string_view text, int64_t n,
                                      Budget* budget = nullptr) const;

  // ReplaceAllString: $1, ${1}, $name, ${name} and $$ in `replacement` are expanded. The size of
  // the result is held against `budget` when there is one.
  std::string ReplaceAll(std::string_view text, std::string_view replacement,
                         Budget* budget = nullptr) const;
  std::string ReplaceAllLiteral(std::string_view text, std::string_view replacement,
                                Budget* budget = nullptr) const;

  static std::string QuoteMeta(std::string_view text);

 private:
  static constexpr uint64_t kDefaultBytes = uint64_t{64} << 20;
  struct Subject;
  struct Replacement;

  void ExpectSearch(Budget& budget, size_t bytes) const;
  bool Search(const Subject& subject, size_t from, std::vector<Span>& groups, Budget* budget) const;
  template <class Deliver>
  void EachMatch(const Subject& subject, int64_t n, Budget* budget, Deliver deliver) const;
  std::string Replace(std::string_view text, const Replacement& replacement, Budget* budget) const;
  Replacement ParseReplacement(std::string_view text) const;

  // RE2, built when a small expression first needs it.
  struct Engine;
  const re2::RE2& re2() const;

  std::string pattern_;
  std::optional<SmallRegex> small_;
  std::unique_ptr<Engine> engine_;
  std::vector<std::string> group_names_;
};

}  // namespace chartrender
