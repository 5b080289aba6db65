#include "chart/chart.h"

#include <optional>
#include <string>

#include "base/ascii.h"
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

std::shared_ptr<const Schema> CompileChartSchema(std::string_view text, const FetchSchema* fetch,
                                                 Budget* budget) {
  SchemaOptions options;
  options.budget = budget;
  if (fetch != nullptr && *fetch) {
    options.loader = [fetch](std::string_view url) -> std::optional<std::string> {
      if (!url.starts_with("http://") && !url.starts_with("https://")) return std::nullopt;
      return (*fetch)(std::string(url));
    };
  }
  return CompileSchema(text, options);
}

std::shared_ptr<const Schema> LoadedChart::CompiledSchema(Budget* budget) const {
  if (!schema) return nullptr;
  if (!keeps_schema) return CompileChartSchema(*schema, fetch, budget);
  std::call_once(schema_once_,
                 [&] { compiled_schema_ = CompileChartSchema(*schema, fetch, budget); });
  return compiled_schema_;
}

bool HasManifestExtension(std::string_view name) {
  const size_t dot = name.find_last_of("./");
  if (dot == std::string_view::npos || name[dot] == '/') return false;
  const std::string extension = LowerAscii(name.substr(dot));
  return extension == ".yaml" || extension == ".yml" || extension == ".json";
}

}  // namespace chartrender
