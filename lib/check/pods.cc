#include "check/pods.h"

#include <span>
#include <utility>

#include "base/json_pointer.h"

namespace chartrender::check {

namespace {

// Where a kind keeps its pod template; kinds that are not here and have /spec/template/spec with
// containers are of the first shape.
struct Shape {
  std::string_view kind;
  std::string_view pointer;
};
constexpr Shape kShapes[] = {
    {"Pod", ""},
    {"PodTemplate", "/template"},
    {"CronJob", "/spec/jobTemplate/spec/template"},
    {"ScheduledSparkApplication", "/spec/template"},
    {"ScaledJob", "/spec/jobTargetRef/template"},
    {"MongoDBCommunity", "/spec/statefulSet/spec/template"},
    {"Grafana", "/spec/deployment/spec/template"},
};
constexpr std::string_view kTemplate = "/spec/template";

Value Follow(Value value, std::string_view pointer) {
  while (!pointer.empty()) value = Member(value, TakePointerToken(pointer));
  return value;
}

void AddPod(const Object& object, std::string_view pointer, std::vector<Pod>& pods) {
  const Value holder = Follow(object.value, pointer);
  const Value spec = Member(holder, "spec");
  if (spec.is_map() && spec.AsMap() != nullptr) {
    pods.push_back({Member(holder, "metadata"), spec, std::string(pointer)});
  }
}

}  // namespace

std::vector<Pod> PodsOf(const Object& object) {
  std::vector<Pod> pods;
  for (const Shape& shape : kShapes) {
    if (object.id.kind == shape.kind) {
      AddPod(object, shape.pointer, pods);
      return pods;
    }
  }
  AddPod(object, kTemplate, pods);
  // Templates of other things (PodTemplate-like fields of operators) have no containers.
  if (!pods.empty() && !Member(pods[0].spec, "containers").is_list()) pods.clear();
  return pods;
}

std::vector<Container> ContainersOf(const Pod& pod) {
  constexpr std::pair<std::string_view, ContainerRole> kLists[] = {
      {"initContainers", ContainerRole::kInit},
      {"containers", ContainerRole::kMain},
      {"ephemeralContainers", ContainerRole::kEphemeral}};
  std::vector<Container> containers;
  for (const auto& [key, role] : kLists) {
    const std::span<const Value> items = Items(Member(pod.spec, key));
    for (size_t i = 0; i < items.size(); ++i) {
      if (!items[i].is_map()) continue;
      containers.push_back({items[i], Pointer(Pointer(pod.SpecPointer(), key), i),
                            TextMember(items[i], "name"), role});
    }
  }
  return containers;
}

}  // namespace chartrender::check
