// What a render believes of the cluster: Kubernetes version, API versions, Helm's own version.
// Values only; the .Capabilities object for templates is made by the engine from it. Source:
// helm.sh/helm/v4@v4.3.1 pkg/chart/common/capabilities.go, k8s.io/apimachinery pkg/util/version,
// k8s.io/client-go v0.37 kubernetes/scheme (the built-in API versions); Helm 3.22.0 likewise.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/dialect.h"

namespace chartrender {

struct KubeVersion {
  std::string version;     // "v1.33.4-gke.1245000"
  std::string normalized;  // for constraints: "v1.33.4"
  std::string major, minor;
};

struct HelmBuild {
  std::string_view version, git_commit, git_tree_state, go_version, kube_client_version;
};

struct Capabilities {
  KubeVersion kube_version;
  std::vector<std::string_view> api_versions;  // texts of whoever made them known
  HelmBuild helm;
};

// Helm's built-in capabilities of a dialect.
Capabilities DefaultCapabilities(Dialect dialect);

// common.ParseKubeVersion. Throws Failure(kUsage) with k8s.io/apimachinery's text: `could not parse
// "abc" as version`; the command line says "invalid kube version 'abc': " before it.
KubeVersion ParseKubeVersion(std::string_view text, Dialect dialect);

// util.IsCompatibleRange: false also when either does not parse.
bool IsCompatibleRange(std::string_view constraint, std::string_view version);

// Fails when Chart.yaml's kubeVersion excludes it: "chart requires kubeVersion: >=1.99 which is
// incompatible with Kubernetes v1.37.0".
void CheckKubeVersion(std::string_view constraint, const KubeVersion& version);

}  // namespace chartrender
