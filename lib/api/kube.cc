#include "chartrender/kube.h"

#include "api/boundary.h"
#include "base/error.h"
#include "chart/capabilities.h"
#include "check/kube/kube.h"

namespace chartrender {

Result<KubeReport> CheckKube(const ObjectSet& objects, const KubeOptions& options) {
  return AtBoundary<KubeReport>([&] {
    const std::string& version = options.kubernetes_version;
    return check::kube::CheckObjects(
        objects.data(), options,
        version.empty() ? DefaultCapabilities(Dialect::kHelm4).kube_version.version : version);
  });
}

Result<std::string> KubernetesMinor(const std::string& version, Dialect dialect) {
  return AtBoundary<std::string>([&] {
    const std::string full =
        version.empty() ? DefaultCapabilities(dialect).kube_version.version : version;
    return check::kube::ReadVersion(full).MinorText();
  });
}

}  // namespace chartrender
