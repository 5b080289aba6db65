#include "gotemplate/builtins.h"

#include <doctest/doctest.h>

#include "run_template.h"

namespace chartrender {

TEST_CASE("built-in functions give Go's results and errors") {
  struct Case {
    const char* action;
    const char* want;  // a result, or the end of an error
  };
  const Case cases[] = {
      {"index .list 1", "b"},
      {"index .map \"none\"", "<no value>"},
      {"index \"abc\" 1", "98"},
      {"index .list 2", "error calling index: reflect: slice index out of range"},
      {"index .list 3", "error calling index: index out of range: 3"},
      {"index .list -1", "error calling index: index out of range: -1"},
      {"index .list .n", "error calling index: cannot index slice/array with type float64"},
      {"index .map 1", "error calling index: value has type int; should be string"},
      {"index .map nil", "error calling index: value is nil; should be of type string"},
      {"index 1 1", "error calling index: can't index item of type int"},
      {"index nil 1", "error calling index: index of untyped nil"},
      {"slice \"abcd\" 1 3", "bc"},
      {"slice .list 1", "[b]"},
      {"slice \"a\" 0 1 1", "error calling slice: cannot 3-index slice a string"},
      {"slice .list 2 1", "error calling slice: invalid slice index: 2 > 1"},
      {"len .map", "2"},
      {"len \"é\"", "2"},
      {"eq 1 2 1", "true"},
      {"eq 1 .n", "error calling eq: incompatible types for comparison: int and float64"},
      {"eq .none .map.nil", "true"},
      {"eq .map .map",
       "error calling eq: non-comparable type map[k:v nil:<nil>]: map[string]interface {}"},
      {"eq .map .list",
       "error calling eq: non-comparable types map[k:v nil:<nil>]: "
       "map[string]interface {}, []interface {}: [a b]"},
      {"eq 1", "error calling eq: missing argument for comparison"},
      {"lt \"a\" \"b\"", "true"},
      {"lt true false", "error calling lt: invalid type for comparison"},
      {"le 1 1", "true"},
      {"gt 1 \"a\"", "error calling gt: incompatible types for comparison: int and string"},
      {"html \"<a href='x'>&\" ", "&lt;a href=&#39;x&#39;&gt;&amp;"},
      {"js \"a='\\n'</é\"", "a\\u003D\\'\\u000A\\'\\u003C/é"},
      {"urlquery \"a b&é\"", "a+b%26%C3%A9"},
      {"print 1 2 \"x\" 3", "1 2x3"},
      {"println \"a\" 1", "a 1\n"},
      {"printf \"%5.1f|%-4s|%q\" 3.14159 \"ab\" \"c\"", "  3.1|ab  |\"c\""},
      {"call nil", "error calling call: call of nil"},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.action));
    const std::string got = RunTemplate("{{" + std::string(test.action) + "}}");
    const std::string want = test.want;
    if (want.rfind("error calling", 0) == 0) {
      REQUIRE(got.size() > want.size());
      CHECK(got.substr(got.size() - want.size()) == want);
    } else {
      CHECK(got == want);
    }
  }
}

}  // namespace chartrender
