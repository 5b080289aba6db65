// The charts of one render: a LoadedChart never changes, so conditions, tags, aliases and
// import-values work on instances, which a render owns. Instances point at each other as Helm's
// charts do, shared grandchildren and stale parents of aliased charts included, because paths and
// names show it.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/util/dependencies.go, pkg/action/install.go.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "chart/chart.h"
#include "chart/log.h"
#include "value/map.h"

namespace chartrender {

// Entries of Chart.yaml's dependencies, written by dependency processing.
using DependencyList = std::vector<std::shared_ptr<Dependency>>;

// What dependency processing changes in Chart.yaml's data. Copies of a chart may share it, or its
// entries, as in Helm.
struct InstanceMetadata {
  std::string name;  // the alias when there is one
  // nullopt: the chart declares none (Helm then leaves its subcharts alone).
  std::optional<DependencyList> dependencies;
};

struct ChartInstance {
  const LoadedChart* chart = nullptr;
  std::shared_ptr<InstanceMetadata> metadata;
  Map* values = nullptr;  // defaults; the chart's own (read only) until import-values replaces
                          // them; may be null
  const ChartInstance* parent = nullptr;
  std::vector<ChartInstance*> dependencies;

  const std::string& name() const { return metadata->name; }
  bool is_root() const { return parent == nullptr; }
  bool is_library() const;  // type "library" in any case
  // "root/charts/sub"
  std::string FullPath() const;
};

// Owns the instances of one render.
class ChartTree {
 public:
  explicit ChartTree(const LoadedChart& chart);
  ChartTree(const ChartTree&) = delete;
  ChartTree& operator=(const ChartTree&) = delete;

  ChartInstance& root() { return *root_; }
  const ChartInstance& root() const { return *root_; }
  ChartInstance* Add(ChartInstance instance) {
    return &instances_.emplace_back(std::move(instance));
  }

 private:
  ChartInstance* Instantiate(const LoadedChart& chart, const ChartInstance* parent);

  std::deque<ChartInstance> instances_;
  ChartInstance* root_;
};

// Fails when Chart.yaml names a dependency that charts/ lacks: "found in Chart.yaml, but missing in
// charts/ directory: ".
void CheckDependencies(const LoadedChart& chart, const DialectTraits& traits = TraitsOf({}));
// Fails for a chart of apiVersion v3, which Helm 4 loads but does not install: "invalid chart
// apiVersion". Helm checks this after the dependencies and before the release name.
void CheckApiVersion(const LoadedChart& chart);
// Fails unless the chart's type can be installed: "library charts are not installable".
void CheckInstallable(const LoadedChart& chart);

// util.ProcessDependencies: drops disabled subcharts, applies aliases, imports values. New maps
// live in `arena`. `values` (the user's) is only read. Throws Failure(kValues) with Helm's text
// without prefix; Helm's install action says "chart dependencies processing failed: " before it.
void ProcessDependencies(ChartTree& tree, const Map* values, Arena& arena, Log& log);

// The CRD files of the chart and its remaining dependencies, in Helm's order.
std::vector<CrdFile> CrdFiles(const ChartInstance& chart);

// `.Chart` of Helm 4 without IsRoot: Metadata's Go fields as a fresh map in `arena`.
Map* MetadataMap(const ChartInstance& chart, Arena& arena);

}  // namespace chartrender
