// Patterns, conditions, expressions and kinds of Kyverno's policies, from tables.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/budget.h"
#include "base/error.h"
#include "check/kyverno/conditions.h"
#include "check/kyverno/match.h"
#include "check/kyverno/pattern.h"
#include "check/kyverno/scalar.h"
#include "check/kyverno/variables.h"
#include "check/policies.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"

namespace chartrender::check::kyverno {

namespace {

Value Yaml(Arena& arena, const std::string& text) {
  return ReadYaml(arena.Copy(text), arena, YamlNumbers::kKept);
}
std::string Json(Value value) {
  std::string text;
  WriteJson(text, value, JsonStyle::kRaw);
  return text;
}

}  // namespace

TEST_CASE("a scalar against a pattern") {
  struct Case {
    std::string value, pattern;
    bool meets;
  };
  Arena arena;
  for (const Case& c : std::vector<Case>{
           {"nginx:1", "'*:1'", true},
           {"nginx:latest", "'!*:latest'", false},
           {"null", "'!*:latest'", false},
           {"ab", "a?", true},
           {"a", "a?", false},
           {"aé", "a?", true},
           {"''", "'?*'", false},
           {"null", "'?*'", false},
           {"5", "'>4'", true},
           {"4", "'> 4'", false},
           {"4", "'>=4 & <6'", true},
           {"7", "'<4 | >6'", true},
           {"5", "'1-5'", true},
           {"6", "'1-5'", false},
           {"6", "'1!-5'", true},
           {"15Mi", "10Mi-20Mi", true},
           {"30Mi", "10Mi-20Mi", false},
           {"-5", "'-10--1'", true},
           {"512Mi", "<=1Gi", true},
           {"0.5", "500m", true},
           {"90s", "'>1m'", true},
           {"30s", "'>1m'", false},
           {"10", "'10'", true},
           {"'10'", "10", true},
           {"'x'", "10", false},
           {"1.5", "1.5", true},
           {"2.0", "2", true},
           {"true", "true", true},
           {"'true'", "true", false},
           {"true", "'true'", true},
           {"''", "null", true},
           {"0", "null", true},
           {"x", "null", false},
           {"{a: 1}", "{}", true},
           {"x", "{}", false},
           {"a", "a|b", true},
           {"c", "a | b", false},
           {"abc", "'>a'", false},
       }) {
    CAPTURE(c.value);
    CAPTURE(c.pattern);
    CHECK(IsScalarMatch(Yaml(arena, c.value), Yaml(arena, c.pattern)) == c.meets);
  }
}

TEST_CASE("an object against a pattern with anchors") {
  using Status = PatternOutcome::Status;
  struct Case {
    std::string resource, pattern;
    Status status;
    std::string pointer;
  };
  Budget budget{Limits()};
  Arena arena(&budget);
  for (const Case& c : std::vector<Case>{
           {"{a: {b: 1}}", "{a: {b: 1}}", Status::kPass, ""},
           {"{a: {b: 1}}", "{a: {b: 2}}", Status::kFail, "/a/b"},
           {"{a: {}}", "{a: {b: 2}}", Status::kFail, "/a/b"},
           {"{}", "{a: {b: 2}}", Status::kFail, "/a"},
           {"{a: 1}", "{b: '*'}", Status::kFail, "/b"},
           {"{b: {}}", "{b: '*'}", Status::kPass, ""},
           // conditions
           {"{a: 1, b: 2}", "{(a): 1, b: 2}", Status::kPass, ""},
           {"{a: 1, b: 3}", "{(a): 1, b: 2}", Status::kFail, "/b"},
           {"{a: 9, b: 3}", "{(a): 1, b: 2}", Status::kSkip, ""},
           {"{b: 3}", "{(a): 1, b: 2}", Status::kSkip, ""},
           {"[{a: 1, b: 2}, {a: 9, b: 9}]", "[{(a): 1, b: 2}]", Status::kPass, ""},
           {"[{a: 1, b: 3}, {a: 9, b: 9}]", "[{(a): 1, b: 2}]", Status::kFail, "/0/b"},
           {"[{a: 9}]", "[{(a): 1, b: 2}]", Status::kSkip, ""},
           // equality
           {"{}", "{=(a): {b: 1}}", Status::kPass, ""},
           {"{a: {b: 2}}", "{=(a): {b: 1}}", Status::kFail, "/a/b"},
           {"{a: {b: 2}}", "{=(a): {=(b): '!2'}}", Status::kFail, "/a/b"},
           // existence
           {"{a: [{m: x}, {m: z}]}", "{^(a): [{m: z}]}", Status::kPass, ""},
           {"{a: [{m: x}]}", "{^(a): [{m: z}]}", Status::kFail, "/a"},
           {"{}", "{^(a): [{m: z}]}", Status::kPass, ""},
           // negation
           {"{a: 1}", "{X(b): 'null'}", Status::kPass, ""},
           {"{b: 1}", "{X(b): 'null'}", Status::kFail, "/b"},
           {"{v: [{hostPath: {}}]}", "{=(v): [{X(hostPath): 'null'}]}", Status::kFail,
            "/v/0/hostPath"},
           // global
           {"{a: [{m: ghcr.io/x}], p: 1}", "{a: [{<(m): ghcr.io/*}], p: 2}", Status::kFail, "/p"},
           {"{a: [{m: quay.io/x}], p: 1}", "{a: [{<(m): ghcr.io/*}], p: 2}", Status::kSkip, ""},
           // lists
           {"{a: [x, z]}", "{a: [x]}", Status::kFail, "/a"},
           {"{a: [x, x]}", "{a: [x]}", Status::kPass, ""},
           {"{a: [x, z]}", "{a: 'x|z'}", Status::kPass, ""},
           {"{a: []}", "{a: [{b: 1}]}", Status::kPass, ""},
           {"{}", "{a: [{b: 1}]}", Status::kFail, "/a"},
           {"{a: [[1], [2]]}", "{a: [[1], [3]]}", Status::kFail, "/a/1"},
           // wildcards in the keys of labels and annotations
           {"{metadata: {labels: {app.io/name: x}}}", "{metadata: {labels: {app.io/*: '?*'}}}",
            Status::kPass, ""},
           {"{metadata: {labels: {b: x}}}", "{metadata: {labels: {app.io/*: '?*'}}}", Status::kFail,
            "/metadata/labels/app.io~1*"},
           {"{metadata: {annotations: {a/b: nope}}}",
            "{=(metadata): {=(annotations): {=(a/*): 'yes'}}}", Status::kFail,
            "/metadata/annotations/a~1b"},
       }) {
    CAPTURE(c.resource);
    CAPTURE(c.pattern);
    const PatternOutcome outcome =
        MatchPattern(Yaml(arena, c.resource), Yaml(arena, c.pattern), budget, arena);
    CHECK(outcome.status == c.status);
    if (c.status == Status::kFail) CHECK(outcome.pointer == c.pointer);
  }
}

TEST_CASE("conditions") {
  struct Case {
    std::string key, op, value;
    bool met;
  };
  Arena arena;
  for (const Case& c : std::vector<Case>{
           {"a", "Equals", "a", true},
           {"abc", "Equals", "a*", true},
           {"a", "NotEquals", "a", false},
           {"null", "Equals", "null", false},
           {"null", "NotEquals", "a", false},
           {"1", "Equals", "1.0", true},
           {"1Gi", "Equals", "1024Mi", true},
           {"60s", "Equals", "1m", true},
           {"3600", "Equals", "1h", false},
           {"1h", "Equals", "3600", true},
           {"[a]", "Equals", "[a]", true},
           {"{a: 1}", "Equals", "{a: 1}", true},
           {"a", "AnyIn", "[a, b]", true},
           {"[a, c]", "AnyIn", "[a, b]", true},
           {"[a, c]", "AllIn", "[a, b]", false},
           {"[a, b]", "AllIn", "[a, b, c]", true},
           {"[a, c]", "AnyNotIn", "[a, b]", true},
           {"[a, c]", "AllNotIn", "[a, b]", false},
           {"[c, d]", "AllNotIn", "[a, b]", true},
           {"[]", "AnyNotIn", "[a]", false},
           {"c", "AnyNotIn", "[a, b]", true},
           {"5", "AnyIn", "1-10", true},
           {"[5, 50]", "AllIn", "1-10", false},
           {"a", "AnyIn", "'[\"a\",\"b\"]'", true},
           {"abc", "AnyIn", "['a*']", true},
           {"null", "AnyIn", "[a]", false},
           {"[a, b]", "In", "[a, b]", true},
           {"[a, c]", "NotIn", "[a, b]", true},
           {"c", "NotIn", "[a, b]", true},
           {"2", "GreaterThan", "1", true},
           {"2", "LessThanOrEquals", "2", true},
           {"'2'", "GreaterThan", "'10'", false},
           {"2Gi", "GreaterThan", "1Gi", true},
           {"2h", "GreaterThanOrEquals", "90m", true},
           {"1.2.3", "LessThan", "1.10.0", true},
           {"x", "LessThan", "1", false},
           {"90s", "DurationGreaterThan", "1m", true},
           {"30", "DurationLessThan", "1m", true},
       }) {
    CAPTURE(c.key);
    CAPTURE(c.op);
    CAPTURE(c.value);
    CHECK(IsConditionOperator(c.op));
    CHECK(IsConditionMet(Yaml(arena, c.key), c.op, Yaml(arena, c.value)) == c.met);
  }
  CHECK_FALSE(IsConditionOperator("equals"));
  CHECK_FALSE(IsConditionOperator("Like"));
}

TEST_CASE("expressions") {
  Budget budget{Limits()};
  Arena arena(&budget);
  Scope scope(budget, arena);
  scope.Begin(arena);
  scope.Set("o", Yaml(arena, R"({containers: [{name: a, image: "x:1", ports: [1, 2]},
      {name: b, image: "y:2"}], labels: {app: web, "a.b/c": d}, num: 3, none: null, s: "a,b"})"));
  struct Case {
    std::string expression, json;
  };
  for (const Case& c : std::vector<Case>{
           {"o.num", "3"},
           {"o.containers[0].name", R"("a")"},
           {"o.containers[-1].name", R"("b")"},
           {"o.containers[].name", R"(["a","b"])"},
           {"o.containers[*].ports", "[[1,2]]"},
           {"o.containers[].ports[]", "[1,2]"},
           {"o.containers[?name=='b'].image", R"(["y:2"])"},
           {"o.containers[?name=='b'].image | [0]", R"("y:2")"},
           {"o.containers[:1].name", R"(["a"])"},
           {"o.containers[::-1].name", R"(["b","a"])"},
           {"o.[containers, missing][].name", R"(["a","b"])"},
           {"o.{a: num, b: labels.app}", R"({"a":3,"b":"web"})"},
           {"o.labels.\"a.b/c\"", R"("d")"},
           {"o.labels.*", R"(["d","web"])"},
           {"o.missing || 'x'", R"("x")"},
           {"o.missing.deeper[] || `[]`", "[]"},
           {"o.none.deeper", "null"},
           {"!(o.missing) && o.num > `2`", "true"},
           {"length(o.containers)", "2"},
           {"contains(o.s, 'b') && starts_with(o.s, 'a') && ends_with(o.s, 'b')", "true"},
           {"keys(o.labels)", R"(["a.b/c","app"])"},
           {"join('-', o.containers[].name)", R"("a-b")"},
           {"split(o.s, ',')", R"(["a","b"])"},
           {"max(o.containers[].ports[])", "2"},
           {"sum(o.containers[].ports[])", "3"},
           {"sort_by(o.containers, &image)[0].name", R"("a")"},
           {"map(&name, o.containers)", R"(["a","b"])"},
           {"reverse(o.containers[].name)", R"(["b","a"])"},
           {"to_number('2')", "2"},
           {"to_string(o.num)", R"("3")"},
           {"to_upper('a') == 'A'", "true"},
           {"type(o.containers)", R"("array")"},
           {"not_null(o.none, o.num)", "3"},
           {"merge(o.labels, `{\"app\":1}`).app", "1"},
           {"regex_match('^[a-z]{1}$', 'q')", "true"},
           {"pattern_match('x*', 'xyz')", "true"},
           {"replace_all('a.b.c', '.', '-')", R"("a-b-c")"},
           {"items(o.labels, 'k', 'v')[1].k", R"("app")"},
           {"divide(`7`, `2`)", "3.5"},
           {"divide('1Gi', '512Mi')", "2"},
           {"divide('1h', '30m')", "2"},
           {"base64_decode('YQ==')", R"("a")"},
           {"semver_compare('1.2.3', '>=1.0.0')", "true"},
           {"@.o.num", "3"},
           {"(o.num)", "3"},
       }) {
    CAPTURE(c.expression);
    CHECK(Json(scope.Query(c.expression)) == c.json);
  }
  for (const char* bad : {"o.missing", "o.", "o[", "o.num)", "nothing(o)", "o.containers[a]", "'x",
                          "length(o.num)", "length(o, o)", "#", "o.{a}", "o.containers[::0]", ""}) {
    CAPTURE(std::string(bad));
    CHECK_THROWS_AS(scope.Query(bad), Failure);
  }
}

