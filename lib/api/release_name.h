// Names of releases. Source: Helm 4.3.1 pkg/chart/v2/util/validate_name.go.
#pragma once

#include <string_view>

namespace chartrender {

// Throws Failure(kUsage) with Helm's text for a name that a release cannot have.
void ValidateReleaseName(std::string_view name);

}  // namespace chartrender
