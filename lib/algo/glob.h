// Two pattern languages for paths: gobwas/glob, which .Files.Glob uses ('*' stops at '/', '**' does
// not, {a,b} are alternatives), and Go's path.Match, which .helmignore uses. Immutable after
// construction.
// Source: github.com/gobwas/glob v0.2.3 with the separator '/'; path/match.go, Go 1.26.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

namespace chartrender {

struct GlobMatcher;

class Glob {
 public:
  // Nothing when the pattern does not parse.
  static std::optional<Glob> Compile(std::string_view pattern);
  ~Glob();
  Glob(Glob&&) noexcept;
  Glob& operator=(Glob&&) noexcept;

  // True when the module says that the pattern matches the whole of `text`. It is wrong for some
  // patterns (a '?' before a letter outside of ASCII, {a*b,c} before something), and so is this.
  // Throws Failure for the patterns it panics on, and Failure(kLimit) when the search takes too
  // long.
  bool Matches(std::string_view text) const;

 private:
  explicit Glob(std::unique_ptr<GlobMatcher> matcher);
  std::unique_ptr<GlobMatcher> matcher_;
};

// path.Match (and filepath.Match on Unix). Nothing when the pattern is malformed ("syntax error in
// pattern").
std::optional<bool> PathMatch(std::string_view pattern, std::string_view name);

}  // namespace chartrender
