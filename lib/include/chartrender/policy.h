// Admission policies over rendered objects: Kyverno's policies, the Pod Security Standards, and
// which images the globs of a ClusterImagePolicy cover.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chartrender/check.h"

namespace chartrender {

struct PolicyOptions {
  // What ReadObjects gave for files of policies: ClusterPolicy and Policy of Kyverno,
  // ClusterImagePolicy, and Namespaces whose pod-security labels hold for what lies in them. Such
  // objects of the render itself count too.
  std::optional<ObjectSet> policies;
  std::string psa;          // "baseline" or "restricted" for all pods, "" for none
  std::string psa_version;  // of the standard: "v1.30"; "" and "latest" for the newest
};

struct PolicyReport {
  struct ImageCover {
    std::string policy;               // name of the ClusterImagePolicy
    std::vector<std::string> images;  // that its globs cover, sorted
  };
  // The rules psa-*, image-not-covered, image-policy-glob, policy-not-applied, and POLICY/RULE of
  // Kyverno's policies: errors of those that enforce, warnings of those that audit.
  std::vector<Finding> findings;
  std::vector<ImageCover> covers;
  size_t applied = 0;  // rules, levels and image policies; 0: there was nothing to check by
};

// kUsage with its place, "policies.yaml:12: ...", for a policy of `options` that cannot be read or
// asks for what is not supported. One of the render itself is the finding policy-not-applied.
Result<PolicyReport> CheckPolicies(const ObjectSet& objects, const PolicyOptions& options = {});

}  // namespace chartrender
