// The namespace that Helm takes when none is given: that of the current context in the cluster
// configuration, or of the pod it runs in. Only files of that configuration are read; no cluster is
// asked. Source: k8s.io/client-go 0.37 tools/clientcmd (DeferredLoadingClientConfig.Namespace).
#pragma once

#include <string>

#include "settings.h"

namespace chartrender::cli {

struct KubeQuery {
  std::string release_namespace;  // given by option or environment; "": none
  std::string config_file;        // --kubeconfig
  std::string context;            // --kube-context
};

std::string KubeNamespace(const Environment& environment, const KubeQuery& query);

}  // namespace chartrender::cli
