#include "check/kube/lifecycle.h"

#include <algorithm>
#include <iterator>

namespace chartrender::check::kube {

namespace {

// clang-format off
constexpr Lifecycle kLifecycles[] = {
    {"admissionregistration.k8s.io/v1alpha1", "MutatingAdmissionPolicy", 35, 38, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1alpha1", "MutatingAdmissionPolicyBinding", 35, 38, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1alpha1", "ValidatingAdmissionPolicy", 29, 32, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1alpha1", "ValidatingAdmissionPolicyBinding", 29, 32, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicy", 37, 40, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "MutatingAdmissionPolicyBinding", 37, 40, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration", 16, 22, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "ValidatingAdmissionPolicy", 31, 34, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "ValidatingAdmissionPolicyBinding", 31, 34, "admissionregistration.k8s.io/v1"},
    {"admissionregistration.k8s.io/v1beta1", "ValidatingWebhookConfiguration", 16, 22, "admissionregistration.k8s.io/v1"},
    {"apiextensions.k8s.io/v1beta1", "CustomResourceDefinition", 16, 22, "apiextensions.k8s.io/v1"},
    {"apiregistration.k8s.io/v1beta1", "APIService", 19, 22, "apiregistration.k8s.io/v1"},
    {"apps/v1beta1", "ControllerRevision", 8, 16, "apps/v1"},
    {"apps/v1beta1", "Deployment", 8, 16, "apps/v1"},
    {"apps/v1beta1", "StatefulSet", 8, 16, "apps/v1"},
    {"apps/v1beta2", "ControllerRevision", 9, 16, "apps/v1"},
    {"apps/v1beta2", "DaemonSet", 9, 16, "apps/v1"},
    {"apps/v1beta2", "Deployment", 9, 16, "apps/v1"},
    {"apps/v1beta2", "ReplicaSet", 9, 16, "apps/v1"},
    {"apps/v1beta2", "StatefulSet", 9, 16, "apps/v1"},
    {"authentication.k8s.io/v1beta1", "TokenReview", 19, 22, "authentication.k8s.io/v1"},
    {"authorization.k8s.io/v1beta1", "LocalSubjectAccessReview", 19, 22, "authorization.k8s.io/v1"},
    {"authorization.k8s.io/v1beta1", "SelfSubjectAccessReview", 19, 22, "authorization.k8s.io/v1"},
    {"authorization.k8s.io/v1beta1", "SelfSubjectRulesReview", 19, 22, "authorization.k8s.io/v1"},
    {"authorization.k8s.io/v1beta1", "SubjectAccessReview", 19, 22, "authorization.k8s.io/v1"},
    {"autoscaling/v2beta1", "HorizontalPodAutoscaler", 22, 25, "autoscaling/v2"},
    {"autoscaling/v2beta2", "HorizontalPodAutoscaler", 23, 26, "autoscaling/v2"},
    {"batch/v1beta1", "CronJob", 21, 25, "batch/v1"},
    {"certificates.k8s.io/v1alpha1", "ClusterTrustBundle", 34, 37, "certificates.k8s.io/v1"},
    {"certificates.k8s.io/v1beta1", "CertificateSigningRequest", 19, 22, "certificates.k8s.io/v1"},
    {"certificates.k8s.io/v1beta1", "ClusterTrustBundle", 37, 40, "certificates.k8s.io/v1"},
    {"certificates.k8s.io/v1beta1", "PodCertificateRequest", 37, 40, "certificates.k8s.io/v1"},
    {"coordination.k8s.io/v1beta1", "Lease", 19, 22, "coordination.k8s.io/v1"},
    {"coordination.k8s.io/v1alpha2", "LeaseCandidate", 35, 38, "coordination.k8s.io/v1beta1"},
    {"coordination.k8s.io/v1beta1", "LeaseCandidate", 36, 39, ""},
    {"discovery.k8s.io/v1beta1", "EndpointSlice", 21, 25, "discovery.k8s.io/v1"},
    {"events.k8s.io/v1beta1", "Event", 22, 25, "events.k8s.io/v1"},
    {"extensions/v1beta1", "DaemonSet", 8, 16, "apps/v1"},
    {"extensions/v1beta1", "Deployment", 8, 16, "apps/v1"},
    {"extensions/v1beta1", "Ingress", 14, 22, "networking.k8s.io/v1"},
    {"extensions/v1beta1", "NetworkPolicy", 9, 16, "networking.k8s.io/v1"},
    {"extensions/v1beta1", "PodSecurityPolicy", 10, 16, ""},
    {"extensions/v1beta1", "ReplicaSet", 8, 16, "apps/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema", 23, 26, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta1", "PriorityLevelConfiguration", 23, 26, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta2", "FlowSchema", 26, 29, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta2", "PriorityLevelConfiguration", 26, 29, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", 29, 32, "flowcontrol.apiserver.k8s.io/v1"},
    {"flowcontrol.apiserver.k8s.io/v1beta3", "PriorityLevelConfiguration", 29, 32, "flowcontrol.apiserver.k8s.io/v1"},
    {"networking.k8s.io/v1beta1", "IPAddress", 34, 37, "networking.k8s.io/v1"},
    {"networking.k8s.io/v1beta1", "Ingress", 19, 22, "networking.k8s.io/v1"},
    {"networking.k8s.io/v1beta1", "IngressClass", 19, 22, "networking.k8s.io/v1"},
    {"networking.k8s.io/v1beta1", "ServiceCIDR", 34, 37, "networking.k8s.io/v1"},
    {"node.k8s.io/v1beta1", "RuntimeClass", 22, 25, "node.k8s.io/v1"},
    {"policy/v1beta1", "Eviction", 22, 25, "policy/v1"},
    {"policy/v1beta1", "PodDisruptionBudget", 21, 25, "policy/v1"},
    {"policy/v1beta1", "PodSecurityPolicy", 21, 25, ""},
    {"rbac.authorization.k8s.io/v1beta1", "ClusterRole", 17, 22, "rbac.authorization.k8s.io/v1"},
    {"rbac.authorization.k8s.io/v1beta1", "ClusterRoleBinding", 17, 22, "rbac.authorization.k8s.io/v1"},
    {"rbac.authorization.k8s.io/v1beta1", "Role", 17, 22, "rbac.authorization.k8s.io/v1"},
    {"rbac.authorization.k8s.io/v1beta1", "RoleBinding", 17, 22, "rbac.authorization.k8s.io/v1"},
    {"resource.k8s.io/v1alpha3", "DeviceTaintRule", 36, 39, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta1", "DeviceClass", 35, 38, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta1", "ResourceClaim", 35, 38, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta1", "ResourceClaimTemplate", 35, 38, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta1", "ResourceSlice", 35, 38, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta2", "DeviceClass", 36, 39, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta2", "DeviceTaintRule", 39, 42, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta2", "ResourceClaim", 36, 39, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta2", "ResourceClaimTemplate", 36, 39, "resource.k8s.io/v1"},
    {"resource.k8s.io/v1beta2", "ResourceSlice", 36, 39, "resource.k8s.io/v1"},
    {"scheduling.k8s.io/v1beta1", "PriorityClass", 14, 22, "scheduling.k8s.io/v1"},
    {"storage.k8s.io/v1alpha1", "CSIStorageCapacity", 21, 24, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1alpha1", "VolumeAttachment", 21, 24, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1alpha1", "VolumeAttributesClass", 32, 35, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "CSIDriver", 19, 22, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "CSINode", 17, 22, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "CSIStorageCapacity", 24, 27, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "StorageClass", 19, 22, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "VolumeAttachment", 19, 22, "storage.k8s.io/v1"},
    {"storage.k8s.io/v1beta1", "VolumeAttributesClass", 34, 37, "storage.k8s.io/v1"},
    {"storagemigration.k8s.io/v1beta1", "StorageVersionMigration", 37, 40, "storagemigration.k8s.io/v1"},
    {"v1", "ComponentStatus", 19, 0, ""},
    {"v1", "Endpoints", 33, 0, "EndpointSlice of discovery.k8s.io/v1"},
};
// clang-format on

}  // namespace

const Lifecycle* FindLifecycle(std::string_view api_version, std::string_view kind) {
  const auto* found =
      std::find_if(std::begin(kLifecycles), std::end(kLifecycles), [&](const Lifecycle& lifecycle) {
        return lifecycle.kind == kind && lifecycle.api_version == api_version;
      });
  return found == std::end(kLifecycles) ? nullptr : found;
}

}  // namespace chartrender::check::kube
