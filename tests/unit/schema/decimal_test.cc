#include "schema/decimal.h"

#include <doctest/doctest.h>

namespace chartrender::schema {
namespace {

Decimal Number(std::string_view literal) { return *Decimal::Parse(literal); }

TEST_CASE("order of exact numbers") {
  CHECK(Number("1.10").Compare(Number("1.1")) == 0);
  CHECK(Number("-0").Compare(Number("0e5")) == 0);
  CHECK(Number("-2").Compare(Number("1")) < 0);
  CHECK(Number("-2").Compare(Number("-10")) > 0);
  CHECK(Number("0.1").Compare(Number("0.10000000000000000000001")) < 0);
  CHECK(Number("123e3").Compare(Number("122999.9")) > 0);
  CHECK(Decimal::Of(Value::Float(0.1))->Compare(Number("0.1")) == 0);
}

TEST_CASE("multiples") {
  CHECK(Number("0.3").IsMultipleOf(Number("0.1")));
  CHECK(!Number("0.35").IsMultipleOf(Number("0.1")));
  CHECK(Number("1e308").IsMultipleOf(Number("0.5")));
  CHECK(!Number("7").IsMultipleOf(Number("2e1")));
  CHECK(Number("246913578024691357802469135780")
            .IsMultipleOf(Number("123456789012345678901234567890")));
  CHECK(!Number("246913578024691357802469135781")
             .IsMultipleOf(Number("123456789012345678901234567890")));
}

TEST_CASE("integers and limits") {
  CHECK(Number("1.0").IsInteger());
  CHECK(!Number("1.5").IsInteger());
  CHECK(Number("18446744073709551617").ToInt64() == 1);
  CHECK(Number("-3e1").ToInt64() == -30);
  CHECK(!Decimal::Parse("1e1000001").has_value());
  CHECK(Decimal::Parse("0e1000001").has_value());
  CHECK(!Decimal::Parse("1e99999999999999999999").has_value());
  CHECK(IsIntegral(Value::Float(1e23)));
  CHECK(!IsIntegral(Value::Float(1.5)));
}

}  // namespace
}  // namespace chartrender::schema
