// `helm show`. Source: Helm 4.3.1 pkg/action/show.go.
#include <array>
#include <optional>
#include <string>

#include "api/boundary.h"
#include "api/data.h"
#include "base/ascii.h"
#include "base/dialect.h"
#include "chart/dependencies.h"
#include "codec/yaml/write.h"
#include "value/map.h"

namespace chartrender {

namespace {

// Metadata as encoding/json sees it: empty fields left out.
class MetadataWriter {
 public:
  explicit MetadataWriter(Arena& arena) : arena_(arena) {}

  Value Write(const Metadata& metadata) {
    Map* map = Map::New(arena_);
    const std::array<std::pair<std::string_view, const std::string*>, 11> texts = {{
        {"apiVersion", &metadata.api_version},
        {"appVersion", &metadata.app_version},
        {"condition", &metadata.condition},
        {"description", &metadata.description},
        {"home", &metadata.home},
        {"icon", &metadata.icon},
        {"kubeVersion", &metadata.kube_version},
        {"name", &metadata.name},
        {"tags", &metadata.tags},
        {"type", &metadata.type},
        {"version", &metadata.version},
    }};
    for (const auto& [name, text] : texts) AddText(*map, name, *text);
    AddTexts(*map, "keywords", metadata.keywords);
    AddTexts(*map, "sources", metadata.sources);
    if (metadata.deprecated) map->Set("deprecated", Value::Bool(true));
    if (metadata.annotations && !metadata.annotations->empty()) {
      Map* annotations = Map::New(arena_);
      for (const auto& [name, text] : *metadata.annotations)
        annotations->Set(name, Value::String(text));
      map->Set("annotations", Value::Of(annotations));
    }
    AddList(*map, "maintainers", metadata.maintainers);
    AddList(*map, "dependencies", metadata.dependencies);
    return Value::Of(map);
  }

 private:
  static void AddText(Map& map, std::string_view name, const std::string& text) {
    if (!text.empty()) map.Set(name, Value::String(text));
  }

  void AddTexts(Map& map, std::string_view name, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    const std::span<Value> items = arena_.Array<Value>(texts.size());
    for (size_t i = 0; i < texts.size(); ++i) items[i] = Value::String(texts[i]);
    map.Set(name, Value::List(items));
  }

  template <class T>
  void AddList(Map& map, std::string_view name, const std::vector<std::optional<T>>& list) {
    if (list.empty()) return;
    const std::span<Value> items = arena_.Array<Value>(list.size());
    for (size_t i = 0; i < list.size(); ++i) items[i] = list[i] ? Entry(*list[i]) : Value::Nil();
    map.Set(name, Value::List(items));
  }

  Value Entry(const Maintainer& maintainer) {
    Map* map = Map::New(arena_);
    AddText(*map, "name", maintainer.name);
    AddText(*map, "email", maintainer.email);
    AddText(*map, "url", maintainer.url);
    return Value::Of(map);
  }

  Value Entry(const Dependency& dependency) {
    Map* map = Map::New(arena_);
    map->Set("name", Value::String(dependency.name));
    AddText(*map, "version", dependency.version);
    map->Set("repository", Value::String(dependency.repository));
    AddText(*map, "condition", dependency.condition);
    AddTexts(*map, "tags", dependency.tags);
    if (dependency.enabled) map->Set("enabled", Value::Bool(true));
    if (!dependency.import_values.AsList().empty())
      map->Set("import-values", dependency.import_values);
    AddText(*map, "alias", dependency.alias);
    return Value::Of(map);
  }

  Arena& arena_;
};

const ChartFile* FindReadme(const LoadedChart& chart) {
  for (const ChartFile& file : chart.files) {
    for (const std::string_view name : {"readme.md", "readme.txt", "readme"}) {
      if (EqualsIgnoringCase(file.name, name)) return &file;
    }
  }
  return nullptr;
}

void ShowValues(const LoadedChart& chart, bool all, std::string& out) {
  if (chart.values.is_nil_reference()) return;
  if (all) out += "---\n";
  for (const ChartFile& file : chart.raw) {
    if (file.name == "values.yaml") out.append(file.data).append("\n");
  }
}

void ShowCrds(const LoadedChart& chart, const DialectTraits& traits, bool all, std::string& out) {
  const ChartTree tree(chart);
  bool separates = all || traits.shows_separator_of_each_crd;
  for (const CrdFile& crd : CrdFiles(tree.root())) {
    if (separates && crd.file.data.substr(0, 3) != "---") out += "---\n";
    separates = traits.shows_separator_of_each_crd;
    out.append(crd.file.data).append("\n");
  }
}

}  // namespace

Result<std::string> ShowChart(const Chart& chart, ShowPart part) {
  return AtBoundary<std::string>([&] {
    const LoadedChart& root = chart.data().store().root;
    const bool all = part == ShowPart::kAll;
    std::string out;
    if (all || part == ShowPart::kChart) {
      Arena arena;
      WriteYaml(out, MetadataWriter(arena).Write(root.metadata));
      out += "\n\n";
    }
    if (all || part == ShowPart::kValues) ShowValues(root, all, out);
    if (all || part == ShowPart::kReadme) {
      if (const ChartFile* readme = FindReadme(root)) {
        if (all) out += "---\n";
        out.append(readme->data).append("\n");
      }
    }
    if (all || part == ShowPart::kCrds)
      ShowCrds(root, TraitsOf(chart.data().store().dialect), all, out);
    return out;
  });
}

}  // namespace chartrender
