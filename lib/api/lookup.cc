// `lookup` answered from manifests.
#include <memory>

#include "api/boundary.h"
#include "chartrender/chartrender.h"
#include "manifest/cluster.h"

namespace chartrender {

Result<LookupCallback> LookupInManifests(std::span<const FileView> files) {
  return AtBoundary<LookupCallback>([&] {
    auto cluster = std::make_shared<manifest::Cluster>();
    for (const FileView& file : files) cluster->AddDocuments(file.path, file.data);
    return [cluster = std::shared_ptr<const manifest::Cluster>(std::move(cluster))](
               std::string_view api_version, std::string_view kind, std::string_view space,
               std::string_view name) -> Result<std::string> {
      try {
        return cluster->Answer(api_version, kind, space, name);
      } catch (...) {
        return ErrorOfException();
      }
    };
  });
}

}  // namespace chartrender
