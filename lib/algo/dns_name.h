// The names that Kubernetes and Helm take for hosts' names, whatever their length.
// Source: k8s.io/apimachinery pkg/util/validation, dns1123LabelFmt and dns1123SubdomainFmt; Helm
// 4.3.1 pkg/chart/v2/util/validate_name.go, validName.
#pragma once

#include <string_view>

namespace chartrender {

// [a-z0-9]([-a-z0-9]*[a-z0-9])?
bool IsDnsLabel(std::string_view text);
// Labels with dots between them.
bool IsDnsSubdomain(std::string_view text);

}  // namespace chartrender
