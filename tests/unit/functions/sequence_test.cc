#include <doctest/doctest.h>

#include "call_fixture.h"

using namespace chartrender;  // NOLINT(google-build-using-namespace): test

TEST_CASE("sequences charge their size before they are made") {
  FunctionCaller calls(SequenceFunctions());
  CHECK(calls.Text("until", {Value::Int(INT64_MAX)}).find("limit reached") != std::string::npos);
  CHECK(calls.Text("untilStep", {Value::Int(0), Value::Int(INT64_MAX), Value::Int(INT64_MAX - 1)})
            .find("limit reached") != std::string::npos);
  CHECK(calls.Text("seq", {Value::Int(1), Value::Int(1'000'000'000'000)}).find("limit reached") !=
        std::string::npos);
}

TEST_CASE("sequences") {
  FunctionCaller calls(SequenceFunctions());
  CHECK(calls.Text("until", {Value::Int(-3)}) == "[0 -1 -2]");
  CHECK(calls.Text("untilStep", {Value::Int(3), Value::Int(10), Value::Int(3)}) == "[3 6 9]");
  CHECK(calls.Text("untilStep", {Value::Int(0), Value::Int(9), Value::Int(-1)}) == "[]");
  CHECK(calls.Text("seq", {Value::Int(-2)}) == "1 0 -1 -2");
  CHECK(calls.Text("seq", {Value::Int(0), Value::Int(2), Value::Int(5)}) == "0 2 4");
  CHECK(calls.Text("seq", {Value::Int(5), Value::Int(-2), Value::Int(0)}) == "5 3 1");
}
