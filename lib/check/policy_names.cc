// Patterns of names, and the namespaces of objects.
#include <algorithm>
#include <iterator>
#include <vector>

#include "algo/wildcard.h"
#include "base/error.h"
#include "check/images.h"
#include "check/policies.h"

namespace chartrender::check {

namespace {

constexpr std::string_view kClusterKinds[] = {
    "APIService",
    "CertificateSigningRequest",
    "ClusterCleanupPolicy",
    "ClusterImagePolicy",
    "ClusterIssuer",
    "ClusterPolicy",
    "ClusterRole",
    "ClusterRoleBinding",
    "ClusterSecretStore",
    "CSIDriver",
    "CSINode",
    "CustomResourceDefinition",
    "FlowSchema",
    "GatewayClass",
    "IngressClass",
    "MutatingWebhookConfiguration",
    "Namespace",
    "Node",
    "PersistentVolume",
    "PodSecurityPolicy",
    "PriorityClass",
    "PriorityLevelConfiguration",
    "RuntimeClass",
    "StorageClass",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "ValidatingWebhookConfiguration",
    "VolumeAttachment",
    "VolumeSnapshotClass",
};

// Whether a glob's parts match all of `text`, one row of the table of prefixes after the other.
bool Matches(std::string_view glob, std::string_view text) {
  std::vector<char> row(text.size() + 1, 0);
  row[0] = 1;
  for (size_t i = 0; i < glob.size(); ++i) {
    if (glob[i] != '*') {
      for (size_t t = text.size(); t > 0; --t)
        row[t] = row[t - 1] != 0 && text[t - 1] == glob[i] ? 1 : 0;
      row[0] = 0;
      continue;
    }
    const bool any = i + 1 < glob.size() && glob[i + 1] == '*';
    if (any) ++i;
    for (size_t t = 1; t <= text.size(); ++t) {
      if (row[t - 1] != 0 && (any || text[t - 1] != '/')) row[t] = 1;
    }
  }
  return row[text.size()] != 0;
}

}  // namespace

bool IsClusterKind(const Object& object) {
  return std::binary_search(std::begin(kClusterKinds), std::end(kClusterKinds), object.id.kind);
}

std::string SpaceOf(const ObjectSet::Data& data, const Object& object) {
  if (!object.id.space.empty()) return object.id.space;
  return IsClusterKind(object) ? "" : data.default_namespace;
}

bool IsWildcardMatch(std::string_view pattern, std::string_view text) {
  return MatchesWildcard(pattern, text, Wildcards::kStarAndQuestion);
}

bool IsImageGlobMatch(std::string_view glob, std::string_view image) {
  if (glob == "*/*") glob = "index.docker.io/*/*";
  if (glob == "*") glob = "index.docker.io/library/*";
  if (const auto name = ParseImage(image)) {
    std::string whole = name->registry == "docker.io" ? "index.docker.io" : name->registry;
    whole += '/' + name->repository;
    whole += !name->digest.empty() ? '@' + name->digest
                                   : ':' + (name->tag.empty() ? "latest" : name->tag);
    if (Matches(glob, whole)) return true;
  }
  return Matches(glob, image);
}

}  // namespace chartrender::check
