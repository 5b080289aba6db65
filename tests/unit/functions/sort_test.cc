#include <doctest/doctest.h>

#include "call_fixture.h"

using namespace chartrender;  // NOLINT(google-build-using-namespace): test

TEST_CASE("sortAlpha sorts a list of texts in place") {
  FunctionCaller calls(StringListFunctions());
  const Value parts = calls.Run("splitList", {Value::String(","), Value::String("b,c,a")});
  CHECK(calls.Text("sortAlpha", {parts}) == "[a b c]");
  CHECK(PlainText(parts) == "[a b c]");
}

TEST_CASE("sortAlpha leaves lists of others alone") {
  FunctionCaller calls(StringListFunctions());
  const Value shared[] = {Value::String("b"), Value::String("a")};
  const Value list = Value::List(shared, GoType::kStringList);
  CHECK(calls.Text("sortAlpha", {list}) == "[a b]");
  CHECK(PlainText(list) == "[b a]");
  const Value any = calls.List({Value::String("b"), Value::String("a")});
  CHECK(calls.Text("sortAlpha", {any}) == "[a b]");
  CHECK(PlainText(any) == "[b a]");
}
