// Pods and containers wherever an object holds them: the pod itself, the workloads' templates,
// those of custom resources that carry a whole pod template.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "check/objects.h"

namespace chartrender::check {

struct Pod {
  Value metadata;       // of the template or the pod; may be missing
  Value spec;           // a map
  std::string pointer;  // of the pod or template within the object: "", "/spec/template"

  [[nodiscard]] std::string SpecPointer() const { return pointer + "/spec"; }
};
// Empty for objects without pods. `Rollout` and others of that shape count as workloads.
std::vector<Pod> PodsOf(const Object& object);

enum class ContainerRole : uint8_t { kMain, kInit, kEphemeral };

struct Container {
  Value value;          // a map
  std::string pointer;  // within the object: "/spec/template/spec/containers/0"
  std::string_view name;
  ContainerRole role = ContainerRole::kMain;
};
// In the order init, main, ephemeral.
std::vector<Container> ContainersOf(const Pod& pod);

}  // namespace chartrender::check
