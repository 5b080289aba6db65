// Chart.yaml; what is wanted was printed by Helm 4.3.1.
#include "chart/metadata.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace chartrender {

namespace {

struct Case {
  std::string_view yaml;
  std::string_view error;
};

const Case kBad[] = {
    {"name: [a]\nversion: 1\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Metadata.name of type string"},
    {"name: c\nversion: 1.0.0\ndeprecated: 'yes'\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "string into Go struct field Metadata.deprecated of type bool"},
    {"name: c\nversion: 1.0.0\ndeprecated: 1\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "number into Go struct field Metadata.deprecated of type bool"},
    {"name: c\nversion: 1.0.0\nmaintainers: x\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "string into Go struct field Metadata.maintainers of type []*v2.Maintainer"},
    {"name: c\nversion: 1.0.0\nmaintainers: [x]\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "string into Go struct field Metadata.maintainers of type v2.Maintainer"},
    {"name: c\nversion: 1.0.0\nmaintainers: [[x]]\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Metadata.maintainers of type v2.Maintainer"},
    {"name: c\nversion: 1.0.0\nmaintainers:\n- name: [x]\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Maintainer.maintainers.name of type string"},
    {"name: c\nversion: 1.0.0\nmaintainers: [null]\n",
     "validation: maintainers must not contain empty or null nodes"},
    {"name: c\nversion: 1.0.0\nkeywords: {a: b}\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "object into Go struct field Metadata.keywords of type []string"},
    {"name: c\nversion: 1.0.0\nkeywords: [1, true, null, [x]]\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Metadata.keywords of type string"},
    {"name: c\nversion: 1.0.0\nannotations: {a: [1]}\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Metadata.annotations of type string"},
    {"name: c\nversion: 1.0.0\nannotations: [a]\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Metadata.annotations of type map[string]string"},
    {"name: c\nversion: 1.0.0\ndependencies:\n- name: s\n  version: 1\n  tags: x\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "string into Go struct field Dependency.dependencies.tags of type []string"},
    {"name: c\nversion: 1.0.0\ndependencies:\n- name: s\n  enabled: 3\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "number into Go struct field Dependency.dependencies.enabled of type bool"},
    {"name: c\nversion: 1.0.0\ndependencies:\n- name: s\n  alias: a.b\n",
     "validation: dependency \"s\" has disallowed characters in the alias"},
    {"name: c\nversion: 1.0.0\ndependencies:\n- name: s\n- name: s\n",
     "validation: more than one dependency with name or alias \"s\""},
    {"name: c\nversion: 1.0.0\ndependencies:\n- ~\n",
     "validation: dependencies must not contain empty or null nodes"},
    {"- a\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go value of type v2.Metadata"},
    {"x\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "string into Go value of type v2.Metadata"},
    {"5\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "number into Go value of type v2.Metadata"},
    {"true\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "bool into Go value of type v2.Metadata"},
    {"", "validation: chart.metadata.name is required"},
    {"null\n", "validation: chart.metadata.name is required"},
    {"name: a/b\nversion: 1.0.0\n", "validation: chart.metadata.name \"a/b\" is invalid"},
    {"name: ..\nversion: 1.0.0\n", "validation: chart.metadata.name \"..\" is not allowed"},
    {"name: a/\nversion: 1.0.0\n", "validation: chart.metadata.name \"a/\" is invalid"},
    {"name: c\nversion: a\n", "validation: chart.metadata.version \"a\" is invalid"},
    {"name: c\nversion: 1.0.0\ntype: x\n",
     "validation: chart.metadata.type must be application or library"},
    {"name: c\nversion: 1.0.0\nhome: {a: b}\nicon: [x]\nname: [z]\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "object into Go struct field Metadata.home of type string"},
    {"name: c\nversion: 1.0.0\nx: .inf\n",
     "cannot load Chart.yaml: error converting YAML to JSON: json: unsupported value: +Inf"},
    {"name: ~\nversion: 1.0.0\n", "validation: chart.metadata.name is required"},
    {"name: ''\nversion: 1.0.0\n", "validation: chart.metadata.name is required"},
    {"name: c\nversion: 1.2.3-01\n", "validation: chart.metadata.version \"1.2.3-01\" is invalid"},
    {"name: c\nversion: 1.0.0\ndependencies: {}\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "object into Go struct field Metadata.dependencies of type []*v2.Dependency"},
    {"name: c\nversion: 1.0.0\nmaintainers: [{name: [a]}, {email: {}}]\nicon: []\n",
     "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal "
     "array into Go struct field Metadata.icon of type string"},
};

Metadata Read(std::string_view yaml, Arena& arena) {
  MetadataReader reader(arena);
  try {
    reader.Read(yaml);
  } catch (const Failure& failure) {
    throw failure.WithPrefix("cannot load Chart.yaml: ");
  }
  if (reader.api_version().empty()) reader.set_api_version("v1");
  Metadata metadata = reader.Result();
  ValidateMetadata(metadata);
  return metadata;
}

}  // namespace

TEST_CASE("metadata: bad files are refused with Helm's text") {
  for (const Case& test : kBad) {
    CAPTURE(test.yaml);
    Arena arena;
    CHECK_THROWS_WITH(Read(test.yaml, arena), std::string(test.error).c_str());
  }
}

TEST_CASE("metadata: numbers and bools become texts, names match without case") {
  Arena arena;
  const Metadata metadata = Read(
      "NAME: 1.10\nversion: 0x1F\nAppVersion: 1e3\nkeywords: [1, true, ~]\n"
      "annotations: {a: 1, c: ~}\n",
      arena);
  CHECK(metadata.name == "1.1");
  CHECK(metadata.version == "31");
  CHECK(metadata.app_version == "1000");
  CHECK(metadata.keywords == std::vector<std::string>{"1", "true", ""});
  REQUIRE(metadata.annotations);
  CHECK(metadata.annotations->at("a") == "1");
  CHECK(metadata.annotations->at("c").empty());
  CHECK_FALSE(metadata.declares_dependencies);
}

TEST_CASE("metadata: a second file is decoded over the first, item by item") {
  Arena arena;
  MetadataReader reader(arena);
  reader.Read("apiVersion: v1\nname: c\ndependencies:\n- name: x\n  tags: [a]\n- name: y\n");
  reader.Read("dependencies:\n- name: z\n");
  const Metadata metadata = reader.Result();
  CHECK(metadata.name == "c");
  REQUIRE(metadata.dependencies.size() == 1);
  CHECK(metadata.dependencies[0]->name == "z");
  CHECK(metadata.dependencies[0]->tags == std::vector<std::string>{"a"});
}

TEST_CASE("metadata: unknown fields fail when read strictly") {
  Arena arena;
  MetadataReader reader(arena);
  CHECK_THROWS_WITH(
      reader.ReadStrict("name: c\nengine: gotpl\n"),
      R"(error unmarshaling JSON: while decoding JSON: json: unknown field "engine")");
  CHECK_THROWS_WITH(
      reader.ReadStrict("name: c\nversion: 1\nname: d\n"),
      "error converting YAML to JSON: yaml: unmarshal errors:\n  line 3: key \"name\" "
      "already set in map");
}

TEST_CASE("metadata: a lock's time is checked") {
  Arena arena;
  CHECK_FALSE(ReadLock("", arena));
  CHECK(ReadLock("generated: 2020-01-02T03:04:05Z\ndigest: d\n", arena)->digest == "d");
  CHECK_THROWS_WITH(ReadLock("generated: x\n", arena),
                    "error unmarshaling JSON: while decoding JSON: parsing time \"x\" as "
                    "\"2006-01-02T15:04:05Z07:00\": cannot parse \"x\" as \"2006\"");
}

}  // namespace chartrender
