#include "check/resources.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/error.h"
#include "check/pods.h"
#include "check/quantity.h"
#include "check/registry.h"

namespace chartrender {

namespace {

constexpr int64_t kMostAmount = std::numeric_limits<int64_t>::max();

int64_t Sum(int64_t a, int64_t b) {
  int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? kMostAmount : sum;
}

int64_t Product(int64_t a, int64_t b) {
  int64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? kMostAmount : product;
}

void AddAmounts(ResourceAmounts& to, const ResourceAmounts& more, int64_t times = 1) {
  for (const auto& [name, amount] : more) to[name] = Sum(to[name], Product(amount, times));
}

void RaiseTo(ResourceAmounts& to, const ResourceAmounts& least) {
  for (const auto& [name, amount] : least) to[name] = std::max(to[name], amount);
}

ResourceAmounts Total(std::span<const WorkloadResources> workloads, Replicas replicas,
                      std::string_view space, ResourceAmounts WorkloadResources::*amounts) {
  ResourceAmounts total;
  for (const WorkloadResources& workload : workloads) {
    if (workload.is_hook || (!space.empty() && workload.space != space)) continue;
    AddAmounts(total, workload.*amounts,
               replicas == Replicas::kLeast ? workload.least_replicas : workload.most_replicas);
  }
  return total;
}

}  // namespace

ResourceAmounts TotalRequests(std::span<const WorkloadResources> workloads, Replicas replicas,
                              std::string_view space) {
  return Total(workloads, replicas, space, &WorkloadResources::requests);
}

ResourceAmounts TotalLimits(std::span<const WorkloadResources> workloads, Replicas replicas,
                            std::string_view space) {
  return Total(workloads, replicas, space, &WorkloadResources::limits);
}

std::string AmountText(std::string_view resource, int64_t amount) {
  if (resource == "cpu") {
    return amount % 1000 == 0 ? std::to_string(amount / 1000) : std::to_string(amount) + 'm';
  }
  const bool is_bytes =
      resource == "memory" || resource.ends_with("storage") || resource.starts_with("hugepages-");
  constexpr std::string_view kUnits[] = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  size_t unit = 0;
  while (is_bytes && amount != 0 && amount % 1024 == 0 && unit + 1 < std::size(kUnits)) {
    amount /= 1024;
    ++unit;
  }
  return std::to_string(amount) + std::string(kUnits[unit]);
}

}  // namespace chartrender

namespace chartrender::check {

namespace {

constexpr RuleInfo kRules[] = {
    {"budget-exceeded", "resources", Severity::kError,
     "What the requests cost, or cost more than before, is above the budget.",
     "Lower requests or replicas, or raise --budget."},
    {"invalid-quantity", "resources", Severity::kError, "An amount of a resource is no quantity.",
     "Write a number with a unit that Kubernetes knows: 250m, 1.5, 512Mi."},
    {"request-above-limit", "resources", Severity::kError,
     "A container requests more than its limit.", "Lower the request or raise the limit."},
    {"unset-cpu-limits", "resources", Severity::kInfo, "A container has no CPU limit.",
     "Set resources.limits.cpu, unless throttling does more harm than good."},
    {"unset-cpu-requirements", "resources", Severity::kWarning, "A container has no CPU request.",
     "Set resources.requests.cpu."},
    {"unset-memory-requirements", "resources", Severity::kWarning,
     "A container has no memory request or no memory limit.",
     "Set resources.requests.memory and resources.limits.memory."},
};

struct Amounts {
  ResourceAmounts requests, limits;
};

// The replicas that an autoscaler keeps.
struct Scale {
  std::string scaler;
  std::string kind, name, space;
  int64_t least = 1;
  int64_t most = 1;
};

int64_t IntegerOr(Value value, int64_t other) {
  if (value.is(Kind::kInt)) return std::max<int64_t>(value.AsInt(), 0);
  if (value.is(Kind::kFloat) && value.AsFloat() >= 0 && value.AsFloat() < 1e15) {
    return static_cast<int64_t>(value.AsFloat());
  }
  return other;
}

std::vector<Scale> ScalesOf(const std::vector<Object>& objects) {
  std::vector<Scale> scales;
  for (const Object& object : objects) {
    const Value spec = Member(object.value, "spec");
    const Value target = Member(spec, "scaleTargetRef");
    Scale scale{object.id.kind + '/' + object.id.name,
                std::string(TextMember(target, "kind")),
                std::string(TextMember(target, "name")),
                object.id.space,
                1,
                1};
    if (object.id.kind == "HorizontalPodAutoscaler") {
      scale.least = IntegerOr(Member(spec, "minReplicas"), 1);
      scale.most = IntegerOr(Member(spec, "maxReplicas"), 1);
    } else if (object.id.kind == "ScaledObject") {  // KEDA's
      if (scale.kind.empty()) scale.kind = "Deployment";
      scale.least = IntegerOr(Member(spec, "minReplicaCount"), 0);
      scale.most = IntegerOr(Member(spec, "maxReplicaCount"), 100);
    } else {
      continue;
    }
    scale.most = std::max(scale.most, scale.least);
    scales.push_back(std::move(scale));
  }
  return scales;
}

class Summing {
 public:
  Summing(const ObjectSet::Data& objects, const ResourceOptions& options)
      : objects_(objects), options_(options), scales_(ScalesOf(objects.objects)) {}

