#include <doctest/doctest.h>

#include <string>

#include "schema/local_number.h"
#include "schema/pointer.h"

namespace chartrender::schema {
namespace {

TEST_CASE("floats as x/text prints them") {
  struct Case {
    double number;
    const char* want;
  };
  const Case cases[] = {
      {0, "0"},
      {-0.5, "-0.5"},
      {999999, "999,999"},
      {70000, "70,000"},
      {1e6, "1×10⁰⁶"},
      {1.2345678e7, "1.2345678×10⁰⁷"},
      {-1234567.5, "-1.2345675×10⁰⁶"},
      {1e-5, "1×10⁻⁰⁵"},
      {0.0001, "0.0001"},
      {123456.789, "123,456.789"},
      {1e100, "1×10¹⁰⁰"},
      {1e300 * 1e300, "∞"},
  };
  for (const Case& row : cases) {
    std::string text;
    AppendLocalFloat(text, row.number);
    CHECK(text == row.want);
  }
}

TEST_CASE("integers as x/text prints them") {
  std::string text;
  AppendLocalInteger(text, 1234567);
  CHECK(text == "1,234,567");
  text.clear();
  AppendLocalInteger(text, -100);
  CHECK(text == "-100");
}

TEST_CASE("quoting drops the backslash before a quote") {
  CHECK(QuoteSingle("a'b\"c") == "'a\\'b\"c'");
  CHECK(QuoteSingle("a\\") == "'a\\'");
}

TEST_CASE("fragments") {
  CHECK(EncodeFragment("/a b/c~1d") == "/a%20b/c~1d");
  CHECK(DecodeFragment("/a%20b") == "/a b");
  CHECK_THROWS_WITH(DecodeFragment("%zz"), "invalid URL escape \"%zz\"");
}

}  // namespace
}  // namespace chartrender::schema
