#include "functions/word_case.h"

#include <doctest/doctest.h>

using namespace chartrender::functions;  // NOLINT(google-build-using-namespace): test

TEST_CASE("words of identifiers") {
  struct Case {
    const char* text;
    const char* want;
  };
  const Case cases[] = {{"FirstName", "first_name"},
                        {"HTTPServer", "http_server"},
                        {"NoHTTPS", "no_https"},
                        {"GO PATH", "go_path"},
                        {"http2xx", "http_2xx"},
                        {"HTTP20xOK", "http_20x_ok"},
                        {"Duration2m3s", "duration_2m3s"},
                        {"Bld4Floor3rd", "bld4_floor_3rd"},
                        {"a.b", "a.b"},
                        {"", ""}};
  for (const Case& c : cases) CHECK(JoinWords(c.text, '_') == c.want);
}

TEST_CASE("pascal case") {
  CHECK(PascalCase("some_words") == "SomeWords");
  CHECK(PascalCase("_complex__case_") == "_Complex_Case_");
  CHECK(PascalCase("GOLANG_IS_GREAT") == "GolangIsGreat");
  CHECK(PascalCase("_") == "__");
}
