// What a chart or manifests ask of a cluster: requests and limits per workload at the smallest and
// the largest number of replicas, and what they cost by a list of prices.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/check.h"

namespace chartrender {

// By the resource's name. cpu is in thousandths of a core, memory and storage in bytes, others in
// units.
using ResourceAmounts = std::map<std::string, int64_t>;

struct WorkloadResources {
  ResourceId resource;
  std::string space;  // the object's namespace, or the release's
  Location rendered, source;
  int64_t least_replicas = 1;
  int64_t most_replicas = 1;
  std::string scaled_by;  // "HorizontalPodAutoscaler/api"; "" for none
  // Of one replica. A pod's init containers count where they need more than the others together,
  // sidecars among them always; limits stand in for requests that are missing.
  ResourceAmounts requests, limits;
  bool is_hook = false;  // not part of the totals
};

struct ResourceReport {
  std::vector<WorkloadResources> workloads;  // in the order of the objects
  std::vector<Finding> findings;             // unset-cpu-requirements, ...
};

struct ResourceOptions {
  int64_t nodes = 1;  // that a DaemonSet runs on
};
Result<ResourceReport> SumResources(const ObjectSet& objects, const ResourceOptions& options = {});

enum class Replicas : uint8_t { kLeast, kMost };
// Of all workloads but hooks, or of those in `space`.
ResourceAmounts TotalRequests(std::span<const WorkloadResources> workloads, Replicas replicas,
                              std::string_view space = {});
ResourceAmounts TotalLimits(std::span<const WorkloadResources> workloads, Replicas replicas,
                            std::string_view space = {});

// A price file: YAML with `currency`, `hoursPerMonth` (730 when left out) and `prices`: cpu for a
// core and hour, memory for a GiB and hour, storage for a GiB and month, others for a unit and
// hour.
struct PriceList {
  std::string currency = "USD";
  double hours_per_month = 730;
  std::map<std::string, double> prices;
};
// kUsage with its place, "prices.yaml:4: ...".
Result<PriceList> ReadPrices(const std::string& name, std::string_view text);
// Of the requests for a month; resources without a price cost nothing.
double MonthlyCost(const ResourceAmounts& requests, const PriceList& prices);

// An amount as Kubernetes writes it: "1500m", "512Mi", "2".
std::string AmountText(std::string_view resource, int64_t amount);

}  // namespace chartrender
