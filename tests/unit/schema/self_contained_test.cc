// Schemas that are compiled as validation reaches them say what they say when they are compiled as
// a whole.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/arena.h"
#include "codec/json/json.h"
#include "schema/compiler.h"
#include "schema/schema.h"
#include "schema/sure_validity.h"

namespace chartrender {
namespace {

// Random schemas of plain keywords, with references to all sorts of places, and values for them.
// Simple ones keep to kSimpleKeywords.
class Maker {
 public:
  explicit Maker(uint64_t seed, bool simple = false) : state_(seed), simple_(simple) {}

  // `head` goes before the members of the root.
  std::string Schema(std::string_view head) {
    std::string text = "{" + std::string(head) + "\"definitions\":{";
    text += "\"a\":" + Object(2) + ",\"b\":" + Object(2) + "},\"x-more\":{\"c\":" + Object(1) + "}";
    for (int i = 0; i < 3; ++i) text += "," + Member(3);
    return text + "}";
  }

  std::string Instance(int depth) {
    switch (Below(depth > 0 ? 7 : 5)) {
      case 0:
        return "null";
      case 1:
        return "true";
      case 2:
        return std::to_string(Below(5));
      case 3:
        return "\"" + Word() + "\"";
      case 4:
        return "{}";
      case 5:
        return "[" + Instance(depth - 1) + "," + Instance(depth - 1) + "]";
      default:
        return "{\"" + Word() + "\":" + Instance(depth - 1) + ",\"c\":" + Instance(depth - 1) + "}";
    }
  }

 private:
  size_t Below(size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<size_t>(state_ >> 33U) % bound;
  }
  std::string Word() { return std::string(1, "abc~/"[Below(5)]); }
  std::string Type() {
    constexpr const char* types[] = {"string", "object", "array", "integer", "null", "boolean"};
    return "\"" + std::string(types[Below(std::size(types))]) + "\"";
  }
  std::string Reference() {
    constexpr const char* targets[] = {
        "#/definitions/a", "#/definitions/b", "#/definitions/b", "#", "#/x-more/c",
        "#/allOf/0",       "#/properties/c",  "#/none",          "#a"};
    return "\"" + std::string(targets[Below(std::size(targets))]) + "\"";
  }

  std::string Object(int depth) {
    std::string text = "{" + Member(depth);
    for (size_t i = Below(3); i > 0; --i) text += "," + Member(depth);
    return text + "}";
  }

  std::string Member(int depth) {
    constexpr size_t simple_kinds[] = {0, 1, 2, 3, 7, 9, 14};
    const size_t kind =
        simple_ ? simple_kinds[Below(depth > 0 ? 7 : 4)] : Below(depth > 0 ? 15 : 7);
    const auto schema = [&] { return Below(6) == 0 ? "true" : Object(depth - 1); };
    switch (kind) {
      case 0:
        return "\"type\":" + Type();
      case 1:
        return "\"enum\":[\"" + Word() + "\",\"x\",null," + std::to_string(Below(3)) + ",1.0]";
      case 2:
        return "\"required\":[" + (Below(4) == 0 ? "" : "\"" + Word() + "\"") + "]";
      case 3:
        return "\"minimum\":" + std::to_string(Below(5)) +
               ",\"maximum\":" + std::to_string(Below(5));
      case 4:
        return "\"pattern\":\"^[ab]\"";
      case 5:
        return "\"const\":" + Instance(1);
      case 6:
        return "\"maxProperties\":1,\"maxItems\":1,\"minLength\":1";
      case 7:
      case 8:
        return "\"$ref\":" + Reference();
      case 9:
        return "\"items\":" + schema() + ",\"additionalProperties\":" + schema();
      case 10:
        return "\"allOf\":[" + schema() + "],\"not\":" + schema();
      case 11:
        return "\"anyOf\":[" + schema() + "," + schema() + "]";
      case 12:
        return "\"if\":" + schema() + ",\"then\":" + schema() + ",\"else\":" + schema();
      case 13:
        return "\"patternProperties\":{\"[a~]\":" + schema() + "},\"propertyNames\":" + schema();
      default:
        return "\"properties\":{\"" + Word() + "\":" + schema() + ",\"c\":" + schema() + "}";
    }
  }

