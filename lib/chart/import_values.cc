#include "chart/import_values.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/quote.h"
#include "base/stack.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "value/print.h"

namespace chartrender {

namespace {

// `data` below the names of `path`: {"a": {"b": data}} for "a.b"; "." is no name.
Map* Below(std::string_view path, Map* data, Arena& arena) {
  if (path == ".") return data;
  Map* current = data;
  for (;;) {
    const size_t dot = path.rfind('.');
    Map* outer = Map::New(arena, 1);
    outer->Set(arena.Copy(path.substr(dot == std::string_view::npos ? 0 : dot + 1)),
               Value::Of(current));
    current = outer;
    if (dot == std::string_view::npos) return current;
    path = path.substr(0, dot);
  }
}

Value ChildAndParent(std::string_view child, std::string_view parent, Arena& arena) {
  Map* map = Map::New(arena, 2);
  map->Set("child", Value::String(arena, child));
  map->Set("parent", Value::String(arena, parent));
  return Value::Of(map, GoType::kStringMap);
}

class Importer {
 public:
  Importer(Map* values, Arena& arena, Log& log)
      : values_(values), arena_(arena), log_(log), imported_(Map::New(arena)) {}

  void Import(Dependency& dependency) {
    std::vector<Value> rewritten;
    for (const Value entry : dependency.import_values.AsList()) {
      // An entry that was rewritten already, through metadata that copies of a chart share, is a
      // map[string]string: Helm drops it.
      if (entry.is_map() && entry.type() == GoType::kAnyMap) {
        const std::string child = PlainText(Field(entry, "child"));
        const std::string parent = PlainText(Field(entry, "parent"));
        rewritten.push_back(ChildAndParent(child, parent, arena_));
        if (Map* table = Find(dependency, child, true)) {
          imported_ = MergeTables(imported_, Below(parent, table, arena_), log_);
        }
      } else if (entry.is_string()) {
        const std::string child = StrCat("exports.", entry.AsString());
        rewritten.push_back(ChildAndParent(child, ".", arena_));
        if (Map* table = Find(dependency, child, false)) {
          imported_ = MergeTables(imported_, table, log_);
        }
      }
    }
    const std::span<Value> items = arena_.Array<Value>(rewritten.size());
    std::copy(rewritten.begin(), rewritten.end(), items.begin());
    dependency.import_values = rewritten.empty() ? Value::NilList() : Value::List(items);
  }

  Map* imported() const { return imported_; }

 private:
  static Value Field(Value map, std::string_view name) {
    return map.AsMap() == nullptr ? Value::Nil() : map.AsMap()->Get(name);
  }

  Map* Find(const Dependency& dependency, const std::string& child, bool names_chart) {
    std::string missing;
    Map* table = FindTable(values_, StrCat(dependency.name, ".", child), &missing);
    // Values.AsMap gives a fresh map for an empty one.
    if (table != nullptr) return table->empty() ? Map::New(arena_) : table;
    Warn(names_chart ? &dependency.name : nullptr, StrCat(Quoted(missing), " is not a table"));
    return nullptr;
  }

  void Warn(const std::string* chart, const std::string& error) {
    if (chart != nullptr) {
      log_.Add(log_events::kNoImportedTableOfChart, {{"chart", *chart}, {"error", error}});
    } else {
      log_.Add(log_events::kNoImportedTable, {{"error", error}});
    }
  }

  Map* values_;
  Arena& arena_;
  Log& log_;
  Map* imported_;
};

}  // namespace

void ImportValues(ChartInstance& chart, ValuesPreview& preview, Arena& arena, Log& log) {
  CheckStack();
  for (ChartInstance* sub : chart.dependencies) ImportValues(*sub, preview, arena, log);
  if (!chart.metadata->dependencies) return;
  const DependencyList& declared = *chart.metadata->dependencies;
  const bool imports = std::any_of(declared.begin(), declared.end(), [](const auto& dependency) {
    return !dependency->import_values.AsList().empty();
  });
  if (!imports) {
    for (const auto& dependency : declared) dependency->import_values = Value::NilList();
    chart.values = preview.Compose(chart, nullptr);
    return;
  }
  Map* values = MergeValues(chart, nullptr, arena, log);
  Importer importer(values, arena, log);
  for (const auto& dependency : declared) importer.Import(*dependency);
  // A copy of its own: tables of the values may have become part of what was imported.
  chart.values = MergeTables(CopyMap(values, arena), importer.imported(), log);
}

}  // namespace chartrender
