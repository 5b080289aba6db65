#include <doctest/doctest.h>

#include <string>

#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"
#include "value/map.h"

namespace chartrender {

namespace {

std::string ToJson(Value value) {
  std::string text;
  WriteJson(text, value, JsonStyle::kRaw);
  return text;
}

template <class Read>
std::string ResultOf(Read read) {
  try {
    return ToJson(read());
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

std::string Json(std::string_view yaml) {
  Arena arena;
  return ResultOf([&] { return ReadYaml(yaml, arena); });
}

// The error behind `error converting YAML to JSON: yaml: `.
std::string Problem(std::string_view yaml) {
  const std::string text = Json(yaml);
  constexpr std::string_view kPrefix = "error converting YAML to JSON: yaml: ";
  return text.starts_with(kPrefix) ? text.substr(kPrefix.size()) : "no YAML error: " + text;
}

std::string Values(std::string_view text, Dialect dialect = Dialect::kHelm4) {
  Arena arena;
  return ResultOf([&] { return ReadValuesYaml(text, arena, dialect); });
}

struct Case {
  std::string_view input, want;
};

}  // namespace

TEST_CASE("plain scalars") {
  const Case cases[] = {
      {"", "null"},
      {"~", "null"},
      {"yes", "true"},
      {"Off", "false"},
      {"yEs", "\"yEs\""},
      {"017", "15"},
      {"08", "8"},
      {"0x_1F", "31"},
      {"0b11", "3"},
      {"0b-1", "-1"},
      {"0o7", "7"},
      {"0o8", "\"0o8\""},
      {"1_000", "1000"},
      {"_1", "\"_1\""},
      {"1:30", "\"1:30\""},
      {"1.", "1"},
      {".5", "0.5"},
      {".1_0", "0.1"},
      {"._1", "\"._1\""},
      {"1e400", "\"1e400\""},
      {"-0", "0"},
      {"-0.0", "-0"},
      {"+1", "1"},
      {"2020-01-01", "\"2020-01-01\""},
      {"<<", "\"<<\""},
      {"12e03", "12000"},
      {"9223372036854775808", "9223372036854776000"},
      {"0x1p3", "\"0x1p3\""},
      {"a#b", "\"a#b\""},
      {"a #b", "\"a\""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Json(c.input) == c.want);
  }
}

TEST_CASE("tags") {
  const Case cases[] = {
      {"!!str 1", "\"1\""},
      {"!!int \"12\"", "12"},
      {"!!float 3", "3"},
      {"!!bool yes", "true"},
      {"!!binary aGk=", "\"hi\""},
      {"!foo 1", "\"1\""},
      {"! 1", "\"1\""},
      {"!<tag:yaml.org,2002:int> 3", "3"},
      {"%TAG !e! tag:yaml.org,2002:\n---\n!e!int '7'", "7"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Json(c.input) == c.want);
  }
  CHECK(Problem("!!int abc") == "cannot decode !!str `abc` as a !!int");
  CHECK(Problem("!!binary '@'") == "!!binary value contains invalid base64 data");
  CHECK(Problem("!x!y z") == "found undefined tag handle");
}

TEST_CASE("structures") {
  const Case cases[] = {
      {"b: 1\na: {c: [x, 'y', \"z\"], d: }\n", R"({"a":{"c":["x","y","z"],"d":null},"b":1})"},
      {"k:\n- 1\n- - 2\n  - k: v\n    l: w\n", R"({"k":[1,[2,{"k":"v","l":"w"}]]})"},
      {"? a\n: b\n? c\n", R"({"a":"b","c":null})"},
      {"a: |+\n  x\n   y\n\n\nb: >-\n  f\n  g\n\n  h\n", R"({"a":"x\n y\n\n\n","b":"f g\nh"})"},
      {"a: |2\n   x\n", R"({"a":" x\n"})"},
      {"a: x\n  y\n\n  z\n", R"({"a":"x y\nz"})"},
      {"a: \"x\\\n  y \\\n\n  z\"\n", R"({"a":"xy \nz"})"},
      {"a: 'it''s'\n", R"({"a":"it's"})"},
      {"a: 1\na: 2\n", R"({"a":2})"},
      {"1: a\n1.5: b\ntrue: c\n", R"({"1":"a","1.5":"b","true":"c"})"},
      {"a: 1\n---\nb: 2\n", R"({"a":1})"},
      {"[a: b, {c}]", R"([{"a":"b"},{"c":null}])"},
      {"[]: x\n", "[]"},
      {"{a:1}", R"({"a:1":null})"},
      {"{\"a\":1}", R"({"a":1})"},
      {"\xEF\xBB\xBF"
       "a: 1",
       R"({"a":1})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Json(c.input) == c.want);
  }
  CHECK(Json(std::string_view("\xFF\xFE"
                              "a\0:\0 \0\xAC\x20",
                              10)) == "{\"a\":\"\xE2\x82\xAC\"}");
}

TEST_CASE("anchors and merges") {
  const Case cases[] = {
      {"a: &x {k: 1}\nb: *x\n", R"({"a":{"k":1},"b":{"k":1}})"},
      {"a: &x {k: 1}\nb: {<<: *x, l: 2}\n", R"({"a":{"k":1},"b":{"k":1,"l":2}})"},
      {"a: &x {k: 1}\nb: {k: 2, <<: *x}\n", R"({"a":{"k":1},"b":{"k":1}})"},
      {"<<: [{a: 1}, {a: 2, b: 3}]\n", R"({"a":1,"b":3})"},
      {"\"<<\": {a: 1}\n", R"({"<<":{"a":1}})"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Json(c.input) == c.want);
  }
  CHECK(Problem("a: *x") == "unknown anchor 'x' referenced");
  CHECK(Problem("a: &x [*x]") == "anchor 'x' value contains itself");
  CHECK(Problem("<<: 1") == "map merge requires map or sequence of maps as the value");
  const std::string bomb =
      "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
      "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n";
  CHECK(Problem(bomb) == "document contains excessive aliasing");
}

TEST_CASE("each alias is a map of its own") {
  Arena arena;
  const Value value = ReadYaml("a: &x {k: 1}\nb: *x\n", arena);
  value.AsMap()->Get("a").AsMap()->Set("k", Value::Nil());
  CHECK(ToJson(value) == R"({"a":{"k":null},"b":{"k":1}})");
}

TEST_CASE("syntax errors name go-yaml's lines") {
  const Case cases[] = {
      {"a: b: c", "mapping values are not allowed in this context"},
      {"key: [a, b", "line 1: did not find expected ',' or ']'"},
      {"key: 'abc", "found unexpected end of stream"},
      {"a:\n\tb: 1", "line 2: found character that cannot start any token"},
      {"a: - b", "block sequence entries are not allowed in this context"},
      {"a: |\n  x\n y", "line 2: did not find expected key"},
      {"list:\n- a\n-b", "line 4: could not find expected ':'"},
      {"a: ]", "did not find expected node content"},
      {"a: @x", "found character that cannot start any token"},
      {"\"\\q\"", "found unknown escape character"},
      {"\"\\/\"", "found unknown escape character"},
      {"\"\\ud83d\\ude00\"", "found invalid Unicode character escape code"},
      {"a:\n  - b\n c: d", "line 2: did not find expected key"},
      {"[a?b]", "did not find expected ',' or ']'"},
      {"%YAML 1.2\n---\na", "found incompatible YAML document"},
      {"%FOO\n---\na", "found unknown directive name"},
      {"a: 1\x01", "control characters are not allowed"},
      {"a: \xC3", "incomplete UTF-8 octet sequence"},
      {"a: \xFF", "invalid leading UTF-8 octet"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Problem(c.input) == c.want);
  }
}

TEST_CASE("a bad character is seen in windows of 512 bytes") {
  const std::string blanks(600, ' ');
  // In the same window it wins over the syntax error before it, in a later one it does not.
  CHECK(Problem("a: @\n\x01") == "control characters are not allowed");
  CHECK(Problem("a: @\n" + blanks + "\x01") == "found character that cannot start any token");
  CHECK(Json("a: 1\n---\n" + blanks + "\x01") == R"({"a":1})");
}

TEST_CASE("what JSON cannot hold") {
  CHECK(Json("a: {null: 1}") ==
        "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), key: <nil>, "
        "value: 1");
  CHECK(Json("{9223372036854775808: {x: 1, 2: [a, ~]}}") ==
        "error converting YAML to JSON: unsupported map key of type: uint64, key: "
        "0x8000000000000000, value: map[interface {}]interface {}{\"x\":1, "
        "2:[]interface {}{\"a\", interface {}(nil)}}");
  CHECK(Problem("? [a]\n: 1\n") == "invalid map key: []interface {}{\"a\"}");
  CHECK(Json("b: .inf\na: -.inf\n") ==
        "error converting YAML to JSON: json: unsupported value: -Inf");
  CHECK(Json("a: .nan\na: 1\n") == R"({"a":1})");
}

TEST_CASE("depth") {
  // As the library runs it: sanitizers make every frame larger.
  RunOnLargeStack([] {
    const std::string open(10000, '[');
    const std::string close(10000, ']');
    CHECK(Json(open + close).size() == 20000);
    CHECK(Problem(open + "[") == "exceeded max depth of 10000");
    std::string both;
    for (int i = 0; i < 5001; ++i) both += "- ";
    CHECK(Json(both + open.substr(5000) + close.substr(5000)) ==
          "error unmarshaling JSON: while decoding JSON: invalid character '[' exceeded max depth");
  });
}

TEST_CASE("a Go target takes only its own kind of YAML") {
  Arena arena;
  CHECK(ToJson(ReadYamlMap("", arena)) == "{}");
  CHECK(ToJson(ReadYamlMap(std::string_view(), arena)) == "{}");  // that is nowhere
  CHECK(ToJson(ReadYamlList("null", arena)) == "[]");
  CHECK_THROWS_WITH(ReadYamlMap("- 1", arena),
                    "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array "
                    "into Go value of type map[string]interface {}");
  CHECK_THROWS_WITH(ReadYamlList("a: 1", arena),
                    "error unmarshaling JSON: while decoding JSON: json: cannot unmarshal object "
                    "into Go value of type []interface {}");
}

TEST_CASE("numbers keep their Go type for struct targets") {
  Arena arena;
  const Value value =
      ReadYaml("[1, 1.10, 18446744073709551615, true, 1e300]", arena, YamlNumbers::kKept);
  const std::span<const Value> items = value.AsList();
  CHECK(items[0].is(Kind::kInt));
  CHECK(items[2].is(Kind::kUint));
  CHECK(ScalarAsText(items[0], arena) == "1");
  CHECK(ScalarAsText(items[1], arena) == "1.1");
  CHECK(ScalarAsText(items[2], arena) == "18446744073709551615");
  CHECK(ScalarAsText(items[3], arena) == "true");
  CHECK(ScalarAsText(items[4], arena) == "+Inf");
}

TEST_CASE("values files") {
  const Case cases[] = {
      {"", "{}"},
      {"# nothing\n", "{}"},
      {"a: {b: 1, c: 2}\n---\na: {b: 3}\nd: 4", R"({"a":{"b":3,"c":2},"d":4})"},
      {"---\na: 1\n--- # more\na: [2]\n---\n", R"({"a":[2]})"},
      {"a: 1\n---\na: null\n", R"({"a":null})"},
      {"a: |\r\n  x\r\n---\r\nb: z", R"({"a":"x\n","b":"z"})"},
      {"a: 1\n---x\n", "error reading yaml document: invalid Yaml document separator: x"},
      {"- 1\n---x\n", "error reading yaml document: invalid Yaml document separator: x"},
      {"- 1\n",
       "cannot unmarshal yaml document: error unmarshaling JSON: while decoding JSON: json: cannot "
       "unmarshal array into Go value of type map[string]interface {}"},
      {"%YAML 1.1\n---\na: 1\n",
       "cannot unmarshal yaml document: error converting YAML to JSON: yaml: line 1: did not find "
       "expected <document start>"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.input);
    CHECK(Values(c.input) == c.want);
  }
  CHECK(Values("a: 1\n---\na: 2\n", Dialect::kHelm3) == R"({"a":1})");
}

}  // namespace chartrender
