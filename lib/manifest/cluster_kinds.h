// Kinds of Kubernetes that belong to no namespace. Source: k8s.io/kubernetes 1.37
// api/openapi-spec/swagger.json, paths; those of older releases that are gone.
#pragma once

#include <string_view>

namespace chartrender::manifest {

// `group` is "" for the core kinds. Pure function.
bool IsClusterKind(std::string_view group, std::string_view kind);

}  // namespace chartrender::manifest