TEST_CASE("variables in texts") {
  Budget budget{Limits()};
  Arena arena(&budget);
  Scope scope(budget, arena);
  scope.Begin(arena);
  scope.Set("a", Yaml(arena, "{num: 3, s: x, l: [1], k: s, evil: '{{ a.num }}'}"));
  struct Case {
    std::string text, json;
  };
  for (const Case& c : std::vector<Case>{
           {"plain", R"("plain")"},
           {"{{a.num}}", "3"},
           {"n={{ a.num }}, {{a.s}}", R"("n=3, x")"},
           {"l={{ a.l }}", R"("l=[1]")"},
           {"{{ a.{m: num} }}", R"({"m":3})"},
           {"{{ a.{{ a.k }} }}", R"("x")"},
           {"{{ a.evil }}", R"("{{ a.num }}")"},
           {"x {{ a.evil }}", R"("x {{ a.num }}")"},
           {"\\{{ a.num }}", R"("{{ a.num }}")"},
           {"{{- a.s }}", R"("x")"},
       }) {
    CAPTURE(c.text);
    CHECK(Json(scope.Substitute(Value::String(c.text))) == c.json);
  }
  for (const char* bad : {"{{ a", "{{ a }", "{{ {a ", "{{ {{a}} "}) {
    CAPTURE(std::string(bad));
    CHECK_THROWS_AS(FindVariables(bad), Failure);
  }
  std::string deep = "a";
  for (int i = 0; i < 100'000; ++i) deep.insert(0, "{{ ");
  CHECK_THROWS_WITH_AS(FindVariables(deep), "variables lie too deep within each other", Failure);
}

TEST_CASE("kinds, names and globs of images") {
  struct Case {
    std::string text, group, version, kind, subresource;
  };
  for (const Case& c : std::vector<Case>{{"Pod", "*", "*", "Pod", ""},
                                         {"v1/Pod", "*", "v1", "Pod", ""},
                                         {"apps/v1/Deployment", "apps", "v1", "Deployment", ""},
                                         {"*/*", "*", "*", "*", "*"},
                                         {"Deployment/scale", "*", "*", "Deployment", "scale"},
                                         {"Pod.exec", "*", "*", "Pod", "exec"},
                                         {"v1beta1/Rollout", "*", "v1beta1", "Rollout", ""},
                                         {"a/v1/K/status", "a", "v1", "K", "status"}}) {
    CAPTURE(c.text);
    const KindSelector kind = ReadKind(c.text);
    CHECK(kind.group == c.group);
    CHECK(kind.version == c.version);
    CHECK(kind.kind == c.kind);
    CHECK(kind.subresource == c.subresource);
  }
  CHECK(IsWildcardMatch("a*b?c", "axxbyc"));
  CHECK_FALSE(IsWildcardMatch("a*b?c", "axxbc"));
  CHECK(IsWildcardMatch("**", ""));
  CHECK_FALSE(IsWildcardMatch("", "a"));
  CHECK(IsImageGlobMatch("ghcr.io/**", "ghcr.io/a/b:1"));
  CHECK_FALSE(IsImageGlobMatch("ghcr.io/*", "ghcr.io/a/b:1"));
  CHECK(IsImageGlobMatch("*", "nginx"));
  CHECK(IsImageGlobMatch("index.docker.io/library/nginx:latest", "nginx"));
  CHECK(IsImageGlobMatch("nginx", "nginx"));
  CHECK_FALSE(IsImageGlobMatch("nginx", "nginx:1"));
}

}  // namespace chartrender::check::kyverno
