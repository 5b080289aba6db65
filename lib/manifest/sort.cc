#include "manifest/sort.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"
#include "manifest/split.h"

namespace chartrender::manifest {

namespace {

constexpr std::array<std::string_view, 38> kInstallOrder = {"PriorityClass",
                                                            "Namespace",
                                                            "NetworkPolicy",
                                                            "ResourceQuota",
                                                            "LimitRange",
                                                            "PodSecurityPolicy",
                                                            "PodDisruptionBudget",
                                                            "ServiceAccount",
                                                            "Secret",
                                                            "SecretList",
                                                            "ConfigMap",
                                                            "StorageClass",
                                                            "PersistentVolume",
                                                            "PersistentVolumeClaim",
                                                            "CustomResourceDefinition",
                                                            "ClusterRole",
                                                            "ClusterRoleList",
                                                            "ClusterRoleBinding",
                                                            "ClusterRoleBindingList",
                                                            "Role",
                                                            "RoleList",
                                                            "RoleBinding",
                                                            "RoleBindingList",
                                                            "Service",
                                                            "DaemonSet",
                                                            "Pod",
                                                            "ReplicationController",
                                                            "ReplicaSet",
                                                            "Deployment",
                                                            "HorizontalPodAutoscaler",
                                                            "StatefulSet",
                                                            "Job",
                                                            "CronJob",
                                                            "IngressClass",
                                                            "Ingress",
                                                            "APIService",
                                                            "MutatingWebhookConfiguration",
                                                            "ValidatingWebhookConfiguration"};

constexpr std::array<std::string_view, 10> kHookEvents = {
    "pre-install",  "post-install", "pre-delete",    "post-delete", "pre-upgrade",
    "post-upgrade", "pre-rollback", "post-rollback", "test",        "test-success"};

// The kinds at the end of the order that Helm 3 does not know.
constexpr size_t kWebhookSettings = 2;

std::span<const std::string_view> InstallOrder(const DialectTraits& traits) {
  const size_t left_out = traits.orders_webhook_settings ? 0 : kWebhookSettings;
  return {kInstallOrder.data(), kInstallOrder.size() - left_out};
}

// Known kinds first in their order, then unknown ones by name.
template <class Item, class HeadOf>
void SortByKind(std::vector<Item>& items, std::span<const std::string_view> known, HeadOf head_of) {
  const auto rank = [&](std::string_view kind) {
    return static_cast<size_t>(std::find(known.begin(), known.end(), kind) - known.begin());
  };
  std::vector<std::pair<size_t, size_t>> order;  // rank of the kind, position
  order.reserve(items.size());
  for (size_t i = 0; i < items.size(); ++i) order.emplace_back(rank(head_of(items[i]).kind), i);
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first || a.first < known.size()) return a.first < b.first;
    return head_of(items[a.second]).kind < head_of(items[b.second]).kind;
  });
  std::vector<Item> sorted;
  sorted.reserve(items.size());
  for (const auto& place : order) sorted.push_back(std::move(items[place.second]));
  items = std::move(sorted);
}

std::vector<std::string> SplitAtCommas(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const size_t comma = text.find(',');
    parts.push_back(LowerAscii(TrimSpace(text.substr(0, comma))));
    if (comma == std::string_view::npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

// strconv.Atoi of the annotation, 0 when it is no number.
int64_t HookWeight(const std::string* text) {
  if (text == nullptr) return 0;
  std::string_view digits = *text;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  if (digits.empty() || (digits[0] == '-' && text->front() == '+')) return 0;
  int64_t weight = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), weight);
  return end.ec == std::errc() && end.ptr == digits.data() + digits.size() ? weight : 0;
}

bool ReadEvents(std::string_view text, std::vector<std::string>& events) {
  for (std::string& name : SplitAtCommas(text)) {
    if (std::find(kHookEvents.begin(), kHookEvents.end(), name) == kHookEvents.end()) return false;
    events.push_back(name == "test-success" ? "test" : std::move(name));
  }
  return true;
}

void AddDocument(Document document, const SortOptions& options, SortedManifests& result) {
  const std::string* events = document.head.FindAnnotation("helm.sh/hook");
  if (events == nullptr) {
    result.manifests.push_back(std::move(document));
    return;
  }
  Hook hook;
  if (!ReadEvents(*events, hook.events)) {
    if (options.on_unknown_hook) options.on_unknown_hook(*events);
    return;
  }
  hook.weight = HookWeight(document.head.FindAnnotation("helm.sh/hook-weight"));
  if (const auto* text = document.head.FindAnnotation("helm.sh/hook-delete-policy")) {
    hook.delete_policies = SplitAtCommas(*text);
  }
  if (const auto* text = document.head.FindAnnotation("helm.sh/hook-output-log-policy")) {
    hook.output_log_policies = SplitAtCommas(*text);
  }
  hook.document = std::move(document);
  result.hooks.push_back(std::move(hook));
}

bool IsPartial(std::string_view path) {
  return path.substr(path.rfind('/') + 1).substr(0, 1) == "_";
}

std::vector<RenderedHook> HooksSoFar(const SortedManifests& sorted) {
  std::vector<RenderedHook> hooks;
  for (const Hook& hook : sorted.hooks) {
    const bool is_test =
        std::find(hook.events.begin(), hook.events.end(), "test") != hook.events.end();
    hooks.push_back({std::string(hook.document.path), std::string(hook.document.text), is_test});
  }
  return hooks;
}

}  // namespace

SortedManifests SortManifests(std::span<const RenderedFile> files, const SortOptions& options) {
  const DialectTraits& traits = options.traits;
  std::vector<RenderedFile> ordered(files.begin(), files.end());
  std::sort(ordered.begin(), ordered.end(),
            [](const RenderedFile& a, const RenderedFile& b) { return a.path < b.path; });
  SortedManifests result;
  for (const RenderedFile& file : ordered) {
    if (IsPartial(file.path)) continue;
    if (options.budget != nullptr) options.budget->ChargeBytes(file.text.size());
    for (const std::string_view text : SplitDocuments(file.text, traits)) {
      try {
        AddDocument({file.path, text, ReadHead(text, file.path, traits, options.budget)}, options,
                    result);
      } catch (Failure& failure) {
        failure.error().hooks = HooksSoFar(result);
        if (options.errors == nullptr || failure.error().code != ErrorCode::kManifest) throw;
        options.errors->push_back(failure.error());
      }
    }
  }
  const std::span<const std::string_view> order = InstallOrder(traits);
  SortByKind(result.manifests, order, [](const Document& d) -> const Head& { return d.head; });
  SortByKind(result.hooks, order, [](const Hook& h) -> const Head& { return h.document.head; });
  return result;
}

}  // namespace chartrender::manifest
