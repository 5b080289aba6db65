// `helm dependency list`: what a chart says it depends on, and what its charts/ folder holds.
// Source: Helm 4.3.1 pkg/action/dependency.go.
#pragma once

#include <cstdint>
#include <string>

#include "chart/loader.h"

namespace chartrender {

// The whole text that Helm prints. Throws Failure with Helm's text when the chart does not load.
std::string DependencyList(const std::string& path, const LoadSettings& settings,
                           uint64_t column_width);

}  // namespace chartrender
