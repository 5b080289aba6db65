#include "check/images.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/json_pointer.h"
#include "base/stack.h"
#include "check/pods.h"
#include "check/registry.h"
#include "check/values_read.h"
#include "manifest/api_version.h"

namespace chartrender::check {

namespace {

constexpr RuleInfo kRules[] = {
    {"image-unpinned", "images", Severity::kInfo, "An image is named without a digest.",
     "Add the digest: IMAGE:TAG@sha256:..."},
    {"image-unreadable", "images", Severity::kError, "An image's text is no name of an image.",
     "Write [REGISTRY/]REPOSITORY[:TAG][@DIGEST], in lower case but for the tag."},
    {"latest-tag", "images", Severity::kWarning,
     "An image has the tag latest, or neither tag nor digest.",
     "Name a version that does not change."},
};

// Image fields of custom resources. `*` stands for every item of a list or member of a map.
struct CustomField {
  std::string_view group, kind, pattern;
};
constexpr CustomField kCustomFields[] = {
    {"acid.zalan.do", "postgresql", "/spec/dockerImage"},
    {"argoproj.io", "*", "/spec/templates/*/container/image"},
    {"argoproj.io", "*", "/spec/templates/*/script/image"},
    {"argoproj.io", "*", "/spec/templates/*/sidecars/*/image"},
    {"argoproj.io", "*", "/spec/workflowSpec/templates/*/container/image"},
    {"argoproj.io", "*", "/spec/workflowSpec/templates/*/script/image"},
    {"argoproj.io", "AnalysisTemplate",
     "/spec/metrics/*/provider/job/spec/template/spec/containers/*/image"},
    {"argoproj.io", "ClusterAnalysisTemplate",
     "/spec/metrics/*/provider/job/spec/template/spec/containers/*/image"},
    {"argoproj.io", "ArgoCD", "/spec/image"},
    {"batch.volcano.sh", "Job", "/spec/tasks/*/template/spec/containers/*/image"},
    {"jaegertracing.io", "Jaeger", "/spec/*/image"},
    {"k8s.elastic.co", "*", "/spec/image"},
    {"kafka.strimzi.io", "*", "/spec/image"},
    {"kafka.strimzi.io", "*", "/spec/*/image"},
    {"keda.sh", "ScaledJob", "/spec/jobTargetRef/template/spec/containers/*/image"},
    {"loki.grafana.com", "LokiStack", "/spec/image"},
    {"minio.min.io", "Tenant", "/spec/image"},
    {"minio.min.io", "Tenant", "/spec/kes/image"},
    {"monitoring.coreos.com", "*", "/spec/image"},
    {"monitoring.coreos.com", "*", "/spec/thanos/image"},
    {"opentelemetry.io", "*", "/spec/image"},
    {"opentelemetry.io", "Instrumentation", "/spec/*/image"},
    {"operator.victoriametrics.com", "*", "/spec/image"},
    {"postgresql.cnpg.io", "*", "/spec/imageName"},
    {"rabbitmq.com", "RabbitmqCluster", "/spec/image"},
    {"sparkoperator.k8s.io", "*", "/spec/image"},
    {"sparkoperator.k8s.io", "*", "/spec/driver/image"},
    {"sparkoperator.k8s.io", "*", "/spec/executor/image"},
    {"tekton.dev", "*", "/spec/steps/*/image"},
    {"tekton.dev", "*", "/spec/sidecars/*/image"},
    {"tekton.dev", "*", "/spec/tasks/*/taskSpec/steps/*/image"},
};
constexpr std::string_view kContainerLists[] = {"containers", "initContainers",
                                                "ephemeralContainers"};

std::string_view RoleName(ContainerRole role) {
  switch (role) {
    case ContainerRole::kInit:
      return "init";
    case ContainerRole::kEphemeral:
      return "ephemeral";
    default:
      return "container";
  }
}

// Groups of Kubernetes itself: "apps", "batch", "networking.k8s.io", ...
bool IsBuiltIn(std::string_view group) {
  return group.find('.') == std::string_view::npos || group.ends_with(".k8s.io");
}

class Inventory {
 public:
  explicit Inventory(const ObjectSet::Data& objects) : objects_(objects) {}

  ImageReport Take() {
    for (const Object& object : objects_.objects) {
      object_ = &object;
      seen_.clear();
      for (const Pod& pod : PodsOf(object)) AddPod(pod);
      const std::string_view group = manifest::GroupOf(object.id.api_version);
      // Definitions and policies have patterns of objects in them, not objects.
      if (group == "apiextensions.k8s.io" || group == "kyverno.io" ||
          group == "policies.kyverno.io") {
        continue;
      }
      for (const CustomField& field : kCustomFields) {
        if (field.group != group || (field.kind != "*" && field.kind != object.id.kind)) continue;
        Follow(object.value, "", field.pattern);
      }
      const Step spec{nullptr, "spec", 0};
      if (!IsBuiltIn(group)) AddContainerLists(Member(object.value, "spec"), spec);
    }
    return std::move(report_);
  }

