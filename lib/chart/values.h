// Values from their sources to what templates see: merging files, coalescing charts' defaults below
// the user's values with globals and null deletion, and the walk that validates them against the
// charts' schemas. What dependency processing looks at on the way is values_preview.h. All results
// are fresh maps of the render's arena: no map of a LoadedChart is
// reachable from them (texts are shared, they never change). Warnings go to the Log in sorted key
// order (Helm's order is random).
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/common/util/{coalesce,values,jsonschema}.go,
// pkg/chart/common/values.go, pkg/chart/v2/loader/load.go (MergeMaps).
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "chart/dependencies.h"
#include "chart/log.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender {

class Schema;

// A deep copy: maps and lists are fresh, texts are shared.
Value CopyValue(Value value, Arena& arena);
Map* CopyMap(const Map* map, Arena& arena);

// util.CoalesceValues: the chart's and its subcharts' defaults under `values` (only read; may be
// null); nulls delete. Throws Failure(kValues, "type mismatch on sub: ...").
Map* CoalesceValues(const ChartInstance& chart, const Map* values, Arena& arena, Log& log);
// util.MergeValues: the same, nulls are kept.
Map* MergeValues(const ChartInstance& chart, const Map* values, Arena& arena, Log& log);

// util.CoalesceTables and MergeTables: `src` below `dst`, both written; returns dst (or src when
// dst is null).
Map* CoalesceTables(Map* dst, Map* src, Log& log);
Map* MergeTables(Map* dst, Map* src, Log& log);

// loader.MergeMaps: a new map with b over a; inner maps that only one has are shared.
Map* MergeMaps(const Map* a, const Map* b, Arena& arena);

// Values.Table("a.b"): the map there, or null. `missing` gets the first name that is no table.
Map* FindTable(Map* values, std::string_view path, std::string* missing = nullptr);
// Values.PathValue: a value that is no table, or nullopt-like Missing.
Value FindPathValue(Map* values, std::string_view path);

// A finding of the schema of the chart `chart` (its name).
struct SchemaViolation {
  std::string chart;
  std::string pointer;  // JSON pointer into that chart's values
  std::string message;
};

// util.ValidateAgainstSchema: the findings of the chart and its subcharts, parents first, as Helm
// lays them out below "values don't meet the specifications of the schema(s) in the following
// chart(s):\n"; "" when all is valid. The arena's budget is charged. `violations`, when not null,
// gets the single findings.
std::string ValidateAgainstSchemas(const ChartInstance& chart, Map* values, Arena& arena, Log& log,
                                   std::vector<SchemaViolation>* violations = nullptr);

// util.ValidateAgainstSingleSchema for one schema text; "" when valid. `urns` collects the URNs
// already warned about.
std::string ValidateAgainstSchema(const Schema& schema, Map* values, Arena& arena, Log& log,
                                  std::set<std::string>& urns);

}  // namespace chartrender
