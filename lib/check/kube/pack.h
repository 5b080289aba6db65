// A schema pack: the types of one Kubernetes version in one file, as cmake/kube_pack.py writes it.
// Both parts are sorted by bytes. Nothing is read but what is asked for.
//
//   chartrender schema pack 1: Kubernetes 1.37
//   apps/v1/Deployment io.k8s.api.apps.v1.Deployment
//   ...
//
//   io.k8s.api.apps.v1.Deployment
//   {"properties":{"spec":{"$ref":"io.k8s.api.apps.v1.DeploymentSpec"}}}
//   ...
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "value/value.h"

namespace chartrender::check::kube {

class Pack {
 public:
  // `text` must outlive the pack. Throws Failure(kUsage) for what is no pack, naming the place.
  Pack(std::string name, std::string_view text);

  [[nodiscard]] std::string_view version() const { return version_; }  // "1.37"

  // The type of a kind; "" where the version has it not.
  [[nodiscard]] std::string_view TypeOf(std::string_view api_version, std::string_view kind) const;
  // The API versions that have a kind, in the pack's order.
  [[nodiscard]] std::vector<std::string_view> VersionsOf(std::string_view kind) const;
  // The schema of a type. Throws Failure(kUsage) where the pack is broken.
  [[nodiscard]] Value ReadType(std::string_view type, Arena& arena) const;

 private:
  [[noreturn]] void Fail(const char* at, std::string_view what) const;

  std::string name_;
  std::string_view text_;
  std::string_view version_;
  std::string_view kinds_, types_;  // sorted lines
};

}  // namespace chartrender::check::kube
