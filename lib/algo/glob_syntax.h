// The syntax of gobwas/glob: a pattern as a tree of terms. Used by Glob only.
// Source: github.com/gobwas/glob v0.2.3 syntax/.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender {

struct GlobTerm {
  enum class Kind : uint8_t {
    kText,
    kAny,
    kSuper,
    kSingle,
    kList,
    kRange,
    kAnyOf,
    kPattern,
    kNothing
  };
  Kind kind = Kind::kText;
  bool negated = false;
  uint32_t low = 0, high = 0;      // kRange
  std::string text;                // kText; the characters of kList
  std::vector<GlobTerm> children;  // kAnyOf: patterns; kPattern: terms

  bool operator==(const GlobTerm&) const = default;
};

// Fills `pattern`, of kind kPattern. False when the text does not parse.
bool ParseGlob(std::string_view text, GlobTerm& pattern);

}  // namespace chartrender
