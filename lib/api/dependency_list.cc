#include "chart/dependency_list.h"

#include "api/boundary.h"
#include "api/load_settings.h"

namespace chartrender {

Result<std::string> ListDependencies(const std::filesystem::path& path,
                                     const DependencyListOptions& options) {
  return AtBoundary<std::string>([&] {
    return DependencyList(path.string(), SettingsOf(options.load), options.column_width);
  });
}

}  // namespace chartrender
