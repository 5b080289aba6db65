// The schemas of a chart and its subcharts against their parts of the coalesced values.
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "base/error.h"
#include "base/stack.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "schema/schema.h"
#include "value/print.h"

namespace chartrender {

namespace {

class SchemaWalk {
 public:
  SchemaWalk(Arena& arena, Log& log, std::vector<SchemaViolation>* violations)
      : arena_(arena), log_(log), violations_(violations) {}

  void Visit(const ChartInstance& chart, Map* values, std::string& text) {
    CheckStack();
    Own(chart, values, text);
    log_.Add(
        log_events::kDependencyCount,
        {{"chart", chart.name()}, {"dependencies", std::to_string(chart.dependencies.size())}});
    for (const ChartInstance* sub : chart.dependencies) {
      const Value part = values->Get(sub->name());
      if (part.is_absent()) continue;
      if (part.is_map()) {
        Visit(*sub, part.AsMap(), text);
        continue;
      }
      const std::string message =
          StrCat("invalid type for values: expected object (map), got ", TypeName(part));
      text += StrCat(sub->name(), ":\n", message, "\n");
      if (violations_ != nullptr) violations_->push_back({sub->name(), "", message});
    }
  }

 private:
  void Own(const ChartInstance& chart, Map* values, std::string& text) {
    // Several aliases of a chart have one schema.
    const auto [place, is_new] = schemas_.try_emplace(chart.chart);
    if (is_new) place->second = chart.chart->CompiledSchema(arena_.budget());
    const Schema* schema = place->second.get();
    if (schema == nullptr) return;
    log_.Add(log_events::kSchemaOfChart, {{"chart-name", chart.name()}});
    if (schema->is_json()) log_.Add(log_events::kSchemaText, {{"schema", *chart.chart->schema}});
    Warn(*schema, log_, urns_);
    const SchemaResult result = ValidateSchema(*schema, Value::Of(values), arena_.budget());
    if (result.valid()) return;
    text += StrCat(chart.name(), ":\n", result.text);
    if (violations_ == nullptr) return;
    for (const SchemaFinding& finding : result.findings) {
      violations_->push_back({chart.name(), finding.pointer, finding.message});
    }
  }

 public:
  static void Warn(const Schema& schema, Log& log, std::set<std::string>& urns) {
    for (const std::string& urn : schema.unresolved_urns()) {
      if (!urns.insert(urn).second) continue;
      log.Add(log_events::kUnresolvedUrn, {{"urn", urn}});
    }
  }

 private:
  Arena& arena_;
  Log& log_;
  std::vector<SchemaViolation>* violations_;
  std::set<std::string> urns_;
  std::unordered_map<const LoadedChart*, std::shared_ptr<const Schema>> schemas_;
};

}  // namespace

std::string ValidateAgainstSchemas(const ChartInstance& chart, Map* values, Arena& arena, Log& log,
                                   std::vector<SchemaViolation>* violations) {
  std::string text;
  SchemaWalk(arena, log, violations).Visit(chart, values, text);
  return text;
}

std::string ValidateAgainstSchema(const Schema& schema, Map* values, Arena& arena, Log& log,
                                  std::set<std::string>& urns) {
  SchemaWalk::Warn(schema, log, urns);
  return ValidateSchema(schema, Value::Of(values), arena.budget()).text;
}

}  // namespace chartrender
