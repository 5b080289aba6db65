#include "schema/schema.h"

#include <doctest/doctest.h>

#include <string>

#include "base/arena.h"
#include "base/budget.h"
#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"

namespace chartrender {
namespace {

constexpr const char* kDraft7 = "\"$schema\":\"http://json-schema.org/draft-07/schema#\"";

std::string Check(const std::string& schema, const std::string& values) {
  Arena arena;
  return ValidateSchema(*CompileSchema(schema), ReadJson(values, arena)).text;
}

std::string Repeat(const std::string& text, int count) {
  std::string repeated;
  for (int i = 0; i < count; ++i) repeated += text;
  return repeated;
}

TEST_CASE("the tree of violations") {
  const std::string schema = R"({"required":["image","replicas"],"additionalProperties":false,
      "properties":{"image":{"required":["repository"],"properties":{"tag":{"pattern":"^v"},
      "policy":{"enum":["Always","Never"]}}},"replicas":{"type":"integer","minimum":1},
      "y":{"anyOf":[{"type":"string"},{"required":["k"]}]},"size":{"$ref":"#/$defs/size"}},
      "$defs":{"size":{"maximum":65535,"multipleOf":7}}})";
  CHECK(Check(schema, R"({"image":{"repository":"r"},"replicas":1})") == "");
  CHECK(Check(schema, R"({"image":{"tag":"x","policy":"no"},"replicas":0,"extra":1})") ==
        "- at '/image': validation failed\n"
        "  - at '/image': missing property 'repository'\n"
        "  - at '/image/policy': value must be one of 'Always', 'Never'\n"
        "  - at '/image/tag': 'x' does not match pattern '^v'\n"
        "- at '/replicas': minimum: got 0, want 1\n"
        "- at '': additional properties 'extra' not allowed\n");
  CHECK(Check(schema, R"({"image":{"repository":1},"replicas":1,"y":{}})") ==
        "- at '/y': 'anyOf' failed\n"
        "  - at '/y': got object, want string\n"
        "  - at '/y': missing property 'k'\n");
  CHECK(Check(schema, R"({"image":{"repository":1},"replicas":1,"size":70000})") ==
        "- at '/size': maximum: got 70,000, want 65,535\n");
  CHECK(Check(schema, R"({"image":{"repository":1},"replicas":1,"size":70001})") ==
        "- at '/size': validation failed\n"
        "  - at '/size': maximum: got 70,001, want 65,535\n"
        "  - at '/size': multipleOf: got 70,001, want 7\n");
}

TEST_CASE("findings are the innermost violations") {
  Arena arena;
  const auto schema = CompileSchema(R"({"properties":{"a/b":{"oneOf":[{"type":"string"},
      {"type":"null"}]}}})");
  const SchemaResult result = ValidateSchema(*schema, ReadJson(R"({"a/b":1})", arena));
  REQUIRE(result.findings.size() == 2);
  CHECK(result.findings[0].pointer == "/a~1b");
  CHECK(result.findings[1].message == "got number, want null");
}

TEST_CASE("a document that cannot be used keeps its error") {
  struct Case {
    const char* schema;
    const char* want;
  };
  const Case cases[] = {
      {"", "EOF"},
      {"{\"a\":", "unexpected EOF"},
      {"{} x", "invalid character after top-level value"},
      {"{'a':1}", "invalid character '\\'' looking for beginning of object key string"},
      {R"({"$ref":"#/nope"})", "json-pointer in \"file:///values.schema.json#/nope\" not found"},
      {R"({"$ref":"#/$defs","$defs":{"a":1}})",
       "\"file:///values.schema.json#\" is not valid against metaschema: jsonschema validation "
       "failed with 'https://json-schema.org/draft/2020-12/schema#'\n- at '': 'allOf' failed\n"
       "  - at '/$defs/a': got number, want boolean or object"},
      {R"({"$ref":"other.json"})",
       "failing loading \"file:///other.json\": open /other.json: no such file or directory"},
      {R"({"$ref":"ftp://x/y"})",
       "failing loading \"ftp://x/y\": no URLLoader registered for \"ftp://x/y\""},
      {R"({"$ref":"http:///y"})",
       "failing loading \"http:///y\": HTTP request failed for http:///y: Get \"http:///y\": "
       "http: no Host in request URL"},
      {R"({"$id":"%"})", "error in parsing id at \"file:///values.schema.json#\""},
      {R"({"$anchor":"a","not":{"$anchor":"a"}})",
       "duplicate anchor \"a\" in \"file:///values.schema.json\" at \"\" and \"/not\""},
      {R"({"multipleOf":1e9999999})",
       "unable to validate schema: runtime error: invalid memory address or nil pointer "
       "dereference"},
  };
  for (const Case& row : cases) {
    const auto schema = CompileSchema(row.schema);
    CHECK(schema->error() == row.want);
    CHECK(ValidateSchema(*schema, Value::Nil()).text == row.want);
  }
}

TEST_CASE("references that go round") {
  CHECK(Check(R"({"$ref":"#"})", "{}") ==
        "- at '': both /$ref and  resolve to \"file:///values.schema.json#\" causing reference "
        "cycle\n");
  // Fine as long as each round goes deeper into the values.
  CHECK(Check(R"({"properties":{"n":{"$ref":"#"}},"additionalProperties":false})",
              R"({"n":{"n":{"x":1}}})") == "- at '/n/n': additional properties 'x' not allowed\n");
}

TEST_CASE("urn references are permissive and reported") {
  const auto schema = CompileSchema(R"({"properties":{"a":{"$ref":"urn:x:y"}}})");
  CHECK(schema->error() == "");
  CHECK(schema->unresolved_urns() == std::vector<std::string>{"urn:x:y"});
}

TEST_CASE("formats count before 2019-09 only") {
  const std::string properties = R"("properties":{"a":{"format":"ipv4"}}})";
  const std::string values = R"({"a":"300.1.1.1"})";
  CHECK(Check("{" + properties, values) == "");
  CHECK(Check(std::string("{") + kDraft7 + "," + properties, values) ==
        "- at '/a': '300.1.1.1' is not valid ipv4: decimal must be between 0 and 255\n");
}

TEST_CASE("const counts beside $ref in draft 7") {
  CHECK(Check(std::string("{") + kDraft7 +
                  R"(,"properties":{"a":{"$ref":"#/definitions/b","const":1,"type":"null"}},
                     "definitions":{"b":true}})",
              R"({"a":2})") == "- at '/a': value must be 1\n");
}

