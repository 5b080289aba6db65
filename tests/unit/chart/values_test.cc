// Coalescing; what is wanted was rendered by Helm 4.3.1 with the same files.
#include "chart/values.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "chart/loader.h"
#include "codec/json/json.h"

namespace chartrender {

namespace {

struct Case {
  std::string_view name;
  std::vector<ChartFile> files;
  std::string_view user;  // JSON
  std::string_view want;  // JSON of the values, or "error: " and the text
  std::vector<std::string> log;
};

constexpr std::string_view kParent = "apiVersion: v2\nname: p\nversion: 1.0.0\n";
constexpr std::string_view kSub = "apiVersion: v2\nname: sub\nversion: 1.0.0\n";

// Runs dependency processing and coalescing as a render does.
std::string Run(const Case& test, std::vector<std::string>& lines) {
  const auto store = LoadChartFiles(test.files, {});
  Arena arena;
  Log log(Dialect::kHelm4,
          [&](LogLevel, std::string_view message, std::span<const Log::Attribute> attributes) {
            std::string line(message);
            for (const auto& [key, value] : attributes) line += " " + key + "=" + value;
            lines.push_back(line);
          });
  ChartTree tree(store->root);
  Map* user = ReadJson(test.user, arena).AsMap();
  try {
    ProcessDependencies(tree, user, arena, log);
    lines.clear();
    std::string json;
    WriteJson(json, Value::Of(CoalesceValues(tree.root(), user, arena, log)));
    return json;
  } catch (const Failure& failure) {
    return "error: " + failure.error().message;
  }
}

const Case kCases[] = {
    {"the user's values win, nulls delete",
     {{"Chart.yaml", kParent}, {"values.yaml", "a: 1\nb: {c: 2, d: 3}\n"}},
     R"({"a":null,"b":{"c":null,"e":4}})",
     R"({"b":{"d":3,"e":4}})",
     {}},
    {"nulls of the defaults go",
     {{"Chart.yaml", kParent}, {"values.yaml", "a: ~\nb: {c: ~}\n"}},
     "{}",
     R"({"b":{}})",
     {}},
    {"a null the chart does not know stays",
     {{"Chart.yaml", kParent}, {"values.yaml", "b: {c: 1}\n"}},
     R"({"b":{"x":null},"y":null})",
     R"({"b":{"c":1,"x":null},"y":null})",
     {}},
    {"tables and other values do not mix",
     {{"Chart.yaml", kParent}, {"values.yaml", "a: {x: 1}\nb: 1\nc: {d: {e: 1}, f: 2}\n"}},
     R"({"a":"text","b":{"y":2},"c":{"d":[1],"f":{"g":1}}})",
     R"({"a":"text","b":{"y":2},"c":{"d":[1],"f":{"g":1}}})",
     {"warning: skipped value for p.b: Not a table.",
      "warning: cannot overwrite table with non table for p.c.d (map[e:1])",
      "warning: destination for p.c.f is a table. Ignoring non-table value (2)"}},
    {"globals and parents' values reach subcharts",
     {{"Chart.yaml", kParent},
      {"values.yaml", "global: {g: {a: 1}}\nsub: {x: parent}\n"},
      {"charts/sub/Chart.yaml", kSub},
      {"charts/sub/values.yaml", "x: own\nz: own\nglobal: {g: {a: 2, b: 3}, h: 4}\n"}},
     "{}",
     R"({"global":{"g":{"a":1}},"sub":{"global":{"g":{"a":1,"b":3},"h":4},"x":"parent","z":"own"}})",
     {}},
    {"a subchart's values must be a table",
     {{"Chart.yaml", kParent}, {"charts/sub/Chart.yaml", kSub}},
     R"({"sub":[1,true,"a"]})",
     "error: type mismatch on sub: [%!t(float64=1) true %!t(string=a)]",
     {}},
};

}  // namespace

TEST_CASE("composed values are the render's own, and globals are shared as in Helm") {
  const auto store = LoadChartFiles(
      std::vector<ChartFile>{
          {"Chart.yaml", std::string_view("apiVersion: v2\nname: p\nversion: 1.0.0\n")},
          {"values.yaml", "list: [{a: 1}]\nglobal: {t: {inner: {x: 1}}}\nb: 1\n"},
          {"charts/sub/Chart.yaml", kSub},
          {"charts/sub/values.yaml", "own: {k: 2}\nglobal: {t: {more: 1}}\n"}},
      {});
  Arena arena;
  Log log(Dialect::kHelm4);
  const auto text = [](Map* map) {
    std::string json;
    WriteJson(json, Value::Of(map));
    return json;
  };
  const auto compose = [&] {
    ChartTree tree(store->root);
    ProcessDependencies(tree, nullptr, arena, log);
    return CoalesceValues(tree.root(), nullptr, arena, log);
  };
  Map* values = compose();
  const std::string before = text(values);
  CHECK(before == R"({"b":1,"global":{"t":{"inner":{"x":1}}},"list":[{"a":1}],)"
                  R"("sub":{"global":{"t":{"inner":{"x":1},"more":1}},"own":{"k":2}}})");
  Map* sub_table = FindTable(values, "sub.global.t");
  // Tables right below `global` are copied, those below them shared.
  CHECK(FindTable(values, "global.t") != sub_table);
  CHECK(FindTable(values, "global.t.inner") == sub_table->Get("inner").AsMap());
  FindTable(values, "sub.own")->Set("k", Value::Int(9));
  FindTable(values, "global.t.inner")->Set("x", Value::Int(9));
  values->Get("list").AsList()[0].AsMap()->Set("a", Value::Int(9));
  CHECK(text(compose()) == before);
}

TEST_CASE("values: charts' defaults come below the user's values") {
  for (const Case& test : kCases) {
    CAPTURE(test.name);
    std::vector<std::string> lines;
    CHECK(Run(test, lines) == test.want);
    CHECK(lines == test.log);
  }
}

TEST_CASE("values: no map of the chart is handed out") {
  const auto store = LoadChartFiles(
      std::vector<ChartFile>{{"Chart.yaml", kParent}, {"values.yaml", "a: {b: [{c: 1}]}\n"}}, {});
  Arena arena;
  Log log(Dialect::kHelm4);
  ChartTree tree(store->root);
  Map* values = CoalesceValues(tree.root(), nullptr, arena, log);
  values->Get("a").AsMap()->Get("b").AsList()[0].AsMap()->Set("c", Value::Bool(true));
  std::string json;
  WriteJson(json, store->root.values);
  CHECK(json == R"({"a":{"b":[{"c":1}]}})");
}

TEST_CASE("values: paths lead to tables and to other values") {
  Arena arena;
  Map* values = ReadJson(R"({"a":{"b":{"c":1},"n":null},"x":2})", arena).AsMap();
  std::string missing;
  CHECK(FindTable(values, "a.b")->size() == 1);
  CHECK(FindTable(values, "a.z.y", &missing) == nullptr);
  CHECK(missing == "z");
  CHECK(FindTable(values, "x", &missing) == nullptr);
  CHECK(FindPathValue(values, "a.b.c").AsFloat() == 1);
  CHECK(FindPathValue(values, "a.b").is_missing());
  CHECK(FindPathValue(values, "a.n").is_nil());
  CHECK(FindPathValue(values, "nope").is_missing());
}

}  // namespace chartrender
