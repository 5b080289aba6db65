// .helmignore: one pattern a line, first match decides; `!` inverts, a leading `/` anchors, a
// trailing `/` means folders, patterns without a slash match the last path element. Immutable after
// parsing.
// Source: helm.sh/helm/v4@v4.3.1 pkg/ignore/rules.go.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chartrender {

class Log;

class IgnoreRules {
 public:
  // Throws Failure(kChart) with Helm's text for `**` and for patterns that do not parse.
  static IgnoreRules Parse(std::string_view text);

  // Adds Helm's own rule: `templates/.?*`.
  void AddDefaults();

  // True when `path` (relative to the chart, with '/') is not part of the chart. `log`, when not
  // null, is told of each pattern met on the way that does not parse without its slashes and `!`;
  // such a pattern matches nothing.
  bool Ignores(std::string_view path, bool is_directory, Log* log = nullptr) const;

 private:
  struct Rule {
    std::string pattern;
    bool negate = false;
    bool directories_only = false;
    bool whole_path = false;  // else the last element is matched
    bool anchored = false;    // had a leading slash
    bool broken = false;      // does not parse
    size_t literal = 0;       // plain characters at the start, behind a star if one opens it
    char last = '\0';         // with which every name ends that matches; NUL: not known

    bool Matches(std::string_view name) const {
      return (last == '\0' || name.back() == last) && MatchesWhole(name);
    }
    bool MatchesWhole(std::string_view name) const;
  };
  void Add(std::string_view line);
  static void TellBroken(const Rule& rule, Log* log);

  std::vector<Rule> rules_;
};

}  // namespace chartrender
