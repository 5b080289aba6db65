#include "base/float_digits.h"

#include <doctest/doctest.h>

#include <cmath>

namespace chartrender {

TEST_CASE("floats print as Go's strconv prints them") {
  struct Case {
    double value;
    char format;
    int precision;
    std::string_view want;
  };
  // Source: strconv.FormatFloat of Go 1.26.
  const Case cases[] = {
      {100000, 'g', -1, "100000"},
      {1e6, 'g', -1, "1e+06"},
      {1234567, 'g', -1, "1.234567e+06"},
      {1e-5, 'g', -1, "1e-05"},
      {0.0001, 'g', -1, "0.0001"},
      {-0.0, 'g', -1, "-0"},
      {1e21, 'f', -1, "1000000000000000000000"},
      {3.14159, 'f', 2, "3.14"},
      {2.5, 'f', 0, "2"},
      {123456, 'e', 3, "1.235e+05"},
      {100, 'g', 3, "100"},
      {1234, 'g', 3, "1.23e+03"},
      {0.1, 'g', 20, "0.10000000000000000555"},
      {12, 'G', -1, "12"},
  };
  for (const Case& c : cases) CHECK(FormatFloat(c.value, c.format, c.precision) == c.want);
  CHECK(FormatFloatJson(1e-7) == "1e-7");
  CHECK(FormatFloatJson(1e20) == "100000000000000000000");
  CHECK(FormatFloatJson(1e21) == "1e+21");
}

TEST_CASE("numbers are read as Go's strconv reads them") {
  double value = 0;
  bool range = false;
  CHECK(ParseFloat("1e400", value, &range));
  CHECK(range);
  CHECK(ParseFloat("1e-400", value, &range));
  CHECK(value == 0);
  CHECK(!range);
  CHECK(ParseFloat("0x1p-2", value));
  CHECK(value == 0.25);
  CHECK(ParseFloat("+Inf", value));
  CHECK(std::isinf(value));
  for (const char* bad : {"", "1e", "0x1", ".", "1_0", "1 ", "--1"}) CHECK(!ParseFloat(bad, value));
}

}  // namespace chartrender
