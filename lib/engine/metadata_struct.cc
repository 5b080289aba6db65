// `.Chart` of Helm 3: a Go struct of the chart's metadata and IsRoot, with pointers to its
// maintainers and dependencies. Source: Helm 3.22.0 pkg/engine/engine.go recAllTpls,
// pkg/chart/metadata.go and dependency.go.
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "engine/objects.h"
#include "value/map.h"

namespace chartrender::engine {

namespace {

constexpr std::string_view kSource = "Helm 3.22.0 pkg/chart/metadata.go";

// Loading has validated every entry, so the methods find no fault.
std::string_view Validate(Call&, Value) { return "<nil>"; }

constexpr FunctionDef kValidateMethods[] = {
    {"Validate", Fn<&Validate>, "The fault of the entry, or nil.", kSource},
};

constexpr std::string_view kMaintainerFields[] = {"Name", "Email", "URL"};
constexpr JsonTag kMaintainerTags[] = {{"name"}, {"email"}, {"url"}};
constexpr ObjectType kMaintainerType = {
    .name = "*chart.Maintainer",
    .kind = GoKind::kPtr,
    .fields = kMaintainerFields,
    .json_tags = kMaintainerTags,
    .methods = kValidateMethods,
    .method_count = std::size(kValidateMethods),
};
constexpr ObjectType kMaintainersType = {.name = "[]*chart.Maintainer", .kind = GoKind::kSlice};

constexpr std::string_view kDependencyFields[] = {"Name", "Version", "Repository",   "Condition",
                                                  "Tags", "Enabled", "ImportValues", "Alias"};
constexpr JsonTag kDependencyTags[] = {{"name", false},   {"version"}, {"repository", false},
                                       {"condition"},     {"tags"},    {"enabled"},
                                       {"import-values"}, {"alias"}};
constexpr ObjectType kDependencyType = {
    .name = "*chart.Dependency",
    .kind = GoKind::kPtr,
    .fields = kDependencyFields,
    .json_tags = kDependencyTags,
    .tags_yaml = true,
    .methods = kValidateMethods,
    .method_count = std::size(kValidateMethods),
};
constexpr ObjectType kDependenciesType = {.name = "[]*chart.Dependency", .kind = GoKind::kSlice};

constexpr std::string_view kMetadataFields[] = {
    "Name",        "Home",        "Sources",     "Version",      "Description", "Keywords",
    "Maintainers", "Icon",        "APIVersion",  "Condition",    "Tags",        "AppVersion",
    "Deprecated",  "Annotations", "KubeVersion", "Dependencies", "Type"};
constexpr JsonTag kMetadataTags[] = {
    {"name"},         {"home"},        {"sources"},    {"version"},     {"description"},
    {"keywords"},     {"maintainers"}, {"icon"},       {"apiVersion"},  {"condition"},
    {"tags"},         {"appVersion"},  {"deprecated"}, {"annotations"}, {"kubeVersion"},
    {"dependencies"}, {"type"}};
constexpr ObjectType kMetadataType = {
    .name = "chart.Metadata",
    .fields = kMetadataFields,
    .json_tags = kMetadataTags,
};

constexpr std::string_view kChartFields[] = {"Metadata", "IsRoot"};
constexpr ObjectType kChartType = {
    .name = "struct { chart.Metadata; IsRoot bool }",
    .fields = kChartFields,
    .embeds_first = true,
};

class StructMaker {
 public:
  explicit StructMaker(Arena& arena) : arena_(arena) {}

  Value Chart(const ChartInstance& chart) {
    return Struct(kChartType, {Metadata(chart), Value::Bool(chart.is_root())});
  }

 private:
  Value Metadata(const ChartInstance& chart) {
    const chartrender::Metadata& data = chart.chart->metadata;
    return Struct(kMetadataType,
                  {Text(chart.name()), Text(data.home), Texts(data.sources), Text(data.version),
                   Text(data.description), Texts(data.keywords), Maintainers(data), Text(data.icon),
                   Text(data.api_version), Text(data.condition), Text(data.tags),
                   Text(data.app_version), Value::Bool(data.deprecated), Annotations(data),
                   Text(data.kube_version), Dependencies(*chart.metadata), Text(data.type)});
  }

  Value Struct(const ObjectType& type, std::initializer_list<Value> values) {
    const std::span<Value> fields = arena_.Array<Value>(values.size());
    std::copy(values.begin(), values.end(), fields.begin());
    return Value::Of(arena_.New<Object>(Object{&type, Value(), fields}));
  }

  Value Text(const std::string& text) { return Value::String(arena_, text); }

  Value Texts(const std::vector<std::string>& texts) {
    if (texts.empty()) return Value::NilList(GoType::kStringList);
    const std::span<Value> items = arena_.Array<Value>(texts.size());
    std::transform(texts.begin(), texts.end(), items.begin(),
                   [&](const std::string& text) { return Text(text); });
    return Value::List(items, GoType::kStringList);
  }

  Value Annotations(const chartrender::Metadata& metadata) {
    if (!metadata.annotations) return Value::Of(static_cast<Map*>(nullptr), GoType::kStringMap);
    Map* map = Map::New(arena_, metadata.annotations->size());
    for (const auto& [key, text] : *metadata.annotations) map->SetCopy(key, Text(text));
    return Value::Of(map, GoType::kStringMap);
  }

  Value Pointers(const ObjectType& type, const std::vector<Value>& pointers) {
    Value list = Value::NilList();
    if (!pointers.empty()) {
      const std::span<Value> items = arena_.Array<Value>(pointers.size());
      std::copy(pointers.begin(), pointers.end(), items.begin());
      list = Value::List(items);
    }
    return Value::Of(arena_.New<Object>(Object{&type, list, {}}));
  }

  Value Maintainers(const chartrender::Metadata& metadata) {
    std::vector<Value> pointers;
    for (const auto& maintainer : metadata.maintainers) {
      if (!maintainer) continue;  // refused when the chart was loaded
      pointers.push_back(Struct(kMaintainerType, {Text(maintainer->name), Text(maintainer->email),
                                                  Text(maintainer->url)}));
    }
    return Pointers(kMaintainersType, pointers);
  }

  Value Dependencies(const InstanceMetadata& metadata) {
    std::vector<Value> pointers;
    if (metadata.dependencies) {
      for (const auto& entry : *metadata.dependencies) {
        pointers.push_back(Struct(kDependencyType, {Text(entry->name), Text(entry->version),
                                                    Text(entry->repository), Text(entry->condition),
                                                    Texts(entry->tags), Value::Bool(entry->enabled),
                                                    entry->import_values, Text(entry->alias)}));
      }
    }
    return Pointers(kDependenciesType, pointers);
  }

  Arena& arena_;
};

}  // namespace

Value MetadataStruct(const ChartInstance& chart, Arena& arena) {
  return StructMaker(arena).Chart(chart);
}

}  // namespace chartrender::engine