TEST_CASE("the place of a propertyNames violation is overwritten by what follows") {
  CHECK(Check(R"({"properties":{"x":{"items":{"propertyNames":{"pattern":"^a"}}}}})",
              R"({"x":[{"b":1},{"a":1}]})") ==
        "- at '/x/1': invalid propertyName 'b'\n  - at '': 'b' does not match pattern '^a'\n");
  // Also by what only names a type.
  CHECK(Check(R"({"properties":{"x":{"propertyNames":{"pattern":"^a"}},"y":{"type":"null"}}})",
              R"({"x":{"b":1},"y":null})") ==
        "- at '/y': invalid propertyName 'b'\n  - at '': 'b' does not match pattern '^a'\n");
}

TEST_CASE("the loader answers for other documents") {
  SchemaOptions options;
  options.loader = [](std::string_view url) -> std::optional<std::string> {
    if (url == "http://x/a.json") return R"({"type":"string"})";
    if (url == "http://x/b.json") throw Failure(ErrorCode::kIo, "no network");
    return std::nullopt;
  };
  Arena arena;
  const auto good = CompileSchema(R"({"properties":{"a":{"$ref":"http://x/a.json"}}})", options);
  CHECK(ValidateSchema(*good, ReadJson(R"({"a":1})", arena)).text ==
        "- at '/a': got number, want string\n");
  CHECK(CompileSchema(R"({"$ref":"http://x/b.json"})", options)->error() ==
        "failing loading \"http://x/b.json\": no network");
}

TEST_CASE("deep schemas and values") {
  std::string schema = Repeat("{\"not\":", 9990) + "{}" + Repeat("}", 9990);
  RunOnLargeStack([&] { CHECK(Check(schema, "{}") == ""); });
  RunOnLargeStack([&] { CHECK_THROWS_AS(Check(schema, "{}"), Failure); }, size_t{1} << 20U);
  RunOnLargeStack([&] {
    const std::string values = Repeat("{\"n\":", 9000) + "{\"x\":1}" + Repeat("}", 9000);
    const std::string text =
        Check(R"({"properties":{"n":{"$ref":"#"}},"additionalProperties":false})", values);
    CHECK(text.size() ==
          9000 * 2 + std::string("- at '': additional properties 'x' not allowed\n").size());
  });
}

TEST_CASE("a long chain of references to one value") {
  std::string schema = "{\"$ref\":\"#/$defs/d0\",\"$defs\":{";
  for (int i = 0; i < 300; ++i) {
    schema +=
        "\"d" + std::to_string(i) + "\":{\"$ref\":\"#/$defs/d" + std::to_string(i + 1) + "\"},";
  }
  CHECK(Check(schema + "\"d300\":{\"type\":\"null\"}}}", "{}") ==
        "- at '': got object, want null\n");
  const std::string cycle = Check(schema + "\"d300\":{\"$ref\":\"#/$defs/d150\"}}}", "{}");
  CHECK(cycle.substr(0, 13) == "- at '': both");
  CHECK(cycle.find("resolve to \"file:///values.schema.json#/$defs/d150\"") != std::string::npos);
}

TEST_CASE("steps are charged") {
  Limits limits;
  limits.steps = 1000;
  Budget budget(limits);
  Arena arena;
  const auto schema = CompileSchema(R"({"items":{"type":"integer"}})");
  const Value values = ReadJson("[" + Repeat("1,", 5000) + "1]", arena);
  CHECK_THROWS_AS(ValidateSchema(*schema, values, &budget), Failure);
}

}  // namespace
}  // namespace chartrender
