#include "value/object.h"

#include <doctest/doctest.h>

#include <string>

#include "codec/json/json.h"
#include "codec/toml/write.h"
#include "codec/yaml/write.h"
#include "value/map.h"

namespace chartrender {

namespace {

Value JsonText(const Object& object, Arena&) { return object.fields[0]; }

std::string Timestamp(const Object& object, bool) {
  return std::string(object.fields[0].AsString());
}

Value JsonTags(const Object& object, Arena& arena) {
  Map* map = Map::New(arena);
  map->Set("go_version", object.fields[0]);
  return Value::Of(map);
}

constexpr std::string_view kTextFields[] = {"original"};
constexpr std::string_view kStructFields[] = {"GoVersion", "hidden", "Next"};

const ObjectType kVersion{.name = "*semver.Version",
                          .kind = GoKind::kPtr,
                          .fields = kTextFields,
                          .to_string = [](const Object&) { return std::string("text"); },
                          .to_json = JsonText};
const ObjectType kDate{.name = "time.Time",
                       .fields = kTextFields,
                       .to_string = [](const Object&) { return std::string("x date-local"); },
                       .to_json = JsonText,
                       .to_timestamp = Timestamp};
const ObjectType kDuration{.name = "time.Duration",
                           .kind = GoKind::kInt64,
                           .to_string = [](const Object&) { return std::string("1m30s"); }};
const ObjectType kTagged{.name = "version.BuildInfo", .fields = kStructFields, .to_json = JsonTags};
const ObjectType kPlain{.name = "x.Plain", .fields = kStructFields};
const ObjectType kNamedList{.name = "x.Set", .kind = GoKind::kSlice};

struct Texts {
  std::string json, yaml, pretty, toml;
};

Texts Write(Value value) {
  Arena arena;
  Texts texts;
  WriteJson(texts.json, value);
  WriteYaml(texts.yaml, value);
  WriteYamlPretty(texts.pretty, value);
  Map* map = Map::New(arena);
  map->Set("x", value);
  WriteToml(texts.toml, Value::Of(map));
  return texts;
}

}  // namespace

TEST_CASE("types that marshal themselves") {
  const Value version_fields[] = {Value::String("1.2.3")};
  const Object version{&kVersion, {}, version_fields};
  const Texts texts = Write(Value::Of(&version));
  CHECK(texts.json == "\"1.2.3\"");
  CHECK(texts.yaml == "1.2.3");
  CHECK(texts.pretty == "1.2.3");
  CHECK(texts.toml == "x = \"1.2.3\"\n");
}

TEST_CASE("times are timestamps in YAML v3 and dates in TOML") {
  const Value fields[] = {Value::String("2020-01-02T00:00:00Z")};
  const Object date{&kDate, {}, fields};
  const Texts texts = Write(Value::Of(&date));
  CHECK(texts.yaml == "\"2020-01-02T00:00:00Z\"");
  CHECK(texts.pretty == "2020-01-02T00:00:00Z");
  CHECK(texts.toml == "x = 2020-01-02\n");
}

TEST_CASE("durations are numbers in JSON only") {
  const Object duration{&kDuration, Value::Int64(90'000'000'000), {}};
  const Texts texts = Write(Value::Of(&duration));
  CHECK(texts.json == "90000000000");
  CHECK(texts.yaml == "90000000000");
  CHECK(texts.pretty == "1m30s");
  CHECK(texts.toml == "x = \"1m30s\"\n");
}

TEST_CASE("structs have JSON's names in JSON and their own elsewhere") {
  const Value fields[] = {Value::String("go1"), Value::Int(1), Value::Nil()};
  const Object tagged{&kTagged, {}, fields};
  const Texts texts = Write(Value::Of(&tagged));
  CHECK(texts.json == "{\"go_version\":\"go1\"}");
  CHECK(texts.yaml == "go_version: go1");
  CHECK(texts.pretty == "goversion: go1\nnext: null");
  CHECK(texts.toml == "[x]\n  GoVersion = \"go1\"\n");
  const Object plain{&kPlain, {}, fields};
  CHECK(Write(Value::Of(&plain)).json == "{\"GoVersion\":\"go1\",\"Next\":null}");
  CHECK(Write(Value::Of(&plain)).yaml == "GoVersion: go1\nNext: null");
}

TEST_CASE("named types are written as what they stand on") {
  const Value items[] = {Value::String("a")};
  const Object set{&kNamedList, Value::List(items, GoType::kStringList), {}};
  const Texts texts = Write(Value::Of(&set));
  CHECK(texts.json == "[\"a\"]");
  CHECK(texts.yaml == "- a");
  CHECK(texts.toml == "x = [\"a\"]\n");
}

TEST_CASE("byte slices are base64 in JSON and numbers elsewhere") {
  const Texts texts = Write(Value::Bytes("hi"));
  CHECK(texts.json == "\"aGk=\"");
  CHECK(texts.yaml == "aGk=");
  CHECK(texts.pretty == "- 104\n- 105");
  CHECK(texts.toml == "x = [104, 105]\n");
}

}  // namespace chartrender
