// The matchers that gobwas/glob compiles a pattern to. Which of them it chooses decides its
// answers, so they are the same here. Used by Glob only. Source: github.com/gobwas/glob v0.2.3
// match/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algo/glob_syntax.h"

namespace chartrender {

struct GlobMatcher {
  enum class Kind : uint8_t {
    kText,  // text
    kAny,   // no '/'
    kSuper,
    kSingle,  // one character but '/'
    kList,    // one character of text
    kRange,   // one character from low to high
    kNothing,
    kAnyOf,         // children
    kEveryOf,       // children
    kRow,           // children of fixed length, `length` characters together
    kTree,          // children[0], with what stands before and behind it in left and right
    kContains,      // text; negated
    kPrefix,        // text
    kSuffix,        // text
    kPrefixSuffix,  // text, suffix
    kPrefixAny,     // text, then no '/'
    kSuffixAny,     // no '/', then text
    kMin,           // at least `length` characters
    kMax,           // at most `length` characters
  };
  static constexpr int kNoLength = -1;

  Kind kind = Kind::kNothing;
  bool negated = false;
  uint32_t low = 0, high = 0;
  int length = 0;
  std::string text;
  std::string suffix;
  std::vector<GlobMatcher> children;
  std::vector<GlobMatcher> left, right;  // one or none

  // Characters that every match has, or kNoLength.
  int Length() const;
};

GlobMatcher CompileGlob(const GlobTerm& term);

// Runs matchers on texts; counts its work and gives up (Failure kLimit) when it is too much.
class GlobSearch {
 public:
  bool Match(const GlobMatcher& matcher, std::string_view text);

 private:
  // The first place where a match begins, and the lengths in bytes that it may have there.
  struct Found {
    size_t index = 0;
    std::vector<size_t> lengths;
  };

  bool MatchTree(const GlobMatcher& tree, std::string_view text);
  std::optional<Found> Index(const GlobMatcher& matcher, std::string_view text);
  std::optional<Found> IndexAffix(const GlobMatcher& matcher, std::string_view text, size_t at);
  std::optional<Found> IndexCount(const GlobMatcher& matcher, std::string_view text);
  std::optional<Found> IndexRow(const GlobMatcher& matcher, std::string_view text);
  std::optional<Found> IndexAnyOf(const GlobMatcher& matcher, std::string_view text);
  std::optional<Found> IndexEveryOf(const GlobMatcher& matcher, std::string_view text);
  void Charge(size_t work);

  uint64_t work_ = 0;
};

}  // namespace chartrender
