#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "base/error.h"
#include "codec/json/json.h"
#include "codec/yaml/key_order.h"
#include "codec/yaml/write.h"
#include "value/map.h"

namespace chartrender {

namespace {

std::string Yaml(std::string_view json) {
  Arena arena;
  std::string text;
  WriteYaml(text, ReadJson(json, arena));
  return text;
}

std::string Pretty(std::string_view json) {
  Arena arena;
  std::string text;
  WriteYamlPretty(text, ReadJson(json, arena));
  return text;
}

std::string YamlOfText(std::string_view value) {
  std::string text;
  try {
    WriteYaml(text, Value::String(value));
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return text;
}

struct Case {
  std::string_view input, want;
};

}  // namespace

TEST_CASE("styles of scalars") {
  const Case cases[] = {
      {"abc", "abc"},
      {"", "\"\""},
      {"yes", "\"yes\""},
      {"0o7", "\"0o7\""},
      {"2001-01-01", "\"2001-01-01\""},
      {"2001-02-30", "2001-02-30"},
      {"12:30", "\"12:30\""},
      {"NaN", "NaN"},
      {"<<", "<<"},
      {"- a", "'- a'"},
      {"-a", "-a"},
      {"a: b", "'a: b'"},
      {"a:b", "a:b"},
      {"a #b", "'a #b'"},
      {" a", "' a'"},
      {"it's:", "'it''s:'"},
      {"a\tb", "\"a\\tb\""},
      {"a\nb", "|-\n  a\n  b"},
      {"a\nb\n", "|\n  a\n  b"},
      {"a\n\n", "|+\n  a\n"},
      {" a\nb", "|2-\n   a\n  b"},
      {"a \nb", "\"a \\nb\""},
      {"\xF0\x9F\x98\x80", "\"\\U0001F600\""},
      {"\xE2\x80\xA8", "'\xE2\x80\xA8'"},
      {"\xEF\xBB\xBF"
       "a b",
       "\"\\uFEFF\\x61\\x20\\x62\""},
      {"\xC3\xA9", "\xC3\xA9"},
      // What happens on the way through JSON.
      {"a\xFF", "a\xEF\xBF\xBD"},
      {"a \xC2\x85 b", "a b"},
      {"a\x7F", "yaml: control characters are not allowed"},
      {"a\xC2\x80", "yaml: control characters are not allowed"},
      {"a\xC2\x85--- b", "yaml: line 2: found unexpected document indicator"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(YamlOfText(c.input) == c.want);
  }
}

TEST_CASE("long texts are folded at a blank behind column 80") {
  std::string words;
  for (int i = 0; i < 12; ++i) words += "abcdefghi ";
  words += "end";
  CHECK(YamlOfText(words) == words.substr(0, 89) + "\n  " + words.substr(90));
  CHECK(YamlOfText("# " + words) == "'# " + words.substr(0, 79) + "\n  " + words.substr(80) + "'");
  CHECK(YamlOfText("\t" + words) ==
        "\"\\t" + words.substr(0, 79) + "\n  " + words.substr(80) + "\"");
  std::string pretty;
  WriteYamlPretty(pretty, Value::String(words));
  CHECK(pretty == words);
}

TEST_CASE("structure") {
  const Case cases[] = {
      {"null", "null"},
      {"[]", "[]"},
      {"{}", "{}"},
      {R"({"k": [1, [2, {"a": [], "b": {}}]]})", "k:\n- 1\n- - 2\n  - a: []\n    b: {}"},
      {R"({"k": {"a": "x\ny"}})", "k:\n  a: |-\n    x\n    y"},
      {R"({"a\nb": 1})", "? |-\n  a\n  b\n: 1"},
      {R"({"a\nb": [1]})", "? |-\n  a\n  b\n: - 1"},
      {R"([1e6, 1e20, 1e21, 1e-7, 12345678901234567890, -0.0, -1e19, 1.5])",
       "- 1000000\n- 1e+20\n- 1e+21\n- 1e-07\n- 12345678901234567000\n- 0\n- -1e+19\n- 1.5"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Yaml(c.input) == c.want);
  }
  const std::string key(129, 'k');
  CHECK(Yaml("{\"" + key + "\": 1}") == "? " + key + "\n: 1");
}

TEST_CASE("v3 indents lists and keeps Go's numbers") {
  CHECK(Pretty(R"({"k": [1, {"c": 1, "d": [2]}]})") == "k:\n  - 1\n  - c: 1\n    d:\n      - 2");
  CHECK(Pretty("[1e6, -0.0]") == "- 1e+06\n- -0");
  CHECK(Pretty(R"("a\tb\nc")") == "|-\n  a\tb\n  c");
  CHECK(Pretty("\"a\x7F\"") == "\"a\\x7F\"");
  CHECK(Pretty("\"yes\"") == "\"yes\"");
  std::string binary;
  WriteYamlPretty(binary, Value::String("a\xFF"));
  CHECK(binary == "!!binary Yf8=");
}

TEST_CASE("keys are in natural order") {
  CHECK(Yaml(R"({"a10":0,"a2":0,"B":0,"a":0,"a-b":0,"_":0,"1":0,"a01":0,"a1":0})") ==
        "_: 0\n\"1\": 0\nB: 0\na: 0\na-b: 0\na1: 0\na01: 0\na2: 0\na10: 0");
  using yaml::IsKeyLess;
  using yaml::Version;
  // v2 contradicts itself here, v3 does not.
  CHECK(IsKeyLess("a10b", "a1b", Version::kV2));
  CHECK(IsKeyLess("a1b", "a2", Version::kV2));
  CHECK(IsKeyLess("a2", "a10b", Version::kV2));
  CHECK(IsKeyLess("a1b", "a10b", Version::kV3));
}

TEST_CASE("keys in a contradictory order are all written") {
  Arena arena;
  Map* map = Map::New(arena);
  for (int i = 0; i < 300; ++i) {
    map->SetCopy("a" + std::to_string(i % 37) + (i % 3 == 0 ? "b" : "") + std::to_string(i),
                 Value::Nil());
  }
  std::string text;
  WriteYaml(text, Value::Of(map));
  size_t lines = 1;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  CHECK(lines == map->size());
}

TEST_CASE("errors leave the output as it was") {
  std::string text = "x";
  CHECK_THROWS_WITH(WriteYaml(text, Value::Float(std::numeric_limits<double>::infinity())),
                    "error marshaling into JSON: json: unsupported value: +Inf");
  CHECK(text == "x");
  Arena arena;
  Map* map = Map::New(arena);
  map->Set("a", Value::Of(map));
  CHECK_THROWS_WITH(WriteYaml(text, Value::Of(map)),
                    "error marshaling into JSON: json: unsupported value: encountered a cycle via "
                    "map[string]interface {}");
  CHECK_THROWS_WITH(WriteYamlPretty(text, Value::Of(map)),
                    "limit reached: nesting depth (a map contains itself)");
  CHECK(text == "x");
  const std::string key(1023, 'k');
  CHECK_THROWS_WITH(Yaml("{\"" + key + "\": 1}"), "yaml: did not find expected ',' or '}'");
}

}  // namespace chartrender
