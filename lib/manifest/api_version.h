// The two parts of an object's apiVersion: "apps/v1" is version v1 of the group apps, "v1" that of
// the core group, which has no name. Source: k8s.io/apimachinery
// pkg/runtime/schema/group_version.go.
#pragma once

#include <string_view>

namespace chartrender::manifest {

struct ApiVersion {
  std::string_view group, version;
};

// The parts are slices of `text`. Pure function.
constexpr ApiVersion SplitApiVersion(std::string_view text) {
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return {{}, text};
  return {text.substr(0, slash), text.substr(slash + 1)};
}

constexpr std::string_view GroupOf(std::string_view api_version) {
  return SplitApiVersion(api_version).group;
}

}  // namespace chartrender::manifest
