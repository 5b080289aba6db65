// Conditions, tags, aliases, import-values; what is wanted was rendered by Helm 4.3.1.
#include "chart/dependencies.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "chart/loader.h"
#include "chart/values.h"
#include "codec/json/json.h"

namespace chartrender {

namespace {

constexpr std::string_view kSub = "apiVersion: v2\nname: sub\nversion: 0.1.0\n";

// The paths of the charts that are left, depth first.
void AppendPaths(const ChartInstance& chart, std::string& paths) {
  paths += chart.FullPath() + " ";
  for (const ChartInstance* sub : chart.dependencies) AppendPaths(*sub, paths);
}

struct Case {
  std::string_view name;
  std::string_view dependencies;  // of Chart.yaml
  std::string_view user;          // JSON
  std::string_view want;          // paths
  std::vector<std::string> log;
};

const Case kCases[] = {
    {"an undeclared subchart is on", "", "{}", "p p/charts/sub ", {}},
    {"a condition switches off",
     "[{name: sub, version: 0.1.0, condition: sub.enabled}]",
     R"({"sub":{"enabled":false}})",
     "p ",
     {}},
    {"the first condition that is there decides",
     "[{name: sub, version: 0.1.0, condition: 'no.such,a.on,sub.enabled'}]",
     R"({"a":{"on":true},"sub":{"enabled":false}})",
     "p p/charts/sub ",
     {}},
    {"a condition that is no bool is told",
     "[{name: sub, version: 0.1.0, condition: sub.enabled}]",
     R"({"sub":{"enabled":"no"}})",
     "p p/charts/sub ",
     {"returned non-bool value path=sub.enabled chart=sub"}},
    {"tags switch off unless one is on",
     "[{name: sub, version: 0.1.0, tags: [a, b]}]",
     R"({"tags":{"a":false}})",
     "p ",
     {}},
    {"one tag on is enough",
     "[{name: sub, version: 0.1.0, tags: [a, b]}]",
     R"({"tags":{"a":false,"b":true}})",
     "p p/charts/sub ",
     {}},
    {"an alias names the chart, twice if need be",
     "[{name: sub, version: 0.1.0, alias: one}, {name: sub, version: '>=0', alias: two}]",
     "{}",
     "p p/charts/one p/charts/two ",
     {}},
    {"a version that does not fit leaves the chart undeclared",
     "[{name: sub, version: 2.0.0, alias: one}]",
     "{}",
     "p p/charts/sub ",
     {}},
};

}  // namespace

TEST_CASE("dependencies: conditions, tags and aliases") {
  for (const Case& test : kCases) {
    CAPTURE(test.name);
    std::string chart_yaml = "apiVersion: v2\nname: p\nversion: 1.0.0\n";
    if (!test.dependencies.empty()) chart_yaml += "dependencies: " + std::string(test.dependencies);
    const auto store = LoadChartFiles(
        std::vector<ChartFile>{{"Chart.yaml", chart_yaml}, {"charts/sub/Chart.yaml", kSub}}, {});
    Arena arena;
    std::vector<std::string> lines;
    Log log(Dialect::kHelm4,
            [&](LogLevel, std::string_view message, std::span<const Log::Attribute> attributes) {
              lines.emplace_back(message);
              for (const auto& [key, value] : attributes) lines.back() += " " + key + "=" + value;
            });
    ChartTree tree(store->root);
    ProcessDependencies(tree, ReadJson(test.user, arena).AsMap(), arena, log);
    std::string paths;
    AppendPaths(tree.root(), paths);
    CHECK(paths == test.want);
    CHECK(lines == test.log);
  }
}

TEST_CASE("dependencies: import-values come below the parent's own values") {
  const auto store = LoadChartFiles(
      std::vector<ChartFile>{
          {"Chart.yaml",
           "apiVersion: v2\nname: p\nversion: 1.0.0\ndependencies:\n- name: sub\n  version: 0.1.0\n"
           "  import-values:\n  - data\n  - child: t\n    parent: up.here\n  - none\n"},
          {"values.yaml", "k: own\n"},
          {"charts/sub/Chart.yaml", kSub},
          {"charts/sub/values.yaml", "exports: {data: {k: sub, l: sub}}\nt: {v: 1}\n"}},
      {});
  Arena arena;
  std::vector<std::string> lines;
  Log log(Dialect::kHelm4,
          [&](LogLevel, std::string_view message, std::span<const Log::Attribute> attributes) {
            lines.push_back(std::string(message) + " " + attributes[0].second);
          });
  ChartTree tree(store->root);
  ProcessDependencies(tree, nullptr, arena, log);
  std::string json;
  WriteJson(json, Value::Of(CoalesceValues(tree.root(), nullptr, arena, log)));
  CHECK(json ==
        R"({"k":"own","l":"sub","sub":{"exports":{"data":{"k":"sub","l":"sub"}},"global":{},)"
        R"("t":{"v":1}},"up":{"here":{"v":1}}})");
  CHECK(lines == std::vector<std::string>{R"(ImportValues missing table "none" is not a table)"});
}

// What charts nested `depth` levels deep cost in bytes of maps; each level switches the next one
// on.
uint64_t MemoryOf(size_t depth, std::string& values) {
  std::vector<std::string> names;
  std::vector<std::string> texts;
  std::string folder;
  std::string table = "on: {enabled: true}\n";
  for (char key = 'a'; key < 'u'; ++key) table += std::string(1, key) + ": {x: 1, y: {z: 2}}\n";
  for (size_t level = 0; level < depth; ++level) {
    names.push_back(folder + "Chart.yaml");
    texts.push_back("apiVersion: v2\nname: " + std::string(level == 0 ? "top" : "on") +
                    "\nversion: 1.0.0\n");
    if (level + 1 < depth)
      texts.back() += "dependencies:\n- {name: on, version: 1.0.0, condition: on.enabled}\n";
    names.push_back(folder + "values.yaml");
    texts.push_back(table);
    folder += "charts/on/";
  }
  std::vector<ChartFile> files;
  for (size_t i = 0; i < names.size(); ++i) files.push_back({names[i], texts[i]});
  const auto store = LoadChartFiles(files, {});
  Arena arena;
  Log log(Dialect::kHelm4);
  ChartTree tree(store->root);
  ProcessDependencies(tree, nullptr, arena, log);
  WriteJson(values, Value::Of(CoalesceValues(tree.root(), nullptr, arena, log)));
  return arena.used();
}

TEST_CASE("dependencies: deep charts cost what their values cost") {
  std::string few;
  std::string many;
  const uint64_t small = MemoryOf(15, few);
  const uint64_t large = MemoryOf(60, many);
  CHECK(large < 5 * small);
  CHECK(many.size() > 3 * few.size());
}

TEST_CASE("dependencies: what Chart.yaml names must be in charts/") {
  const auto store = LoadChartFiles(
      std::vector<ChartFile>{{"Chart.yaml",
                              "apiVersion: v2\nname: p\nversion: 1.0.0\ntype: library\n"
                              "dependencies: [{name: a}, {name: sub}, {name: b}]\n"},
                             {"charts/sub/Chart.yaml", kSub}},
      {});
  CHECK_THROWS_WITH(CheckDependencies(store->root),
                    "found in Chart.yaml, but missing in charts/ directory: a, b");
  CHECK_THROWS_WITH(CheckInstallable(store->root), "library charts are not installable");
}

}  // namespace chartrender
