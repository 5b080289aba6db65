#include <doctest/doctest.h>

#include "call_fixture.h"

using namespace chartrender;  // NOLINT(google-build-using-namespace): test

TEST_CASE("merge fills what is empty, mergeOverwrite replaces") {
  FunctionCaller calls(DictMergeFunctions());
  const auto old = [&] {
    return calls.Dict({{"a", Value::Int(1)},
                       {"e", Value::String("")},
                       {"m", calls.Dict({{"x", Value::Int(1)}})}});
  };
  const auto fresh = [&] {
    return calls.Dict({{"a", Value::Int(2)},
                       {"e", Value::String("full")},
                       {"m", calls.Dict({{"x", Value::Int(2)}, {"y", Value::Int(3)}})},
                       {"n", Value::Nil()}});
  };
  CHECK(calls.Text("merge", {old(), fresh()}) == "map[a:1 e:full m:map[x:1 y:3]]");
  CHECK(calls.Text("mergeOverwrite", {old(), fresh()}) == "map[a:2 e:full m:map[x:2 y:3] n:<nil>]");
}

TEST_CASE("merge shares what the target lacks") {
  FunctionCaller calls(DictMergeFunctions());
  const Value inner = calls.Dict({});
  const Value target = calls.Dict({});
  calls.Run("merge", {target, calls.Dict({{"m", inner}})});
  inner.AsMap()->Set("late", Value::Bool(true));
  CHECK(PlainText(target) == "map[m:map[late:true]]");
}

TEST_CASE("merge into a map of texts panics as reflection does") {
  FunctionCaller calls(DictMergeFunctions());
  const Value texts = calls.Dict({{"_0", Value::String("a")}}).WithType(GoType::kStringMap);
  const Value target = calls.Dict({{"x", texts}});
  CHECK(
      calls.Text("merge", {target, calls.Dict({{"x", calls.Dict({{"k", Value::String("v")}})}})}) ==
      "error: reflect.Value.SetMapIndex: value of type interface {} is not assignable to type "
      "string");
}

TEST_CASE("maps that contain themselves end in a limit error") {
  FunctionCaller calls(DictMergeFunctions());
  const Value cycle = calls.Dict({});
  cycle.AsMap()->Set("self", cycle);
  CHECK(calls.Text("deepCopy", {cycle}).find("limit reached") != std::string::npos);
  const Value other = calls.Dict({});
  other.AsMap()->Set("self", other);
  CHECK(calls.Text("merge", {cycle, other}).find("limit reached") != std::string::npos);
}
