// The API versions that Helm takes for granted without a cluster.
// Source: k8s.io/client-go v0.37.0 kubernetes/scheme, k8s.io/apiextensions-apiserver v0.37.0.
#pragma once

#include <span>
#include <string_view>

namespace chartrender {

// Lives as long as the program; in Helm's order.
std::span<const std::string_view> BuiltinApiVersions();

}  // namespace chartrender
