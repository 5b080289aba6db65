// Rules about dependencies.
// Source: pkg/chart/v2/lint/rules/dependencies.go of Helm 4.3.1.
#include <set>

#include "base/error.h"
#include "lint/linter.h"

namespace chartrender::lint {

namespace {

std::string Listed(std::string_view words, const std::vector<std::string_view>& names) {
  std::string list;
  for (const std::string_view name : names) {
    list += list.empty() ? words : std::string_view(",");
    list += name;
  }
  return list;
}

}  // namespace

void LintDependencies(Linter& linter) {
  linter.rule = "dependencies";
  const ChartStore* store = linter.Load("", "unable to load chart\n\t");
  if (store == nullptr) return;
  const LoadedChart& chart = store->root;
  std::set<std::string_view> declared;
  std::set<std::string_view> keys;
  std::vector<std::string_view> shadowing;
  for (const auto& dependency : chart.metadata.dependencies) {
    declared.insert(dependency->name);
    const std::string& key = dependency->alias.empty() ? dependency->name : dependency->alias;
    if (!keys.insert(key).second) shadowing.push_back(key);
  }
  std::set<std::string_view> present;
  std::vector<std::string_view> undeclared;
  for (const auto& subchart : chart.dependencies) {
    present.insert(subchart->name());
    if (!declared.contains(subchart->name())) undeclared.push_back(subchart->name());
  }
  std::vector<std::string_view> missing;
  for (const auto& dependency : chart.metadata.dependencies) {
    if (!present.contains(dependency->name)) missing.push_back(dependency->name);
  }
  const std::string& folder = linter.folder.name();
  linter.Check(Severity::kError, folder,
               Listed("chart metadata is missing these dependencies: ", undeclared));
  linter.Check(Severity::kError, folder,
               Listed("multiple dependencies with name or alias: ", shadowing));
  linter.Check(Severity::kWarning, folder,
               Listed("chart directory is missing these dependencies: ", missing));
}

}  // namespace chartrender::lint
