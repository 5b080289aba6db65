// A loaded chart: the immutable tree that renders share. One ChartStore owns everything of a chart
// and its subcharts: file buffers, the arena of parsed values, compiled templates and schemas. A
// LoadedChart is one chart of the tree. Templates and schemas are compiled when first asked for,
// once, under a once-flag; a parse failure is kept and thrown to everyone who asks, so files that a
// render does not use never fail it. After loading everything is const and may be used from many
// threads: maps are sorted at load and never written.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/chart.go.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "chart/disk.h"
#include "chart/metadata.h"
#include "chartrender/dialect.h"
#include "chartrender/error.h"
#include "value/value.h"

namespace chartrender {

class Schema;

// A file of a chart; `name` is relative to its chart's folder, with '/'. Views of the store's
// buffers.
struct ChartFile {
  std::string_view name;
  std::string_view data;
};

// The text of a schema document at an http or https address; a Failure says why there is none.
using FetchSchema = std::function<std::string(const std::string& url)>;

// Compiles the text of a values.schema.json; without `fetch` its references to other documents are
// errors.
std::shared_ptr<const Schema> CompileChartSchema(std::string_view text, const FetchSchema* fetch,
                                                 Budget* budget);

struct LoadedChart {
  LoadedChart() = default;
  // Frees deep trees without recursion: charts are destroyed on stacks of any size.
  ~LoadedChart();
  LoadedChart(const LoadedChart&) = delete;
  LoadedChart& operator=(const LoadedChart&) = delete;

  Metadata metadata;
  std::optional<Lock> lock;
  Value values = Value::Of(static_cast<Map*>(nullptr));  // defaults; a nil map without values.yaml
  std::vector<ChartFile> raw;        // every file of this chart, its subcharts' files included
  std::vector<ChartFile> templates;  // of templates/, in load order
  std::vector<ChartFile> files;      // the rest, as .Files sees it
  std::optional<std::string_view> schema;                  // text of values.schema.json
  const FetchSchema* fetch = nullptr;                      // of the store; null: nothing is fetched
  bool keeps_schema = true;                                // of the store
  std::vector<std::unique_ptr<LoadedChart>> dependencies;  // by folder or archive name

  const std::string& name() const { return metadata.name; }
  // The compiled schema, or null without one; a broken one carries its error. Compiled when first
  // asked for, or each time where the store keeps none. `budget` is charged then; it may be null.
  std::shared_ptr<const Schema> CompiledSchema(Budget* budget) const;

 private:
  mutable std::once_flag schema_once_;
  mutable std::shared_ptr<const Schema> compiled_schema_;
};

// A CRD file of a chart of the tree: `filename` is "parent/charts/sub/crds/x.yaml".
struct CrdFile {
  std::string filename;
  ChartFile file;
};

class ChartStore {
 public:
  ChartStore(Dialect helm, const Limits& limits) : dialect(helm), budget(limits), arena(&budget) {}
  ChartStore(const ChartStore&) = delete;
  ChartStore& operator=(const ChartStore&) = delete;

  // Keeps `data` as long as the store, charged to its budget.
  std::string_view Keep(std::string data) {
    budget.ChargeMemory(data.size());
    return buffers.emplace_back(std::move(data));
  }

  std::string_view Keep(disk::Mapping mapping) {
    budget.ChargeMemory(mapping.text().size());
    return mappings.emplace_back(std::move(mapping)).text();
  }

  const Dialect dialect;
  Budget budget;
  Arena arena;
  std::deque<std::string> buffers;
  std::deque<disk::Mapping> mappings;
  FetchSchema fetch;          // unset: nothing is fetched
  bool keeps_schemas = true;  // false: CompiledSchema() keeps none
  LoadedChart root;
  std::vector<Diagnostic> warnings;  // what Helm logs while loading; the messages alone
};

// True for .yaml, .yml and .json in any case: what counts as a manifest in crds/.
bool HasManifestExtension(std::string_view name);

}  // namespace chartrender
