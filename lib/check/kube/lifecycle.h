// API versions of Kubernetes that are deprecated or gone, by release. Source: the deprecation guide
// of Kubernetes (kubernetes.io/docs/reference/using-api/deprecation-guide) and the lifecycle
// records of k8s.io/api 0.37.
#pragma once

#include <string_view>

namespace chartrender::check::kube {

struct Lifecycle {
  std::string_view api_version, kind;
  int deprecated = 0;            // since Kubernetes 1.N
  int removed = 0;               // 0: not planned
  std::string_view replacement;  // another API version, or a kind with its own; "": none
};

// Null for what is neither.
const Lifecycle* FindLifecycle(std::string_view api_version, std::string_view kind);

}  // namespace chartrender::check::kube
