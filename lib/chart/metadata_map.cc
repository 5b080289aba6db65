// What dependency processing leaves for templates and manifests: .Chart and the CRD files.
#include <string>
#include <vector>

#include "base/stack.h"
#include "chart/dependencies.h"

namespace chartrender {

namespace {

Value Text(const std::string& text, Arena& arena) { return Value::String(arena, text); }

Value Texts(const std::vector<std::string>& texts, Arena& arena) {
  const std::span<Value> items = arena.Array<Value>(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) items[i] = Text(texts[i], arena);
  return Value::List(items);
}

Value MaintainerMap(const Maintainer& maintainer, Arena& arena) {
  Map* map = Map::New(arena, 3);
  map->Set("Email", Text(maintainer.email, arena));
  map->Set("Name", Text(maintainer.name, arena));
  map->Set("URL", Text(maintainer.url, arena));
  return Value::Of(map);
}

Value DependencyMap(const Dependency& dependency, Arena& arena) {
  Map* map = Map::New(arena, 8);
  map->Set("Alias", Text(dependency.alias, arena));
  map->Set("Condition", Text(dependency.condition, arena));
  map->Set("Enabled", Value::Bool(dependency.enabled));
  map->Set("ImportValues", Value::List(dependency.import_values.AsList()));
  map->Set("Name", Text(dependency.name, arena));
  map->Set("Repository", Text(dependency.repository, arena));
  map->Set("Tags", Texts(dependency.tags, arena));
  map->Set("Version", Text(dependency.version, arena));
  return Value::Of(map);
}

Value Annotations(const Metadata& metadata, Arena& arena) {
  if (!metadata.annotations) return Value::Of(static_cast<Map*>(nullptr), GoType::kStringMap);
  Map* map = Map::New(arena, metadata.annotations->size());
  for (const auto& [key, text] : *metadata.annotations) map->SetCopy(key, Text(text, arena));
  return Value::Of(map, GoType::kStringMap);
}

Value Maintainers(const Metadata& metadata, Arena& arena) {
  const std::span<Value> items = arena.Array<Value>(metadata.maintainers.size());
  for (size_t i = 0; i < items.size(); ++i) {
    const auto& maintainer = metadata.maintainers[i];
    items[i] = maintainer ? MaintainerMap(*maintainer, arena) : Value::Nil();
  }
  return Value::List(items);
}

Value Dependencies(const InstanceMetadata& metadata, Arena& arena) {
  if (!metadata.dependencies) return Value::List({});
  const std::span<Value> items = arena.Array<Value>(metadata.dependencies->size());
  for (size_t i = 0; i < items.size(); ++i) {
    items[i] = DependencyMap(*(*metadata.dependencies)[i], arena);
  }
  return Value::List(items);
}

}  // namespace

Map* MetadataMap(const ChartInstance& chart, Arena& arena) {
  const Metadata& metadata = chart.chart->metadata;
  Map* map = Map::New(arena, 18);
  map->Set("APIVersion", Text(metadata.api_version, arena));
  map->Set("Annotations", Annotations(metadata, arena));
  map->Set("AppVersion", Text(metadata.app_version, arena));
  map->Set("Condition", Text(metadata.condition, arena));
  map->Set("Dependencies", Dependencies(*chart.metadata, arena));
  map->Set("Deprecated", Value::Bool(metadata.deprecated));
  map->Set("Description", Text(metadata.description, arena));
  map->Set("Home", Text(metadata.home, arena));
  map->Set("Icon", Text(metadata.icon, arena));
  map->Set("Keywords", Texts(metadata.keywords, arena));
  map->Set("KubeVersion", Text(metadata.kube_version, arena));
  map->Set("Maintainers", Maintainers(metadata, arena));
  map->Set("Name", Text(chart.name(), arena));
  map->Set("Sources", Texts(metadata.sources, arena));
  map->Set("Tags", Text(metadata.tags, arena));
  map->Set("Type", Text(metadata.type, arena));
  map->Set("Version", Text(metadata.version, arena));
  return map;
}

namespace {

void AppendCrds(const ChartInstance& chart, std::vector<CrdFile>& crds) {
  CheckStack();
  for (const ChartFile& file : chart.chart->files) {
    if (file.name.substr(0, 5) == "crds/" && HasManifestExtension(file.name)) {
      crds.push_back({chart.FullPath() + "/" + std::string(file.name), file});
    }
  }
  for (const ChartInstance* sub : chart.dependencies) AppendCrds(*sub, crds);
}

}  // namespace

std::vector<CrdFile> CrdFiles(const ChartInstance& chart) {
  std::vector<CrdFile> crds;
  AppendCrds(chart, crds);
  return crds;
}

}  // namespace chartrender
