#include "algo/regex.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"

namespace chartrender {

namespace {

struct ErrorCase {
  std::string pattern;
  std::string want;  // "": the pattern is good
};

// Measured with Go 1.26.
const ErrorCase kErrors[] = {
    {"(", "error parsing regexp: missing closing ): `(`"},
    {")", "error parsing regexp: unexpected ): `)`"},
    {"a)", "error parsing regexp: unexpected ): `a)`"},
    {"[a", "error parsing regexp: missing closing ]: `[a`"},
    {"[b-a]", "error parsing regexp: invalid character class range: `b-a`"},
    {"*", "error parsing regexp: missing argument to repetition operator: `*`"},
    {"a**", "error parsing regexp: invalid nested repetition operator: `**`"},
    {"a{1001}", "error parsing regexp: invalid repeat count: `{1001}`"},
    {"(a{500}){3}", "error parsing regexp: invalid repeat count: `{3}`"},
    {"a{2,1}", "error parsing regexp: invalid repeat count: `{2,1}`"},
    {"\\", "error parsing regexp: trailing backslash at end of expression: ``"},
    {"\\8", "error parsing regexp: invalid escape sequence: `\\8`"},
    {"\\C", "error parsing regexp: invalid escape sequence: `\\C`"},
    {"\\pX", "error parsing regexp: invalid character class range: `\\pX`"},
    {"\\p{Nope}", "error parsing regexp: invalid character class range: `\\p{Nope}`"},
    {"\\p{Old_Italic}", "error parsing regexp: invalid character class range: `\\p{Old_Italic}`"},
    {"(?P<n", "error parsing regexp: invalid named capture: `(?P<n`"},
    {"(?P<1\303\251>x)", "error parsing regexp: invalid named capture: `(?P<1\303\251>`"},
    {"(?=a)", "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"},
    {"(?i", "error parsing regexp: invalid or unsupported Perl syntax: `(?i`"},
    {"(?z)", "error parsing regexp: invalid or unsupported Perl syntax: `(?z`"},
    {"[[:foo:]]", "error parsing regexp: invalid character class range: `[:foo:]`"},
    {"\377", "error parsing regexp: invalid UTF-8: `\377`"},
    {"a{,2}{3}", ""},
    {"x{2}{3}", "error parsing regexp: invalid nested repetition operator: `{2}{3}`"},
    {"[a-\\d]", "error parsing regexp: invalid escape sequence: `\\d`"},
    {"\\x{110000}", "error parsing regexp: invalid escape sequence: `\\x{110000`"},
    {"(?P=n)", "error parsing regexp: invalid or unsupported Perl syntax: `(?P`"},
};

struct UseCase {
  std::string pattern, text, replacement;
  int n;
  std::string all, groups, replaced, split;
};

// FindAllStringIndex(n), FindStringSubmatchIndex, ReplaceAllString, Split(n) joined by '|'.
const UseCase kUses[] = {
    {"a*", "baaac", "<$0>", -1, "[[0 0] [1 4] [5 5]]", "[0 0]", "<>b<aaa>c<>", "b|c"},
    {"(a)(b)?", "abac", "[$1$2]", -1, "[[0 2] [2 3]]", "[0 2 0 1 1 2]", "[ab][a]c", "||c"},
    {"(?<y>\\d+)-(?P<m>\\d+)", "2020-12 x 1-2", "${m}/$y", -1, "[[0 7] [10 13]]", "[0 7 0 4 5 7]",
     "12/2020 x 2/1", "| x |"},
    {"", "abc", "-", -1, "[[0 0] [1 1] [2 2] [3 3]]", "[0 0]", "-a-b-c-", "a|b|c"},
    {"x*", "", "y", -1, "[[0 0]]", "[0 0]", "y", ""},
    {",", "a,b,c", "$", 2, "[[1 2] [3 4]]", "[1 2]", "a$b$c", "a|b,c"},
    {"\\B", "a\303\251 b", "|", -1, "[[3 3]]", "[3 3]", "a\303\251| b", "a\303\251| b"},
    {"\357\277\275", "a\377b", "?", -1, "[[1 2]]", "[1 2]", "a?b", "a|b"},
    {"(?i)k", "Kk\342\204\252", "_", -1, "[[0 1] [1 2] [2 5]]", "[0 1]", "___", "|||"},
    {"\\Qa.b\\E", "axb a.b", "$$1", -1, "[[4 7]]", "[4 7]", "axb $1", "axb |"},
    {"(?m)^", "a\nb", ">", -1, "[[0 0] [2 2]]", "[0 0]", ">a\n>b", "a\n|b"},
    {"$", "ab", "$1x", -1, "[[2 2]]", "[2 2]", "ab", "ab"},
    {"\\p{letter}+", "h\303\251\303\251 12", "${0}!", -1, "[[0 5]]", "[0 5]",
     "h\303\251\303\251! 12", "| 12"},
    {"b", "abc", "$n", 0, "[]", "[1 2]", "ac", ""},
    {"[^\\p{Ascii}]", "a\303\251b", "", -1, "[[1 3]]", "[1 3]", "ab", "a|b"},
    {".", "\346\227\245\346\234\254", "x", 1, "[[0 3]]", "[0 3]", "xx", "\346\227\245\346\234\254"},
    {"(a|ab)(c|bcd)", "abcd", "$2", -1, "[[0 4]]", "[0 4 0 1 1 4]", "bcd", "|"},
    {"\\d+", "a1b22c333", "#", 2, "[[1 2] [3 5]]", "[1 2]", "a#b#c#", "a|b22c333"},
};

std::string Text(Regex::Span span) {
  if (!span.found()) return "-1 -1";
  return std::to_string(span.begin) + " " + std::to_string(span.end);
}

}  // namespace

TEST_CASE("patterns fail with Go's words") {
  for (const ErrorCase& test : kErrors) {
    CAPTURE(test.pattern);
    std::string got;
    try {
      const Regex regex(test.pattern);
    } catch (const Failure& failure) {
      got = failure.error().message;
    }
    CHECK(got == test.want);
  }
}

TEST_CASE("matches, replacements and pieces are Go's") {
  for (const UseCase& test : kUses) {
    CAPTURE(test.pattern);
    const Regex regex(test.pattern);
    std::string all;
    for (const Regex::Span span : regex.FindAll(test.text, test.n)) {
      all += (all.empty() ? "[" : " [") + Text(span) + "]";
    }
    CHECK("[" + all + "]" == test.all);
    std::string groups;
    for (const Regex::Span span : regex.FindGroups(test.text)) {
      groups += (groups.empty() ? "" : " ") + Text(span);
    }
    CHECK("[" + groups + "]" == test.groups);
    CHECK(regex.ReplaceAll(test.text, test.replacement) == test.replaced);
    std::string pieces;
    bool first = true;
    for (const std::string_view piece : regex.Split(test.text, test.n)) {
      if (!first) pieces += "|";
      first = false;
      pieces += piece;
    }
    CHECK(pieces == test.split);
  }
}

TEST_CASE("a pattern that compiles to too much reaches a limit") {
  try {
    const Regex regex("((\\pL{100}){10}\\pL{1000}){1}x", 1 << 16);
    FAIL("no limit");
  } catch (const Failure& failure) {
    CHECK(failure.error().code == ErrorCode::kLimit);
  }
}

TEST_CASE("a quoted text matches itself") {
  const std::string text = "a.b*c[d]{e}(f)|^$\\+?-";
  const Regex regex("^" + Regex::QuoteMeta(text) + "$");
  CHECK(regex.Matches(text));
  CHECK(Regex::QuoteMeta("a-b c") == "a-b c");
}

}  // namespace chartrender
