// .helmignore; what is wanted was decided by pkg/ignore of Helm 4.3.1.
#include "chart/ignore.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace chartrender {

namespace {

struct Case {
  std::string_view rules;
  std::string_view path;
  bool is_directory;
  bool ignored;
};

const Case kCases[] = {
    {"*.md\n", "README.md", false, true},
    {"*.md\n", "docs/README.md", false, true},
    {"/*.md\n", "docs/README.md", false, false},
    {"/*.md\n", "README.md", false, true},
    {"docs/*.md\n", "docs/a.md", false, true},
    {"docs/*.md\n", "docs/x/a.md", false, false},
    {"docs/\n", "docs", true, true},
    {"docs/\n", "docs", false, false},
    {"docs\n", "x/docs", true, true},
    {"# a\n\n  b  \n", "b", false, true},
    {"\\#a\n", "#a", false, true},
    // Everything that does not match an inverted rule is left out.
    {"!a.txt\n", "b.txt", false, true},
    {"!a.txt\n", "a.txt", false, false},
    {"*.txt\n!a.txt\n", "a.txt", false, true},
    {"!keep/\n", "file", false, true},
    {"[a-c].txt\n", "b.txt", false, true},
    {"?.txt\n", "ab.txt", false, false},
    {"\xEF\xBB\xBF*.md\r\n", "a.md", false, true},
    {"*\n", "", false, false},
    {"*\n", ".", true, false},
    {"a.md", "a.md", false, true},
};

}  // namespace

TEST_CASE("ignore: rules decide as Helm's do") {
  for (const Case& test : kCases) {
    CAPTURE(test.rules);
    CAPTURE(test.path);
    CHECK(IgnoreRules::Parse(test.rules).Ignores(test.path, test.is_directory) == test.ignored);
  }
}

TEST_CASE("ignore: hidden files of templates/ are left out by default") {
  IgnoreRules rules;
  CHECK_FALSE(rules.Ignores("templates/.x", false));
  rules.AddDefaults();
  CHECK(rules.Ignores("templates/.x", false));
  CHECK_FALSE(rules.Ignores("templates/.", false));
  CHECK_FALSE(rules.Ignores("templates/x", false));
  CHECK_FALSE(rules.Ignores("templates/sub/.x", false));
}

TEST_CASE("ignore: bad rules are refused with Helm's text") {
  CHECK_THROWS_WITH(IgnoreRules::Parse("a\n**/b\n"), "double-star (**) syntax is not supported");
  CHECK_THROWS_WITH(IgnoreRules::Parse("[a\n"), "syntax error in pattern");
  CHECK_THROWS_WITH(IgnoreRules::Parse(std::string(70000, 'a')), "bufio.Scanner: token too long");
}

}  // namespace chartrender
