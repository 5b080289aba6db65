#include "chart/chart.h"

#include <algorithm>

#include "schema/schema.h"

namespace chartrender {

LoadedChart::~LoadedChart() {
  std::vector<std::unique_ptr<LoadedChart>> open = std::move(dependencies);
  while (!open.empty()) {
    const std::unique_ptr<LoadedChart> chart = std::move(open.back());
    open.pop_back();
    for (auto& dependency : chart->dependencies) open.push_back(std::move(dependency));
    chart->dependencies.clear();
  }
}

const Schema* LoadedChart::CompiledSchema(Budget* budget) const {
  if (!schema) return nullptr;
  std::call_once(schema_once_, [&] {
    SchemaOptions options;
    options.budget = budget;
    compiled_schema_ = CompileSchema(*schema, options);
  });
  return compiled_schema_.get();
}

bool HasManifestExtension(std::string_view name) {
  const size_t dot = name.find_last_of("./");
  if (dot == std::string_view::npos || name[dot] == '/') return false;
  std::string extension(name.substr(dot));
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

}  // namespace chartrender
