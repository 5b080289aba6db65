// The images that a chart or manifests deploy: an inventory, and rules about their tags.
#pragma once

#include <string>
#include <vector>

#include "chartrender/check.h"

namespace chartrender {

// One use of an image by an object.
struct ImageUse {
  std::string image;                 // as it is written, "ghcr.io/acme/api:1.2@sha256:..."
  std::string registry, repository;  // "docker.io", "library/nginx" where the text leaves them out
  std::string tag, digest;           // "" where there is none
  std::string container;             // its name; "" where it has none
  std::string role;                  // container, init, ephemeral, volume, custom
  bool is_hook = false;
  ResourceId resource;
  std::string pointer;  // of the field
  Location rendered, source;
  // Paths of values that the line of the template reads: "image.repository"; as far as known.
  std::vector<std::string> values;

  [[nodiscard]] bool pinned() const { return !digest.empty(); }
};

struct ImageReport {
  std::vector<ImageUse> uses;     // in the order of the objects
  std::vector<Finding> findings;  // image-unpinned, latest-tag, image-unreadable
};

// Images of pods and whatever holds a pod template (workloads, CronJobs, hooks, Rollouts, Argo
// workflows), and of custom resources whose image fields are known.
Result<ImageReport> ListImages(const ObjectSet& objects);

}  // namespace chartrender