 private:
  void AddPod(const Pod& pod) {
    for (const Container& container : ContainersOf(pod)) {
      Add(Member(container.value, "image"), Pointer(container.pointer, "image"), container.name,
          RoleName(container.role));
    }
    const std::string volumes = Pointer(pod.SpecPointer(), "volumes");
    const std::span<const Value> items = Items(Member(pod.spec, "volumes"));
    for (size_t i = 0; i < items.size(); ++i) {
      Add(Member(Member(items[i], "image"), "reference"), Pointer(volumes, i) + "/image/reference",
          TextMember(items[i], "name"), "volume");
    }
  }

  // The fields that `pattern` selects below `value`.
  void Follow(Value value, const std::string& pointer, std::string_view pattern) {
    CheckStack();
    if (pattern.empty()) {
      Add(value, pointer, "", "custom");
      return;
    }
    const std::string_view step = TakePointerToken(pattern);
    if (step != "*") {
      const Value member = Member(value, step);
      if (!member.is_absent()) Follow(member, Pointer(pointer, step), pattern);
    } else if (value.is_list()) {
      for (size_t i = 0; i < value.AsList().size(); ++i) {
        Follow(value.AsList()[i], Pointer(pointer, i), pattern);
      }
    } else if (value.is_map() && value.AsMap() != nullptr) {
      for (const Map::Entry& entry : value.AsMap()->Sorted()) {
        Follow(entry.value, Pointer(pointer, entry.key()), pattern);
      }
    }
  }

  // Lists of containers anywhere below `value`: operators take them to add to their pods.
  void AddContainerLists(Value value, const Step& step) {
    CheckStack();
    if (value.is_list()) {
      for (size_t i = 0; i < value.AsList().size(); ++i) {
        AddContainerLists(value.AsList()[i], {&step, {}, i});
      }
    }
    if (!value.is_map() || value.AsMap() == nullptr) return;
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      const Step here{&step, entry.key(), 0};
      const bool is_list = std::find(std::begin(kContainerLists), std::end(kContainerLists),
                                     entry.key()) != std::end(kContainerLists);
      if (is_list) {
        const std::span<const Value> items = Items(entry.value);
        for (size_t i = 0; i < items.size(); ++i) {
          const Step item{&here, {}, i};
          Add(Member(items[i], "image"), PointerOf(&item) + "/image", TextMember(items[i], "name"),
              entry.key() == "initContainers" ? "init" : "custom");
        }
      }
      AddContainerLists(entry.value, here);
    }
  }

  void Add(Value image, std::string pointer, std::string_view container, std::string_view role) {
    if (!image.is_string() || image.AsString().empty()) return;
    if (!seen_.insert(pointer).second) return;
    ImageUse use;
    use.image = image.AsString();
    use.container = container;
    use.role = role;
    use.is_hook = object_->is_hook();
    use.resource = object_->id;
    use.pointer = std::move(pointer);
    use.values = ValuesReadAt(objects_, *object_, use.pointer);
    Finding place;
    objects_.Locate(*object_, use.pointer, place);
    use.rendered = std::move(place.rendered);
    use.source = std::move(place.source);
    if (auto name = ParseImage(use.image)) {
      use.registry = std::move(name->registry);
      use.repository = std::move(name->repository);
      use.tag = std::move(name->tag);
      use.digest = std::move(name->digest);
      Judge(use);
    } else {
      Report("image-unreadable", use, "\"" + use.image + "\" is no name of an image");
    }
    report_.uses.push_back(std::move(use));
  }

  void Judge(const ImageUse& use) {
    if (use.digest.empty()) {
      if (use.tag.empty()) {
        Report("latest-tag", use, "image " + use.image + " has no tag");
      } else if (use.tag == "latest") {
        Report("latest-tag", use, "image " + use.image + " has the tag latest");
      }
      Report("image-unpinned", use, "image " + use.image + " has no digest");
    }
  }

  void Report(std::string_view rule, const ImageUse& use, std::string message) {
    if (!use.container.empty()) message += " (" + use.role + " " + use.container + ")";
    report_.findings.push_back(objects_.Find(*object_, rule, use.pointer, std::move(message)));
  }

  const ObjectSet::Data& objects_;
  const Object* object_ = nullptr;
  std::unordered_set<std::string> seen_;  // pointers of the object that are in the report
  ImageReport report_;
};

}  // namespace

std::span<const RuleInfo> ImageRules() { return kRules; }

ImageReport ImagesOf(const ObjectSet::Data& objects) { return Inventory(objects).Take(); }

}  // namespace chartrender::check