  ResourceReport Take() {
    for (const Object& object : objects_.objects) {
      object_ = &object;
      if (object.id.kind == "PersistentVolumeClaim") {
        AddClaim();
        continue;
      }
      for (const Pod& pod : PodsOf(object)) AddPod(pod);
    }
    return std::move(report_);
  }

 private:
  WorkloadResources Start() const {
    WorkloadResources workload;
    workload.resource = object_->id;
    workload.space = object_->id.space.empty() ? objects_.default_namespace : object_->id.space;
    workload.is_hook = object_->is_hook();
    Finding place;
    objects_.Locate(*object_, "", place);
    workload.rendered = std::move(place.rendered);
    workload.source = std::move(place.source);
    return workload;
  }

  void AddClaim() {
    WorkloadResources workload = Start();
    workload.requests = StorageOf(Member(object_->value, "spec"));
    report_.workloads.push_back(std::move(workload));
  }

  static ResourceAmounts StorageOf(Value claim_spec) {
    const Value asked = Member(Member(Member(claim_spec, "resources"), "requests"), "storage");
    const auto quantity = Quantity::Of(asked);
    return quantity ? ResourceAmounts{{"storage", quantity->InWhole()}} : ResourceAmounts();
  }

  void AddPod(const Pod& pod) {
    WorkloadResources workload = Start();
    SetReplicas(workload);
    Amounts all = PodAmounts(pod);
    workload.requests = std::move(all.requests);
    workload.limits = std::move(all.limits);
    const Value spec = Member(object_->value, "spec");
    for (const Value claim : Items(Member(spec, "volumeClaimTemplates"))) {
      AddAmounts(workload.requests, StorageOf(Member(claim, "spec")));
    }
    report_.workloads.push_back(std::move(workload));
  }

  void SetReplicas(WorkloadResources& workload) const {
    const std::string& kind = object_->id.kind;
    const Value spec = Member(object_->value, "spec");
    int64_t least = 1;
    int64_t most = 1;
    if (kind == "DaemonSet") {
      least = most = options_.nodes;
    } else if (kind == "Job" || kind == "CronJob") {
      const Value job = kind == "Job" ? spec : Member(Member(spec, "jobTemplate"), "spec");
      const int64_t parallel = IntegerOr(Member(job, "parallelism"), 1);
      least = 0;
      most = std::min(parallel, IntegerOr(Member(job, "completions"), parallel));
    } else if (kind != "Pod") {
      least = most = IntegerOr(Member(spec, "replicas"), 1);
    }
    for (const Scale& scale : scales_) {
      if (scale.kind != kind || scale.name != object_->id.name ||
          scale.space != object_->id.space) {
        continue;
      }
      least = scale.least;
      most = scale.most;
      workload.scaled_by = scale.scaler;
    }
    workload.least_replicas = least;
    workload.most_replicas = most;
  }

