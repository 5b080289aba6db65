#include <iterator>

#include "chart/values.h"
#include "codec/yaml/write.h"
#include "engine/objects.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender::engine {

namespace {

Value Table(Call&, Value self, std::string_view name) {
  std::string missing;
  Map* table = FindTable(self.AsMap(), name, &missing);
  if (table == nullptr)
    throw Failure(ErrorCode::kTemplate, StrCat(Quoted(missing), " is not a table"));
  return Value::Of(table, self.type());
}

Value PathValue(Call&, Value self, std::string_view path) {
  if (path.empty()) throw Failure(ErrorCode::kTemplate, "YAML path cannot be empty");
  const Value found = FindPathValue(self.AsMap(), path);
  if (found.is_missing()) {
    const std::string_view key = path.substr(path.rfind('.') + 1);
    throw Failure(ErrorCode::kTemplate, StrCat(Quoted(key), " is not a value"));
  }
  return found;
}

Value AsMap(Call& call, Value self) {
  Map* map = self.AsMap();
  return Value::Of(map == nullptr || map->empty() ? Map::New(call.arena) : map);
}

std::string Yaml(Call& call, Value self) {
  std::string text;
  WriteYaml(text, self, &call.budget);
  text += '\n';
  return text;
}

// The type of Encode's parameter; no value of a template has it.
constexpr ObjectType kWriterType = {.name = "io.Writer", .kind = GoKind::kInterface};

// Its parameter is an io.Writer, which no template value is: the interpreter refuses every call.
bool Encode(Call&, Value, ObjectArg<kWriterType>) { return true; }

constexpr std::string_view kSource = "Helm 4.3.1 pkg/chart/common/values.go";
constexpr FunctionDef kMethods[] = {
    {"AsMap", Fn<&AsMap>, "The values as a plain map.", kSource},
    {"Encode", Fn<&Encode>, "Writes the values to an io.Writer.", kSource},
    {"PathValue", Fn<&PathValue>, "The value at a dotted path; tables are refused.", kSource},
    {"Table", Fn<&Table>, "The table at a dotted path.", kSource},
    {"YAML", Fn<&Yaml>, "The values as YAML.", kSource},
};

}  // namespace

std::span<const FunctionDef> ValuesMethods() { return kMethods; }

}  // namespace chartrender::engine
