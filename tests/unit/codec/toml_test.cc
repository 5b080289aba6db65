#include <doctest/doctest.h>

#include <string>

#include "base/error.h"
#include "codec/json/json.h"
#include "codec/toml/read.h"
#include "codec/toml/write.h"
#include "value/map.h"

namespace chartrender {

namespace {

std::string Json(std::string_view toml) {
  Arena arena;
  std::string text;
  try {
    WriteJson(text, ReadToml(toml, arena));
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return text;
}

std::string Toml(std::string_view json) {
  Arena arena;
  std::string text;
  try {
    WriteToml(text, ReadJson(json, arena));
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return text;
}

struct Case {
  std::string_view input, want;
};

}  // namespace

TEST_CASE("TOML is read") {
  const Case cases[] = {
      {"", "{}"},
      {"a = 1\nb = 1.5\nc = true\nd = 'x'\n", R"({"a":1,"b":1.5,"c":true,"d":"x"})"},
      {"a.b.c = 1\na.b.d = 2\n", R"({"a":{"b":{"c":1,"d":2}}})"},
      {"[t]\nx = 1\n[t.u]\ny = 2\n", R"({"t":{"u":{"y":2},"x":1}})"},
      {"[[p]]\nn = 1\n[[p]]\n[p.q]\nr = 2\n", R"({"p":[{"n":1},{"q":{"r":2}}]})"},
      {"x = {a = 1, b.c = 2,\n}\n", R"({"x":{"a":1,"b":{"c":2}}})"},
      {"l = [1, \"x\", [2.0], # c\n {k = 3}]\n", R"({"l":[1,"x",[2],{"k":3}]})"},
      {"h = 0xFF\no = 0o17\nb = 0b101\nn = -1_000\n", R"({"b":5,"h":255,"n":-1000,"o":15})"},
      {"s = \"\"\"\na\\\n   b\\t\"\"c\"\"\"\n", R"({"s":"ab\t\"\"c"})"},
      {"s = '''\nraw\\n'''\n", R"({"s":"raw\\n"})"},
      {"s = \"\\u00e9\\U0001F600\\x41\"\n",
       "{\"s\":\"\xC3\xA9\xF0\x9F\x98\x80"
       "A\"}"},
      {"\"a b\" = 1\n'' = 2\n", R"({"":2,"a b":1})"},
      {"d = 2020-01-02T03:04:05Z\n", R"({"d":"2020-01-02T03:04:05Z"})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Json(c.input) == c.want);
  }
}

TEST_CASE("TOML errors name line and key") {
  const Case cases[] = {
      {"a = ", "toml: line 1 (last key \"a\"): unexpected EOF; expected value"},
      {"a = tru", "toml: line 1 (last key \"a\"): expected value but found \"tru\" instead"},
      {"a = \"x", "toml: line 1 (last key \"a\"): unexpected EOF; expected '\"'"},
      {"a = \"x\ny\"", "toml: line 1 (last key \"a\"): strings cannot contain newlines"},
      {"a = 1 b = 2",
       "toml: line 1: expected a top-level item to end with a newline, comment, or EOF, but got "
       "'b' instead"},
      {"7", "toml: line 1: unexpected EOF; expected key separator '='"},
      {"a = 1\na = 2\n", "toml: line 2 (last key \"a\"): Key 'a' has already been defined."},
      {"[x]\ny = 1\n[x]\nz = 2", "toml: line 3: Key 'x' has already been defined."},
      {"a = 1\n[a.b]\n", "toml: line 2: Key 'a' was already created as a hash."},
      {"a = 1\n[[a]]\n",
       "toml: line 2: Key 'a' was already created and cannot be used as an array."},
      {"a = 9223372036854775808",
       "toml: line 1 (last key \"a\"): 9223372036854775808 is out of range for int64"},
      {"a = 01",
       "toml: line 1 (last key \"a\"): Invalid integer \"01\": cannot have leading zeroes"},
      {"a = 1__0",
       "toml: line 1 (last key \"a\"): Invalid integer \"1__0\": underscores must be surrounded by "
       "digits"},
      {"a = 2020-13-01", "toml: line 1 (last key \"a\"): invalid datetime: \"2020-13-01\""},
      {"a = \"\\q\"", "toml: line 1 (last key \"a\"): invalid escape in string '\\q'"},
      {"a = \x01",
       "toml: line 1 (last key \"a\"): TOML files cannot contain control characters: '0x01'"},
      {"a = \xFF", "toml: line 1 (last key \"a\"): invalid UTF-8 byte: 0xff"},
      {"[]", "toml: line 1: unexpected end of table name (table names cannot be empty)"},
      {"= 1", "toml: line 1: unexpected '=': key name appears blank"},
      {"a = [1,,2]", "toml: line 1 (last key \"a\"): unexpected comma"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Json(c.input) == c.want);
  }
}

TEST_CASE("dates come from the caller's maker") {
  Arena arena;
  TomlTime seen;
  const auto make = [&](const TomlTime& time) {
    seen = time;
    return Value::Int(7);
  };
  const Value value = ReadToml("d = 1979-05-27 07:32:00.5-01:30\n", arena, make);
  CHECK(value.AsMap()->Get("d").AsInt() == 7);
  CHECK(seen.year == 1979);
  CHECK(seen.nanosecond == 500'000'000);
  CHECK(seen.offset_seconds == -5400);
  CHECK(seen.zone == TomlTime::Zone::kOffset);
  ReadToml("t = 07:32:01\n", arena, make);
  CHECK(seen.zone == TomlTime::Zone::kLocalTime);
  CHECK(seen.second == 1);
}

TEST_CASE("tables of an array are a Go list of maps") {
  Arena arena;
  const Value value = ReadToml("[[p]]\nn = 1\n", arena);
  CHECK(value.AsMap()->Get("p").type() == GoType::kMapList);
}

TEST_CASE("TOML is written") {
  const Case cases[] = {
      {R"({"b": 2, "a": 1, "c": {"d": "x", "e": {"f": true}}})",
       "a = 1.0\nb = 2.0\n\n[c]\n  d = \"x\"\n  [c.e]\n    f = true\n"},
      {R"({"l": [1, "a"], "m": [{"x": 1}, {"y": 2}], "n": null, "o": []})",
       "l = [1.0, \"a\"]\no = []\n\n[[m]]\n  x = 1.0\n\n[[m]]\n  y = 2.0\n"},
      {R"({"l": [{"a": 1}, 2]})", "l = [{a = 1.0}, 2.0]\n"},
      {R"({"k with space": 1, "": 2, "q\"": 3})",
       "\"\" = 2.0\n\"k with space\" = 1.0\n\"q\\\"\" = 3.0\n"},
      {R"({"s": "a\tb\n\u0001\u007f\"\\"})", "s = \"a\\tb\\n\\u0001\\u007f\\\"\\\\\"\n"},
      {R"({"f": 1e21, "g": 0.5})", "f = 1e+21\ng = 0.5\n"},
      {"{}", ""},
      {"[1, 2]", "[1.0, 2.0]"},
      {"[{\"a\": 1}]", "toml: top-level values must be Go maps or structs"},
      {R"({"l": [1, null]})", "toml: cannot encode array with nil element"},
      {"null", "reflect: call of reflect.Value.Type on zero Value"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Toml(c.input) == c.want);
  }
}

TEST_CASE("a map inside itself cannot be TOML") {
  Arena arena;
  Map* map = Map::New(arena);
  map->Set("a", Value::Of(map));
  std::string text;
  CHECK_THROWS_WITH(WriteToml(text, Value::Of(map)),
                    "limit reached: nesting depth (a map contains itself)");
  CHECK(text.empty());
}

}  // namespace chartrender