  // Source: Kubernetes 1.35 staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests.
  Amounts PodAmounts(const Pod& pod) {
    Amounts together, sidecars, init;
    for (const Container& container : ContainersOf(pod)) {
      Amounts own = ContainerAmounts(container);
      const bool stays = container.role == ContainerRole::kMain ||
                         TextMember(container.value, "restartPolicy") == "Always";
      if (container.role == ContainerRole::kEphemeral) continue;
      if (stays) {
        AddAmounts(together.requests, own.requests);
        AddAmounts(together.limits, own.limits);
      }
      if (container.role != ContainerRole::kInit) continue;
      // Sidecars that have started before it run beside it.
      AddAmounts(own.requests, sidecars.requests);
      AddAmounts(own.limits, sidecars.limits);
      if (stays) sidecars = own;
      RaiseTo(init.requests, own.requests);
      RaiseTo(init.limits, own.limits);
    }
    RaiseTo(together.requests, init.requests);
    RaiseTo(together.limits, init.limits);
    Amounts pod_level = Read(Member(pod.spec, "resources"), pod.SpecPointer() + "/resources");
    for (const auto& [name, amount] : pod_level.requests) together.requests[name] = amount;
    for (const auto& [name, amount] : pod_level.limits) together.limits[name] = amount;
    AddAmounts(together.requests,
               ReadTable(Member(pod.spec, "overhead"), pod.SpecPointer() + "/overhead"));
    return together;
  }

  Amounts ContainerAmounts(const Container& container) {
    const std::string pointer = container.pointer + "/resources";
    Amounts amounts = Read(Member(container.value, "resources"), pointer);
    if (container.role != ContainerRole::kEphemeral) Judge(container, amounts);
    for (const auto& [name, amount] : amounts.limits) amounts.requests.emplace(name, amount);
    return amounts;
  }

  Amounts Read(Value resources, const std::string& pointer) {
    return {ReadTable(Member(resources, "requests"), pointer + "/requests"),
            ReadTable(Member(resources, "limits"), pointer + "/limits")};
  }

  ResourceAmounts ReadTable(Value table, const std::string& pointer) {
    ResourceAmounts amounts;
    if (!table.is_map() || table.AsMap() == nullptr) return amounts;
    for (const Map::Entry& entry : table.AsMap()->Sorted()) {
      if (entry.value.is_absent()) continue;
      const auto quantity = Quantity::Of(entry.value);
      if (!quantity || quantity->InWhole() < 0) {
        Report("invalid-quantity", Pointer(pointer, entry.key()),
               std::string(entry.key()) + " is no amount of a resource");
        continue;
      }
      amounts[std::string(entry.key())] =
          entry.key() == "cpu" ? quantity->InThousandths() : quantity->InWhole();
    }
    return amounts;
  }

  void Judge(const Container& container, const Amounts& amounts) {
    const std::string name = "container " + std::string(container.name);
    const auto has = [](const ResourceAmounts& table, const char* key) {
      return table.count(key) > 0;
    };
    const std::string pointer = container.pointer + "/resources";
    const bool cpu_request = has(amounts.requests, "cpu") || has(amounts.limits, "cpu");
    const bool memory_request = has(amounts.requests, "memory") || has(amounts.limits, "memory");
    if (!cpu_request) Report("unset-cpu-requirements", pointer, name + " has no cpu request");
    if (!has(amounts.limits, "cpu")) {
      Report("unset-cpu-limits", pointer, name + " has no cpu limit");
    }
    if (!memory_request || !has(amounts.limits, "memory")) {
      Report("unset-memory-requirements", pointer,
             name + (memory_request ? " has no memory limit"
                                    : " has no memory request and no memory limit"));
    }
    for (const auto& [resource, request] : amounts.requests) {
      const auto limit = amounts.limits.find(resource);
      if (limit == amounts.limits.end() || request <= limit->second) continue;
      Report("request-above-limit", Pointer(pointer + "/requests", resource),
             StrCat(name, " requests ", AmountText(resource, request), " ", resource,
                    " and is limited to ", AmountText(resource, limit->second)));
    }
  }

  void Report(std::string_view rule, const std::string& pointer, std::string message) {
    report_.findings.push_back(objects_.Find(*object_, rule, pointer, std::move(message)));
  }

  const ObjectSet::Data& objects_;
  const ResourceOptions& options_;
  std::vector<Scale> scales_;
  const Object* object_ = nullptr;
  ResourceReport report_;
};

}  // namespace

std::span<const RuleInfo> ResourceRules() { return kRules; }

ResourceReport ResourcesOf(const ObjectSet::Data& objects, const ResourceOptions& options) {
  return Summing(objects, options).Take();
}

}  // namespace chartrender::check
