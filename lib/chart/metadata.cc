#include "chart/metadata.h"

#include "base/error.h"
#include "chart/go_struct.h"
#include "codec/yaml/read.h"

namespace chartrender {

namespace {

struct ChartTypes {
  const GoStruct& metadata;
  const GoStruct& lock;
};

constexpr std::string_view Choose(GoPackage package, std::string_view chart, std::string_view v2,
                                  std::string_view v3) {
  return package == GoPackage::kChart ? chart : package == GoPackage::kV2 ? v2 : v3;
}

// The types by the names that they have in error texts.
template <GoPackage P>
struct GoTypes {
  static constexpr std::string_view kMaintainerList =
      Choose(P, "[]*chart.Maintainer", "[]*v2.Maintainer", "[]*v3.Maintainer");
  static constexpr std::string_view kDependencyList =
      Choose(P, "[]*chart.Dependency", "[]*v2.Dependency", "[]*v3.Dependency");

  static constexpr GoField kMaintainerFields[] = {
      {"name", FieldKind::kString, "string"},
      {"email", FieldKind::kString, "string"},
      {"url", FieldKind::kString, "string"},
  };
  static constexpr GoStruct kMaintainer = {
      "Maintainer", Choose(P, "chart.Maintainer", "v2.Maintainer", "v3.Maintainer"),
      kMaintainerFields};

  static constexpr GoField kDependencyFields[] = {
      {"name", FieldKind::kString, "string"},
      {"version", FieldKind::kString, "string"},
      {"repository", FieldKind::kString, "string"},
      {"condition", FieldKind::kString, "string"},
      {"tags", FieldKind::kStringList, "[]string"},
      {"enabled", FieldKind::kBool, "bool"},
      {"import-values", FieldKind::kAnyList, "[]interface {}"},
      {"alias", FieldKind::kString, "string"},
  };
  static constexpr GoStruct kDependency = {
      "Dependency", Choose(P, "chart.Dependency", "v2.Dependency", "v3.Dependency"),
      kDependencyFields};

  static constexpr GoField kMetadataFields[] = {
      {"name", FieldKind::kString, "string"},
      {"home", FieldKind::kString, "string"},
      {"sources", FieldKind::kStringList, "[]string"},
      {"version", FieldKind::kString, "string"},
      {"description", FieldKind::kString, "string"},
      {"keywords", FieldKind::kStringList, "[]string"},
      {"maintainers", FieldKind::kStructList, kMaintainerList, &kMaintainer, true},
      {"icon", FieldKind::kString, "string"},
      {"apiVersion", FieldKind::kString, "string"},
      {"condition", FieldKind::kString, "string"},
      {"tags", FieldKind::kString, "string"},
      {"appVersion", FieldKind::kString, "string"},
      {"deprecated", FieldKind::kBool, "bool"},
      {"annotations", FieldKind::kStringMap, "map[string]string"},
      {"kubeVersion", FieldKind::kString, "string"},
      {"dependencies", FieldKind::kStructList, kDependencyList, &kDependency, true},
      {"type", FieldKind::kString, "string"},
  };
  static constexpr GoStruct kMetadata = {
      "Metadata", Choose(P, "chart.Metadata", "v2.Metadata", "v3.Metadata"), kMetadataFields};