  uint64_t state_;
  bool simple_;
};

TEST_CASE("what is compiled later says the same") {
  struct Head {
    const char* plain;
    const char* whole;  // the same schema, not plain
  };
  const Head heads[] = {
      {"", "\"$anchor\":\"whole\","},
      {"\"$schema\":\"http://json-schema.org/draft-04/schema#\",",
       "\"$schema\":\"http://json-schema.org/draft-04/schema#\","
       "\"id\":\"file:///values.schema.json\","},
      {"\"$schema\":\"http://json-schema.org/draft-07/schema#\",",
       "\"$schema\":\"http://json-schema.org/draft-07/schema#\","
       "\"$id\":\"file:///values.schema.json\","},
  };
  bool simple = false;
  SUBCASE("plain") {}
  SUBCASE("simple") { simple = true; }
  int good = 0;
  int valid = 0;
  int invalid = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    const Head& head = heads[seed % 3];
    const std::string text = Maker(seed, simple).Schema(head.plain);
    const auto plain = CompileSchema(text);
    const auto whole = CompileSchema(Maker(seed, simple).Schema(head.whole));
    CAPTURE(text);
    REQUIRE(plain->error() == whole->error());
    if (!plain->error().empty()) continue;
    ++good;
    for (uint64_t i = 0; i < 4; ++i) {
      const std::string instance = Maker(seed * 4 + i).Instance(3);
      CAPTURE(instance);
      Arena arena;
      const Value value = ReadJson(instance, arena);
      const std::string said = ValidateSchema(*plain, value).text;
      REQUIRE(said == ValidateSchema(*whole, value).text);
      ++(said.empty() ? valid : invalid);
    }
  }
  CHECK(good > 500);
  CHECK(valid > 100);
  CHECK(invalid > 500);
}

TEST_CASE("values that surely meet a simple schema") {
  const auto is_sure = [](const char* schema, const char* value) {
    schema::Compiler compiler({});
    compiler.library().Add("file:///s", ReadJsonNumbers(schema, compiler.arena()));
    Arena arena;
    return schema::IsSurelyValid(compiler.Compile("file:///s"), ReadJson(value, arena), nullptr);
  };
  constexpr const char* schema = R"({
    "$schema": "http://json-schema.org/draft-07/schema#", "title": "t", "form": true,
    "required": ["port"], "additionalProperties": false, "definitions": {"name": {"type": "string"}},
    "properties": {
      "port": {"type": ["integer", "null"], "minimum": 1, "maximum": 65535},
      "kind": {"enum": ["a", 1.0, null]},
      "names": {"type": "array", "items": {"$ref": "#/definitions/name"}},
      "labels": {"additionalProperties": {"$ref": "#/definitions/name"}}}})";
  CHECK(is_sure(schema, R"({"port": 80, "kind": 1, "names": ["x"], "labels": {"a": "b"}})"));
  CHECK(is_sure(schema, R"({"port": null, "kind": "a", "names": []})"));
  for (const char* value : {R"({})", R"({"port": 0})", R"({"port": 1.5})", R"({"port": 65536})",
                            R"({"port": 1, "b": 1})", R"({"port": 1, "kind": "b"})",
                            R"({"port": 1, "names": [1]})", R"({"port": 1, "labels": {"a": 1}})"}) {
    CAPTURE(value);
    CHECK_FALSE(is_sure(schema, value));
  }
  // References in a circle, and keywords that are left to the validator.
  CHECK_FALSE(is_sure(R"({"$ref": "#"})", "1"));
  CHECK_FALSE(is_sure(R"({"properties": {"a": {"format": "uri"}}})", R"({"a": "b"})"));
  CHECK_FALSE(is_sure(R"({"anyOf": [true]})", "1"));
}

TEST_CASE("threads reach the parts of one schema at the same time") {
  std::string text = R"({"$ref":"#/definitions/d0","definitions":{)";
  for (int i = 0; i < 200; ++i) {
    text += "\"d" + std::to_string(i) + R"(":{"properties":{"n":{"$ref":"#/definitions/d)" +
            std::to_string(i + 1) + "\"}}},";
  }
  text += R"("d200":{"pattern":"^x{2}$"}}})";
  std::string values;
  for (int i = 0; i < 200; ++i) values += "{\"n\":";
  values += "\"x\"" + std::string(200, '}');
  for (int round = 0; round < 20; ++round) {
    const auto schema = CompileSchema(text);
    std::vector<std::string> said(4);
    std::vector<std::thread> threads;
    threads.reserve(said.size());
    for (std::string& result : said) {
      threads.emplace_back([&] {
        Arena arena;
        result = ValidateSchema(*schema, ReadJson(values, arena)).text;
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& result : said) {
      CHECK(result == said[0]);
      CHECK(result.find("'x' does not match pattern '^x{2}$'") != std::string::npos);
    }
  }
}

}  // namespace
}  // namespace chartrender
