// What render kube stands on: long YAML by its lines, packs, names, versions; definitions read from
// lines and from values give the same findings.
#include "check/kube/kube.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "check/kube/block_text.h"
#include "check/kube/custom_types.h"
#include "check/kube/lifecycle.h"
#include "check/kube/names.h"
#include "check/kube/pack.h"
#include "check/kube/schema_walk.h"
#include "check/objects.h"
#include "codec/yaml/read.h"
#include "manifest/cluster_kinds.h"

namespace chartrender::check::kube {

TEST_CASE("block text: entries, items, what is skipped") {
  constexpr std::string_view kText =
      "# a comment\n"
      "name: web # why\n"
      "\n"
      "text: |-\n"
      "  name: no key\n"
      "\n"
      "  # no comment\n"
      "list:\n"
      "- name: a\n"
      "  x: 1\n"
      "- name: b\n"
      "map:\n"
      "    inner: {a: 1}\n"
      "\"quoted key\": 'x'\n";
  const BlockText text(kText);
  const auto entries = text.Mapping(text.Whole());
  REQUIRE(entries);
  REQUIRE(entries->size() == 5);
  CHECK((*entries)[0].key == "name");
  CHECK((*entries)[1].inlined == "|-");
  CHECK((*entries)[2].below.empty() == false);
  CHECK((*entries)[3].text == "map:\n    inner: {a: 1}\n");
  CHECK((*entries)[4].key == "quoted key");
  const auto items = text.Sequence((*entries)[2].below);
  REQUIRE(items);
  REQUIRE(items->size() == 2);
  const auto first = text.Mapping((*items)[0]);
  REQUIRE(first);
  REQUIRE(first->size() == 2);
  CHECK((*first)[1].key == "x");
  CHECK_FALSE(text.Mapping((*entries)[2].below));
  CHECK_FALSE(text.Sequence((*entries)[3].below));
}

TEST_CASE("block text: what is to be read whole") {
  for (const char* bad : {"a: &x 1\nb: *x\n", "a:\t1\n", "{a: 1}\n", "? a\n: b\n", "", "- a\n",
                          "a: 1\n  b: 2\n c: 3\nd\n", "a b: 1\n"}) {
    CAPTURE(bad);
    const BlockText text(bad);
    CHECK_FALSE(text.Mapping(text.Whole()));
  }
  const BlockText text("a: this & that\nb: c && d\n");
  CHECK(text.Mapping(text.Whole()));
}

TEST_CASE("names: what Kubernetes accepts") {
  const std::string label(63, 'a');
  CHECK(DnsLabelFault(label).empty());
  CHECK_FALSE(DnsLabelFault(label + "a").empty());
  for (const char* good : {"a", "1", "a-b", "a1"}) CHECK(DnsLabelFault(good).empty());
  for (const char* bad : {"", "-a", "a-", "A", "a.b", "a_b"})
    CHECK_FALSE(DnsLabelFault(bad).empty());
  CHECK_FALSE(Dns1035Fault("1a").empty());
  CHECK(DnsSubdomainFault("a.b-c.1").empty());
  for (const char* bad : {"a..b", ".a", "a.", "a.-b"}) CHECK_FALSE(DnsSubdomainFault(bad).empty());
  for (const char* good : {"app", "app.kubernetes.io/name", "A_b.c", "x/Y"})
    CHECK(QualifiedNameFault(good).empty());
  for (const char* bad : {"", "/a", "a/", "a/b/c", "a b", "X/y", "-a"})
    CHECK_FALSE(QualifiedNameFault(bad).empty());
  CHECK(LabelValueFault("").empty());
  CHECK_FALSE(LabelValueFault("a b").empty());
  CHECK_FALSE(LabelValueFault(label + "a").empty());
}

TEST_CASE("names: the rule of a kind") {
  CHECK(NameFault("rbac.authorization.k8s.io/v1", "ClusterRole", "system:a", 37, false).empty());
  CHECK_FALSE(NameFault("rbac.authorization.k8s.io/v1", "Role", "a/b", 37, false).empty());
  CHECK_FALSE(NameFault("v1", "Service", "1a", 35, false).empty());
  CHECK(NameFault("v1", "Service", "1a", 36, false).empty());
  CHECK_FALSE(NameFault("v1", "Namespace", "a.b", 37, false).empty());
  CHECK_FALSE(NameFault("apps/v1", "StatefulSet", "a.b", 37, false).empty());
  CHECK(NameFault("apps/v1", "Deployment", "a.b", 37, false).empty());
  CHECK_FALSE(NameFault("batch/v1", "CronJob", std::string(53, 'a'), 37, false).empty());
  CHECK(NameFault("v1", "Pod", "web-", 37, true).empty());
  CHECK_FALSE(NameFault("v1", "Pod", "web-", 37, false).empty());
  CHECK_FALSE(NameFault("v1", "Pod", "Web-", 37, true).empty());
}

TEST_CASE("versions and lifecycles") {
  for (const char* text : {"1.37", "v1.37", "1.37.0", "v1.37.0-gke.100", "1.37.0+k3s1"}) {
    CAPTURE(text);
    CHECK(ReadVersion(text).MinorText() == "1.37");
  }
  CHECK(ReadVersion("v1.28.3").Text() == "1.28.3");
  for (const char* text : {"", "1", "latest", "1.x", "1.2.3.4", "1.37 "}) {
    CAPTURE(text);
    CHECK_THROWS_AS(ReadVersion(text), Failure);
  }
  REQUIRE(FindLifecycle("policy/v1beta1", "PodDisruptionBudget") != nullptr);
  CHECK(FindLifecycle("policy/v1beta1", "PodDisruptionBudget")->removed == 25);
  CHECK(FindLifecycle("apps/v1", "Deployment") == nullptr);
  CHECK(manifest::IsClusterKind("rbac.authorization.k8s.io", "ClusterRole"));
  CHECK(manifest::IsClusterKind("", "Namespace"));
  CHECK_FALSE(manifest::IsClusterKind("example.org", "ClusterRole"));
}

TEST_CASE("packs: kinds, types, faults") {
  constexpr std::string_view kPack =
      "chartrender schema pack 1: Kubernetes 1.37\n"
      "apps/v1/Deployment x.Deployment\n"
      "v1/Pod x.Pod\n"
      "\n"
      "x.Deployment {\"type\":\"object\"}\n"
      "x.Pod {\"type\"\n";
  const Pack pack("p", kPack);
  Arena arena;
  CHECK(pack.version() == "1.37");
  CHECK(pack.TypeOf("apps/v1", "Deployment") == "x.Deployment");
  CHECK(pack.TypeOf("v1", "Deployment").empty());
  CHECK(pack.TypeOf("v1", "Po").empty());
  REQUIRE(pack.VersionsOf("Pod").size() == 1);
  CHECK(pack.VersionsOf("Pod")[0] == "v1");
  CHECK(TextMember(pack.ReadType("x.Deployment", arena), "type") == "object");
  CHECK_THROWS_WITH_AS(
      (void)pack.ReadType("x.Pod", arena),
      "p:6: type x.Pod: unexpected end of JSON input; make it again with cmake/kube_pack.py "
      "(`./dev kube-packs`)",
      Failure);
  CHECK_THROWS_AS((void)pack.ReadType("x.Job", arena), Failure);
  CHECK_THROWS_AS(Pack("p", "{}"), Failure);
  CHECK_THROWS_AS(Pack("p", "chartrender schema pack 1: Kubernetes 1.37\nv1/Pod x.Pod\n"), Failure);
}

namespace {

constexpr std::string_view kDefinition =
    "apiVersion: apiextensions.k8s.io/v1\n"
    "kind: CustomResourceDefinition\n"
    "spec:\n"
    "  group: example.org\n"
    "  names:\n"
    "    kind: Thing\n"
    "  versions:\n"
    "  - name: v1\n"
    "    schema:\n"
    "      openAPIV3Schema:\n"
    "        description: |-\n"
    "          type: string\n"
    "        type: object\n"
    "        properties:\n"
    "          spec:\n"
    "            type: object\n"
    "            required: [a, with-default]\n"
    "            properties:\n"
    "              a: {type: integer, minimum: 1}\n"
    "              with-default: {type: string, default: x}\n"
    "              map:\n"
    "                type: object\n"
    "                additionalProperties:\n"
    "                  type: string\n"
    "              list:\n"
    "                type: array\n"
    "                items:\n"
    "                  type: object\n"
    "                  additionalProperties: false\n";

std::vector<std::string> Faults(CustomTypes& types, SchemaReader& reader, Arena& arena,
                                Budget& budget, std::string_view object, bool strict) {
  SchemaWalk walk(reader, budget, {strict, nullptr});
  const CustomType* type = types.Find("example.org/v1", "Thing");
  REQUIRE(type != nullptr);
  std::vector<std::string> faults;
  for (const SchemaFault& fault :
       walk.Check(ReadYaml(object, arena, YamlNumbers::kKept), reader.Read(type->schema))) {
    faults.push_back(fault.pointer + " " + fault.message);
  }
  return faults;
}

}  // namespace

TEST_CASE("definitions: read by lines as by values") {
  Budget budget{Limits{}};
  Arena arena(&budget);
  CustomTypes by_lines(arena);
  by_lines.AddText("crd.yaml", kDefinition);
  CustomTypes by_values(arena);
  by_values.AddObject(ReadYaml(kDefinition, arena), "crd.yaml");
  SchemaReader reader(arena, [](std::string_view) { return Value(); });
  struct Case {
    std::string_view object;
    std::vector<std::string> loose, strict;
  };
  const std::vector<Case> cases = {
      {"spec: {a: 1}", {}, {}},
      {"spec: {a: 0}", {"/spec/a minimum: got 0, want 1"}, {"/spec/a minimum: got 0, want 1"}},
      {"spec: {}", {"/spec missing property 'a'"}, {"/spec missing property 'a'"}},
      {"spec: {a: null}", {"/spec/a got null, want integer"}, {"/spec/a got null, want integer"}},
      {"spec: {a: 1, map: {x: 1}}",
       {"/spec/map/x got number, want string"},
       {"/spec/map/x got number, want string"}},
      {"spec: {a: 1, list: [{x: 1}]}",
       {"/spec/list/0/x additional properties 'x' not allowed"},
       {"/spec/list/0/x additional properties 'x' not allowed"}},
      {"spec: {a: 1.0, b: 1}", {}, {"/spec/b additional properties 'b' not allowed"}},
      {"spec: {a: 1, b: null}", {}, {"/spec/b additional properties 'b' not allowed"}},
      {"spec: null", {}, {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.object);
    for (CustomTypes* types : {&by_lines, &by_values}) {
      CHECK(Faults(*types, reader, arena, budget, c.object, false) == c.loose);
      CHECK(Faults(*types, reader, arena, budget, c.object, true) == c.strict);
    }
  }
  CHECK(by_lines.VersionsOf("example.org", "Thing") == std::vector<std::string>{"example.org/v1"});
  CHECK(by_lines.Find("example.org/v2", "Thing") == nullptr);
  CHECK(by_lines.Find("v1", "Thing") == nullptr);
}

TEST_CASE("definitions: deep ones end with a limit") {
  Limits limits;
  limits.nesting_depth = 100;
  Budget budget(limits);
  Arena arena;
  const std::string_view pack_type =
      "{\"properties\":{\"a\":{\"$ref\":\"x\"}},\"type\":\"object\"}";
  SchemaReader reader(arena, [&](std::string_view) { return ReadYaml(pack_type, arena); });
  std::string object;
  for (int i = 0; i < 200; ++i) object += "{a: ";
  object += "{}";
  object.append(200, '}');
  SchemaWalk walk(reader, budget, {});
  CHECK_THROWS_AS(walk.Check(ReadYaml(object, arena), reader.ReadType("x")), Failure);
}

}  // namespace chartrender::check::kube
