// Which Kubernetes kinds are deprecated. Pure function over a table.
// Source: k8s.io/api v0.37.0 (APILifecycleDeprecated, -Removed, -Replacement), k8s.io/apiserver
// pkg/endpoints/deprecation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender::lint {

// "extensions/v1beta1 Ingress is deprecated in v1.14+, unavailable in v1.22+; use
// networking.k8s.io/v1 Ingress", or "" when the kind is unknown or not deprecated in Kubernetes
// major.minor.
std::string DeprecationWarning(std::string_view api_version, std::string_view kind, uint64_t major,
                               uint64_t minor);

}  // namespace chartrender::lint
