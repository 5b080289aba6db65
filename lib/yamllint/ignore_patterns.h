// Patterns of paths as in a .gitignore, as yamllint's library pathspec reads them: the last pattern
// that matches decides, but one that names the file itself comes before one that names a folder
// above it. Source: pathspec 1.1.1 GitIgnoreSpec.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "algo/regex.h"

namespace chartrender::yamllint {

class IgnorePatterns {
 public:
  // Lines of patterns; empty ones and comments count for nothing. Throws Failure(kUsage) for a
  // pattern that cannot be read.
  explicit IgnorePatterns(const std::vector<std::string>& lines);

  [[nodiscard]] bool Matches(std::string_view path) const;

 private:
  struct Pattern {
    Regex regex;  // group 1 is there when a folder matched
    bool includes = true;
  };
  void Add(std::string_view line);

  std::vector<Pattern> patterns_;
};

// The lines of a text of patterns.
std::vector<std::string> LinesOf(std::string_view text);

}  // namespace chartrender::yamllint
