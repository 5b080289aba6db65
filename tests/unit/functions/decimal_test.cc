#include "functions/decimal.h"

#include <doctest/doctest.h>

#include <cmath>

using chartrender::functions::Decimal;

namespace {

Decimal Of(double value) { return Decimal::FromFloat(value); }

}  // namespace

TEST_CASE("decimals are exact where floats are not") {
  CHECK(Of(0.1).Add(Of(0.2)).ToFloat() == 0.3);
  CHECK(Of(0.3).Subtract(Of(0.1)).ToFloat() == 0.2);
  CHECK(Of(1.1).Multiply(Of(1.1)).ToText() == "121e-2");
  CHECK(Of(1e300).Add(Of(1e-300)).ToFloat() == 1e300);
  CHECK(Of(-5).Add(Of(5)).ToText() == "0");
  CHECK(Of(-2.5).Subtract(Of(-2.5)).ToText() == "0");
  CHECK(Of(3).Subtract(Of(10)).ToText() == "-7e0");
}

TEST_CASE("digits beyond one limb") {
  CHECK(Of(999999999).Add(Of(1)).ToText() == "1000000000e0");
  CHECK(Of(1e9).Subtract(Of(1)).ToText() == "999999999e0");
  CHECK(Of(123456789012345678.0).Multiply(Of(1000000007)).ToText() ==
        "12345678987654320308641976e1");
}

TEST_CASE("division has 16 places, rounded half away from zero") {
  CHECK(Of(1).Divide(Of(3)).ToText() == "3333333333333333e-16");
  CHECK(Of(2).Divide(Of(3)).ToText() == "6666666666666667e-16");
  CHECK(Of(-2).Divide(Of(3)).ToText() == "-6666666666666667e-16");
  CHECK(Of(1e-17).Divide(Of(2)).ToText() == "0");
  CHECK(Of(1e-16).Divide(Of(2)).ToText() == "1e-16");
  CHECK(Of(-1e-16).Divide(Of(2)).ToText() == "-1e-16");
  CHECK(std::isinf(Of(1e300).Divide(Of(7e-300)).ToFloat()));
  CHECK(Of(8.4).Divide(Of(2)).ToFloat() == 4.2);
}
