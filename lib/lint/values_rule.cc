// Rules about values.yaml and its schema.
// Source: pkg/chart/v2/lint/rules/values.go of Helm 4.3.1.
#include <memory>
#include <set>
#include <string>

#include "base/error.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "codec/yaml/read.h"
#include "lint/linter.h"
#include "schema/schema.h"

namespace chartrender::lint {

namespace {

constexpr std::string_view kFile = "values.yaml";

std::string_view JsonKind(Value value) {
  if (value.is_string()) return "string";
  if (value.is_list()) return "array";
  return value.is(Kind::kBool) ? "bool" : "number";
}

Map* ReadDefaults(Linter& linter) {
  const Value values = ReadYaml(linter.folder.Read(std::string(kFile)), linter.resources.arena);
  if (values.is_map()) return values.AsMap();
  if (values.is_absent()) return Map::New(linter.resources.arena);
  const GoType type = ValuesType(linter.input.load.dialect);
  throw Failure(ErrorCode::kValues,
                StrCat("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ",
                       JsonKind(values), " into Go value of type ", Info(type).name));
}

// A render has compiled it before where the chart was given.
std::shared_ptr<const Schema> SchemaOf(const Linter& linter, const std::string& json) {
  Budget* budget = linter.resources.arena.budget();
  const ChartStore* given = linter.Given();
  if (given != nullptr && given->root.schema == json) return given->root.CompiledSchema(budget);
  return CompileChartSchema(json, &linter.input.load.fetch, budget);
}

std::string SchemaProblem(Linter& linter, Map* defaults) {
  Log& log = linter.resources.log;
  // As Helm does it, the defaults land in the user's own tables, which the rules behind this one
  // see.
  Map* values = CoalesceTables(Map::New(linter.resources.arena), linter.input.values, log);
  values = CoalesceTables(values, defaults, log);
  if (linter.folder.Find("values.schema.json") != EntryKind::kFile) return {};
  const std::string json = linter.folder.Read("values.schema.json");
  const bool skips = linter.input.skip_schema_validation && !linter.traits.lints_values_always;
  if (json.empty() || skips) return {};
  std::set<std::string> urns;
  const std::shared_ptr<const Schema> schema = SchemaOf(linter, json);
  if (schema->is_json()) log.Add(log_events::kSchemaText, {{"schema", json}});
  return ValidateAgainstSchema(*schema, values, linter.resources.arena, log, urns);
}

}  // namespace

void LintValues(Linter& linter) {
  linter.rule = "values";
  if (!linter.folder.Find(std::string(kFile))) {
    linter.Check(Severity::kInfo, kFile, "file does not exist");
    return;
  }
  Map* defaults = nullptr;
  const bool parsed = linter.Try(
      Severity::kError, kFile, [&] { defaults = ReadDefaults(linter); }, "unable to parse YAML: ");
  if (parsed) linter.Check(Severity::kError, kFile, SchemaProblem(linter, defaults));
}

}  // namespace chartrender::lint