  static constexpr GoField kLockFields[] = {
      {"generated", FieldKind::kTime, "time.Time"},
      {"digest", FieldKind::kString, "string"},
      {"dependencies", FieldKind::kStructList, kDependencyList, &kDependency, true},
  };
  static constexpr GoStruct kLock = {"Lock", Choose(P, "chart.Lock", "v2.Lock", "v3.Lock"),
                                     kLockFields};
};

template <GoPackage P>
constexpr ChartTypes kTypes = {GoTypes<P>::kMetadata, GoTypes<P>::kLock};

const ChartTypes& TypesOf(GoPackage package) {
  switch (package) {
    case GoPackage::kChart:
      return kTypes<GoPackage::kChart>;
    case GoPackage::kV3:
      return kTypes<GoPackage::kV3>;
    default:
      return kTypes<GoPackage::kV2>;
  }
}

constexpr GoField kChartBaseFields[] = {{"apiVersion", FieldKind::kString, "string"}};
constexpr GoStruct kChartBase = {"chartBase", "loader.chartBase", kChartBaseFields};

std::vector<std::string> Texts(const Map& record, std::string_view field) {
  std::vector<std::string> texts;
  for (const Value item : RecordList(record, field)) texts.emplace_back(item.AsString());
  return texts;
}

Maintainer MaintainerOf(const Map& record) {
  return {RecordText(record, "name"), RecordText(record, "email"), RecordText(record, "url")};
}

Dependency DependencyOf(const Map& record) {
  Dependency dependency;
  dependency.name = RecordText(record, "name");
  dependency.version = RecordText(record, "version");
  dependency.repository = RecordText(record, "repository");
  dependency.condition = RecordText(record, "condition");
  dependency.alias = RecordText(record, "alias");
  dependency.tags = Texts(record, "tags");
  dependency.enabled = RecordBool(record, "enabled");
  const Value imports = record.Get("import-values");
  if (imports.is_list()) dependency.import_values = imports;
  return dependency;
}

std::vector<std::optional<Dependency>> DependenciesOf(const Map& record) {
  std::vector<std::optional<Dependency>> dependencies;
  for (const Value item : RecordList(record, "dependencies")) {
    auto& dependency = dependencies.emplace_back();
    if (item.is_map()) dependency = DependencyOf(*item.AsMap());
  }
  return dependencies;
}

}  // namespace

GoPackage PackageOf(Dialect dialect) {
  return dialect == Dialect::kHelm3 ? GoPackage::kChart : GoPackage::kV2;
}

MetadataReader::MetadataReader(Arena& arena, GoPackage package)
    : arena_(arena), type_(TypesOf(package).metadata), record_(Map::New(arena)) {}

void MetadataReader::Read(std::string_view yaml) { DecodeYaml(yaml, type_, arena_, *record_); }

void MetadataReader::ReadStrict(std::string_view yaml) {
  RefuseRepeatedKeys(yaml);
  DecodeYaml(yaml, type_, arena_, *record_, UnknownFields::kRefused);
}

std::string MetadataReader::api_version() const { return RecordText(*record_, "apiVersion"); }

void MetadataReader::set_api_version(std::string_view version) {
  record_->Set("apiVersion", Value::String(arena_, version));
}

Metadata MetadataReader::Result() const {
  const Map& record = *record_;
  Metadata metadata;
  metadata.name = RecordText(record, "name");
  metadata.home = RecordText(record, "home");
  metadata.version = RecordText(record, "version");
  metadata.description = RecordText(record, "description");
  metadata.icon = RecordText(record, "icon");
  metadata.api_version = RecordText(record, "apiVersion");
  metadata.condition = RecordText(record, "condition");
  metadata.tags = RecordText(record, "tags");
  metadata.app_version = RecordText(record, "appVersion");
  metadata.kube_version = RecordText(record, "kubeVersion");
  metadata.type = RecordText(record, "type");
  metadata.sources = Texts(record, "sources");
  metadata.keywords = Texts(record, "keywords");
  for (const Value item : RecordList(record, "maintainers")) {
    auto& maintainer = metadata.maintainers.emplace_back();
    if (item.is_map()) maintainer = MaintainerOf(*item.AsMap());
  }
  if (const Value annotations = record.Get("annotations"); annotations.is_map()) {
    auto& kept = metadata.annotations.emplace();
    for (const Map::Entry& entry : annotations.AsMap()->Sorted()) {
      kept.emplace(entry.key(), entry.value.AsString());
    }
  }
  metadata.dependencies = DependenciesOf(record);
  metadata.declares_dependencies = record.Find("dependencies") != nullptr;
  metadata.deprecated = RecordBool(record, "deprecated");
  return metadata;
}

std::string ReadApiVersion(std::string_view yaml, Arena& arena) {
  Map record(arena);
  DecodeYaml(yaml, kChartBase, arena, record);
  return RecordText(record, "apiVersion");
}

std::optional<Lock> ReadLock(std::string_view yaml, Arena& arena, GoPackage package) {
  Map record(arena);
  if (!DecodeYaml(yaml, TypesOf(package).lock, arena, record)) return std::nullopt;
  Lock lock;
  lock.generated = RecordText(record, "generated");
  lock.digest = RecordText(record, "digest");
  lock.dependencies = DependenciesOf(record);
  return lock;
}

}  // namespace chartrender
