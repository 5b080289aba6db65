// The small matcher against RE2.
#include "algo/small_regex.h"

#include <doctest/doctest.h>
#include <re2/re2.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "algo/regex_syntax.h"

namespace chartrender {
namespace {

bool ByRe2(const std::string& pattern, const std::string& text) {
  return RE2::PartialMatch(text, RE2(pattern, RE2::Quiet));
}

TEST_CASE("small expressions") {
  struct Case {
    const char* pattern;
    const char* text;
    bool want;
  };
  const Case cases[] = {
      {"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-b", true},
      {"^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", "a-b-", false},
      {"", "", true},
      {"b+", "abbc", true},
      {"^(a|bc|)$", "bc", true},
      {"^(a|bc|)$", "b", false},
      {"^x{2,3}$", "xx", true},
      {"^x{2,3}$", "xxxx", false},
      {"^(ab){2,}$", "ababab", true},
      {"^\\d+\\.\\w\\s[^a-c]$", "12.z d", true},
      {"^[]a-]+$", "]-a", true},
      {"a$|^b", "cb", false},
      {"^.$", "\n", false},
      {"^(?:a?)*b$", "aab", true},
  };
  for (const Case& row : cases) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    const auto regex = SmallRegex::Compile(row.pattern);
    REQUIRE(regex.has_value());
    CHECK(regex->Matches(row.text) == row.want);
    CHECK(ByRe2(row.pattern, row.text) == row.want);
  }
}

TEST_CASE("what is left to RE2") {
  for (const char* pattern :
       {"(?i)a", "\\bx", "[[:alpha:]]", "\\pL", "a**", "a{", "é", "(?P<n>a)", "x{1000}y{1000}",
        "a{01}", "a{1,02}", "a{00}", "\\x41", "[\\--z]", "a{2,1}", "a{1001}", "x{600}"}) {
    CAPTURE(pattern);
    CHECK_FALSE(SmallRegex::Compile(pattern).has_value());
  }
  CHECK_FALSE(SmallRegex::Compile("a")->Matches("é").has_value());
  CHECK_FALSE(SmallRegex::Compile("a")->Matches(std::string(1000, 'b')).has_value());
}

TEST_CASE("what is small is well-formed for Go") {
  uint64_t state = 11;
  int small = 0;
  constexpr std::string_view pieces = "ab-.[]^$()|*+?{}0129,\\d:P<i!";
  for (int round = 0; round < 50000; ++round) {
    std::string pattern;
    do {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      pattern += pieces[static_cast<size_t>(state >> 33U) % pieces.size()];
    } while ((state >> 60U) != 0);
    if (!SmallRegex::Compile(pattern)) continue;
    ++small;
    CAPTURE(pattern);
    CHECK_NOTHROW(ParseRegexSyntax(pattern));
  }
  CHECK(small > 3000);
}

TEST_CASE("many copies") {
  const auto name = SmallRegex::Compile("^([A-Z_][-A-Z]{0,127})?$");
  REQUIRE(name.has_value());
  CHECK(name->Matches("A" + std::string(127, 'B')) == true);
  CHECK(name->Matches("A" + std::string(128, 'B')) == false);
  CHECK(name->Matches("") == true);
  const auto digits = SmallRegex::Compile("([0-9]{3}:){40}");
  REQUIRE(digits.has_value());
  std::string text;
  for (int i = 0; i < 40; ++i) text += "123:";
  CHECK(digits->Matches("x" + text) == true);
  CHECK(digits->Matches(text.substr(1)) == false);
}

TEST_CASE("random expressions mean what RE2 says") {
  uint64_t state = 7;
  const auto below = [&state](size_t bound) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<size_t>(state >> 33U) % bound;
  };
  constexpr std::string_view pieces[] = {"a",     "b",    "-", ".", "[ab]", "[^a]", "[a-c]",
                                         "(",     ")",    "|", "*", "+",    "?",    "{2}",
                                         "{1,2}", "{0,}", "^", "$", "\\d",  "\\.",  "(?:"};
  int compared = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string pattern;
    for (size_t i = 1 + below(8); i > 0; --i) pattern += pieces[below(std::size(pieces))];
    const RE2 reference(pattern, RE2::Quiet);
    if (!reference.ok()) continue;
    const auto regex = SmallRegex::Compile(pattern);
    if (!regex) continue;
    for (int i = 0; i < 5; ++i) {
      std::string text;
      for (size_t k = below(6); k > 0; --k) text += "abc-1.\n"[below(7)];
      ++compared;
      if (regex->Matches(text) != RE2::PartialMatch(text, reference)) {
        FAIL_CHECK(pattern << " on " << text);
      }
    }
  }
  CHECK(compared > 10000);
}

}  // namespace
}  // namespace chartrender
