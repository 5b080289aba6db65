#include "algo/wildcard.h"

#include <doctest/doctest.h>

namespace chartrender {

TEST_CASE("a star stands for any run of characters") {
  CHECK(MatchesWildcard("*", ""));
  CHECK(MatchesWildcard("latest-tag", "latest-tag"));
  CHECK(MatchesWildcard("a*c", "abbc"));
  CHECK(MatchesWildcard("*-*", "a-b-c"));
  CHECK(MatchesWildcard("**a*", "ba"));
  CHECK(MatchesWildcard("*.env[P_*].x", "a.b.env[P_1].x"));
  CHECK_FALSE(MatchesWildcard("a*c", "abcd"));
  CHECK_FALSE(MatchesWildcard("no-*-probe", "no-liveness"));
  CHECK_FALSE(MatchesWildcard("", "a"));
  CHECK_FALSE(MatchesWildcard("a?", "ab"));
  CHECK(MatchesWildcard("a?", "a?"));
}

TEST_CASE("a question mark stands for one character where it is asked to") {
  const auto matches = [](std::string_view pattern, std::string_view text) {
    return MatchesWildcard(pattern, text, Wildcards::kStarAndQuestion);
  };
  CHECK(matches("a?", "ab"));
  CHECK(matches("?*", "ab"));
  CHECK(matches("*?b?", "aababa"));
  CHECK(matches("?", "\xC3\xA9"));
  CHECK(matches("?", "\xFF"));
  CHECK_FALSE(matches("?", ""));
  CHECK_FALSE(matches("??", "\xC3\xA9"));
  CHECK_FALSE(matches("a?", "a"));
  CHECK_FALSE(matches("*??", "a"));
}

}  // namespace chartrender
