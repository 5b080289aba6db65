// Chart.yaml, Chart.lock and requirements.yaml as Go structs: decoding with encoding/json's rules
// and error texts (field names match without case, numbers become texts, the first error is
// reported but the rest is decoded), validation with Helm's texts. All texts are owned. Pure
// functions.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/{metadata,dependency}.go, encoding/json decode.go,
// sigs.k8s.io/yaml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "chartrender/dialect.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender {

struct GoStruct;  // chart/go_struct.h

struct Maintainer {
  std::string name, email, url;
};

struct Dependency {
  std::string name, version, repository, condition, alias;
  std::vector<std::string> tags;
  bool enabled = false;
  Value import_values = Value::NilList();  // []interface {} as decoded, later as Helm rewrites it
};

// A nullopt element is a null entry of the file's list. `declares_dependencies` tells a nil list
// from an empty one: Helm looks into the subcharts of a chart only when it declares dependencies.
struct Metadata {
  std::string name, home, version, description, icon, api_version, condition, tags, app_version,
      kube_version, type;
  std::vector<std::string> sources, keywords;
  std::vector<std::optional<Maintainer>> maintainers;
  std::optional<std::map<std::string, std::string>> annotations;
  std::vector<std::optional<Dependency>> dependencies;
  bool declares_dependencies = false;
  bool deprecated = false;
};

struct Lock {
  std::string generated;  // as written
  std::string digest;
  std::vector<std::optional<Dependency>> dependencies;
};

// The Go package whose types error texts name: Helm 3 has `chart`, Helm 4 `v2` and, for charts of
// apiVersion v3, `v3`.
enum class GoPackage : uint8_t { kChart, kV2, kV3 };
// Of charts up to apiVersion v2.
GoPackage PackageOf(Dialect dialect);

// Reads Chart.yaml, then maybe requirements.yaml over it, as Go decodes over an existing struct.
// `arena` gets the texts while reading and the values of import-values, and must outlive both.
class MetadataReader {
 public:
  explicit MetadataReader(Arena& arena, GoPackage package = GoPackage::kV2);

  // Throws Failure(kChart) with sigs.k8s.io/yaml's text, e.g. "error unmarshaling JSON: while
  // decoding JSON: json: ...".
  void Read(std::string_view yaml);
  // The same with yaml.UnmarshalStrict: unknown fields and repeated keys fail as well. The text
  // must be one that Read takes.
  void ReadStrict(std::string_view yaml);

  std::string api_version() const;
  void set_api_version(std::string_view version);
  Metadata Result() const;

 private:
  Arena& arena_;
  const GoStruct& type_;
  Map* record_;
};

// Only apiVersion, as the chart version is detected before loading (its texts name another Go
// type).
std::string ReadApiVersion(std::string_view yaml, Arena& arena);
// Nothing for an empty file.
std::optional<Lock> ReadLock(std::string_view yaml, Arena& arena,
                             GoPackage package = GoPackage::kV2);

// Metadata.Validate: cleans the texts, then throws Failure(kChart, "validation: ...") for the first
// broken rule.
void ValidateMetadata(Metadata& metadata);

}  // namespace chartrender
