#include "chart/chart.h"

#include <algorithm>

#include "schema/schema.h"

namespace chartrender {

const Schema* LoadedChart::CompiledSchema() const {
  if (!schema) return nullptr;
  std::call_once(schema_once_, [this] { compiled_schema_ = CompileSchema(*schema); });
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
