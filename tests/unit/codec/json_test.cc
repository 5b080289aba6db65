#include "codec/json/json.h"

#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "base/budget.h"
#include "base/error.h"
#include "base/stack.h"
#include "value/map.h"

namespace chartrender {

namespace {

std::string ToJson(Value value, JsonStyle style = JsonStyle::kCompact) {
  std::string text;
  WriteJson(text, value, style);
  return text;
}

// What is written again after reading, or the error.
std::string Again(std::string_view text) {
  Arena arena;
  try {
    return ToJson(ReadJson(text, arena));
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

std::string ErrorOf(Value value, JsonStyle style = JsonStyle::kCompact) {
  std::string text = "before";
  try {
    WriteJson(text, value, style);
  } catch (const Failure& failure) {
    CHECK(text == "before");
    return failure.error().message;
  }
  return "";
}

}  // namespace

TEST_CASE("JSON is read and written as encoding/json does") {
  struct Case {
    std::string_view input, want;
  };
  const Case cases[] = {
      {R"( {"b": [1, 2.50, -0, 1e3], "a": {"x": null, "y": true}} )",
       R"({"a":{"x":null,"y":true},"b":[1,2.5,-0,1000]})"},
      {R"({"a": 1, "a": 2})", R"({"a":2})"},
      {R"({"b": 1, "": 0, "a": 1, "b": 2, "a": 3, "é": 5, "ab": 4})",
       R"({"":0,"a":3,"ab":4,"b":2,"é":5})"},
      {R"("<a href='x'>&\u2028\u00e9\/\u0007\b")",
       R"("\u003ca href='x'\u003e\u0026\u2028é/\u0007\b")"},
      {R"("\ud83d\ude00 \ud83d \ude00 \ud83dx")",
       "\"\xF0\x9F\x98\x80 \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBDx\""},
      {"\"a\xFF\x7F\"", "\"a\xEF\xBF\xBD\x7F\""},
      {"12345678901234567890", "12345678901234567000"},
      {"1e21", "1e+21"},
      {"1e-7", "1e-7"},
      {"[]", "[]"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Again(c.input) == c.want);
  }
}

TEST_CASE("what is skipped by eight characters") {
  for (size_t size = 0; size < 40; ++size) {
    const std::string plain(size, 'x');
    const std::string spaces(size, ' ');
    CHECK(Again(StrCat("\"", plain, "\"")) == StrCat("\"", plain, "\""));
    const std::string mixed = StrCat("\"", plain, "\\n", plain, "é\"");
    CHECK(Again(StrCat(mixed, spaces)) == mixed);
    CHECK(Again(StrCat("[1,\n", spaces, "\t2]")) == "[1,2]");
    for (const std::string_view bad : {"\x01", "\n", "\x1f"}) {
      Arena arena;
      const std::string error = TryReadJson(StrCat("\"", plain, bad, "\""), arena).error;
      CHECK(error.find("in string literal") != std::string::npos);
    }
  }
}

TEST_CASE("many members in any order, some twice") {
  constexpr int count = 90;
  std::string text;
  std::string values[count];
  for (int i = 0; i < count; ++i) {
    const int key = i * 37 % count;
    values[key] = std::to_string(i);
    const std::string name = StrCat("\"k", std::to_string(10 + key), "\":");
    text += StrCat(i == 0 ? "{" : ",", name, "0,", name, values[key]);
  }
  std::string want;
  for (int key = 0; key < count; ++key) {
    want += StrCat(key == 0 ? "{" : ",", "\"k", std::to_string(10 + key), "\":", values[key]);
  }
  CHECK(Again(text + "}") == want + "}");
}

TEST_CASE("JSON errors have Go's texts") {
  struct Case {
    std::string_view input, want;
  };
  const Case cases[] = {
      {"", "unexpected end of JSON input"},
      {"{", "unexpected end of JSON input"},
      {"{\"a\"", "unexpected end of JSON input"},
      {"\"abc", "unexpected end of JSON input"},
      {"{a: 1}", "invalid character 'a' looking for beginning of object key string"},
      {"{\"a\": 1,}", "invalid character '}' looking for beginning of object key string"},
      {"{\"a\" 1}", "invalid character '1' after object key"},
      {"{\"a\":1 \"b\":2}", "invalid character '\"' after object key:value pair"},
      {"[1 2]", "invalid character '2' after array element"},
      {"[1,]", "invalid character ']' looking for beginning of value"},
      {"{} x", "invalid character 'x' after top-level value"},
      {"tru", "invalid character ' ' in literal true (expecting 'e')"},
      {"nul'", "invalid character '\\'' in literal null (expecting 'l')"},
      {"-", "invalid character ' ' in numeric literal"},
      {"1.", "invalid character ' ' after decimal point in numeric literal"},
      {"1e+", "invalid character ' ' in exponent of numeric literal"},
      {"\"\\q\"", "invalid character 'q' in string escape code"},
      {"\"\\u12x4\"", "invalid character 'x' in \\u hexadecimal character escape"},
      {"\"a\nb\"", "invalid character '\\n' in string literal"},
      {"\xC3\xA9", "invalid character 'Ã' looking for beginning of value"},
      {"1e400", "json: cannot unmarshal number 1e400 into Go value of type float64"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Again(c.input) == c.want);
  }
}

TEST_CASE("a Go target takes only its own kind of JSON") {
  Arena arena;
  CHECK(ToJson(ReadJson("null", arena, JsonTarget::kMap)) == "null");
  CHECK(ReadJson("null", arena, JsonTarget::kList).is_nil_reference());
  CHECK(TryReadJson("[1]", arena, JsonTarget::kMap).error ==
        "json: cannot unmarshal array into Go value of type map[string]interface {}");
  CHECK(TryReadJson("1e400", arena, JsonTarget::kMap).error ==
        "json: cannot unmarshal number into Go value of type map[string]interface {}");
  CHECK(TryReadJson("{}", arena, JsonTarget::kList).error ==
        "json: cannot unmarshal object into Go value of type []interface {}");
}

TEST_CASE("a number out of range leaves the rest of the value") {
  Arena arena;
  const JsonOutcome outcome = TryReadJson(R"({"a": 1e400, "b": [2]})", arena, JsonTarget::kMap);
  CHECK(outcome.error == "json: cannot unmarshal number 1e400 into Go value of type float64");
  CHECK(ToJson(outcome.value) == R"({"a":null,"b":[2]})");
}

TEST_CASE("JSON nests at most 10,000 levels") {
  // As the library runs it: sanitizers make every frame larger.
  RunOnLargeStack([] {
    Arena arena;
    const std::string deep(10000, '[');
    CHECK(Again(deep + std::string(10000, ']')).size() == 20000);
    CHECK(Again(deep + "[") == "invalid character '[' exceeded max depth");
    Value list = Value::List({});
    for (int i = 0; i < 10000; ++i) {
      const auto items = arena.Array<Value>(1);
      items[0] = list;
      list = Value::List(items);
    }
    CHECK(ToJson(list).size() == 20002);
    CHECK(ErrorOf(list, JsonStyle::kPretty) == "exceeded max depth");
  });
}

TEST_CASE("the first value of a stream is taken") {
  Arena arena;
  size_t used = 0;
  CHECK(ToJson(ReadJsonPrefix(" {\"a\": 1},b=2", arena, used)) == R"({"a":1})");
  CHECK(used == 9);
  CHECK_THROWS_WITH(ReadJsonPrefix("{\"a\"", arena, used), "unexpected EOF");
  CHECK_THROWS_WITH(ReadJsonPrefix("  ", arena, used), "EOF");
}

TEST_CASE("numbers keep their text where it is asked for") {
  Arena arena;
  const Value value = ReadJsonNumbers("{\"a\": [1.0, 1e400]}", arena);
  const Value first = value.AsMap()->Get("a").AsList()[0];
  REQUIRE(IsJsonNumber(first));
  CHECK(JsonNumberText(first) == "1.0");
  CHECK(ToJson(value) == R"({"a":[1.0,1e400]})");
  CHECK_THROWS_WITH(ReadJsonNumbers("{} {}", arena), "invalid character after top-level value");
  CHECK_THROWS_WITH(ReadJsonNumbers("{\"a\":", arena), "unexpected EOF");
}

TEST_CASE("JSON styles") {
  Arena arena;
  const Value value = ReadJson(R"({"l": [1, {}, []], "s": "<&>\u2029"})", arena);
  CHECK(ToJson(value, JsonStyle::kRaw) == R"({"l":[1,{},[]],"s":"<&>\u2029"})");
  CHECK(
      ToJson(value, JsonStyle::kPretty) ==
      "{\n  \"l\": [\n    1,\n    {},\n    []\n  ],\n  \"s\": \"\\u003c\\u0026\\u003e\\u2029\"\n}");
}

TEST_CASE("Go values in JSON") {
  CHECK(ToJson(Value()) == "null");
  CHECK(ToJson(Value::NilList()) == "null");
  CHECK(ToJson(Value::Bytes("hi\xFF")) == "\"aGn/\"");
  CHECK(ToJson(Value::Uint(18446744073709551615U)) == "18446744073709551615");
  CHECK(ToJson(Value::Float(0.1F, GoType::kFloat32)) == "0.1");
  CHECK(ErrorOf(Value::Float(std::numeric_limits<double>::infinity())) ==
        "json: unsupported value: +Inf");
}

TEST_CASE("a map inside itself is an error, a shared one is not") {
  Arena arena;
  Map* inner = Map::New(arena);
  Map* outer = Map::New(arena);
  outer->Set("a", Value::Of(inner));
  outer->Set("b", Value::Of(inner));
  CHECK(ToJson(Value::Of(outer)) == R"({"a":{},"b":{}})");
  inner->Set("up", Value::Of(outer));
  CHECK(ErrorOf(Value::Of(outer)) ==
        "json: unsupported value: encountered a cycle via map[string]interface {}");
}

TEST_CASE("shared maps cannot fill the memory") {
  Arena arena;
  Value value = Value::String("0123456789");
  for (int i = 0; i < 60; ++i) {
    const auto items = arena.Array<Value>(2);
    items[0] = items[1] = value;
    value = Value::List(items);
  }
  Limits limits;
  limits.memory_bytes = 1 << 20;
  Budget budget(limits);
  std::string text;
  CHECK_THROWS_AS(WriteJson(text, value, JsonStyle::kCompact, &budget), Failure);
  CHECK(text.empty());
}

}  // namespace chartrender
