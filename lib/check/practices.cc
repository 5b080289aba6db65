#include "check/practices.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/ascii.h"
#include "base/stack.h"
#include "check/pods.h"
#include "check/registry.h"

namespace chartrender::check {

namespace {

constexpr int64_t kMostHistory = 10;

constexpr RuleInfo kRules[] = {
    {"automounted-token", "lint", Severity::kWarning,
     "A pod gets the token of a service account that no role is bound to.",
     "Set automountServiceAccountToken: false on the pod or its service account."},
    {"default-service-account", "lint", Severity::kInfo,
     "A pod runs under the service account default.",
     "Give it a service account of its own (serviceAccountName)."},
    {"env-var-secret", "lint", Severity::kWarning,
     "An environment variable whose name speaks of a secret has a literal value.",
     "Take it from a Secret with valueFrom.secretKeyRef."},
    {"helm-chartfile", "lint", Severity::kError, "What `helm lint` says about Chart.yaml.", ""},
    {"helm-crds", "lint", Severity::kError, "What `helm lint` says about crds/.", ""},
    {"helm-dependencies", "lint", Severity::kError, "What `helm lint` says about dependencies.",
     ""},
    {"helm-templates", "lint", Severity::kError,
     "What `helm lint` says about templates and what they render.", ""},
    {"helm-values", "lint", Severity::kError, "What `helm lint` says about values.yaml.", ""},
    {"naming-convention", "lint", Severity::kInfo,
     "A name is not of lower case letters, digits and dashes, or repeats its kind.",
     "Name it for what it is: RELEASE-COMPONENT."},
    {"no-liveness-probe", "lint", Severity::kInfo, "A container that stays has no liveness probe.",
     "Add a livenessProbe that tells a process that hangs."},
    {"no-read-only-root-fs", "lint", Severity::kWarning,
     "A container can write to its root file system.",
     "Set securityContext.readOnlyRootFilesystem: true, and mount what it writes to."},
    {"no-readiness-probe", "lint", Severity::kWarning,
     "A container that stays has no readiness probe.",
     "Add a readinessProbe, so that no traffic comes before it can serve."},
    {"privileged-container", "lint", Severity::kError, "A container is privileged.",
     "Remove privileged: true, or name the capabilities that it needs."},
    {"required-label-owner", "lint", Severity::kInfo, "A workload has no label owner.",
     "Add the label owner to its metadata."},
    {"required-label-tier", "lint", Severity::kInfo, "A workload has no label tier.",
     "Add the label tier to its metadata."},
    {"revision-history-limit", "lint", Severity::kInfo,
     "A workload keeps more than 10 old revisions, or as many as Kubernetes likes.",
     "Set spec.revisionHistoryLimit, 3 for instance."},
    {"run-as-non-root", "lint", Severity::kWarning, "A container may run as root.",
     "Set securityContext.runAsNonRoot: true, or a runAsUser above 0."},
    {"secret-literal", "lint", Severity::kError,
     "A manifest that is no Secret holds what looks like a credential.",
     "Take it from a Secret, and give out a new credential: this one is known."},
};

constexpr std::string_view kLasting[] = {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet",
                                         "Rollout"};
constexpr std::string_view kWithHistory[] = {"Deployment", "StatefulSet", "DaemonSet", "Rollout"};

template <size_t N>
bool IsOneOf(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsTrue(Value value) { return value.is(Kind::kBool) && value.AsBool(); }
bool IsFalse(Value value) { return value.is(Kind::kBool) && !value.AsBool(); }

// The user number that a security context sets; -1 for none.
int64_t UserOf(Value context) {
  const Value user = Member(context, "runAsUser");
  return user.is(Kind::kInt) ? user.AsInt() : -1;
}

class Practices {
 public:
  explicit Practices(const ObjectSet::Data& objects) : objects_(objects) { NoteAccounts(); }

  std::vector<Finding> Take() {
    for (const Object& object : objects_.objects) {
      object_ = &object;
      if (object.is_crd_file || object.id.kind == "CustomResourceDefinition") continue;
      CheckObject();
      for (const Pod& pod : PodsOf(object)) CheckPod(pod);
      if (object.id.kind != "Secret") FindSecrets(object.value, nullptr);
    }
    return std::move(findings_);
  }

 private:
  using Account = std::pair<std::string, std::string>;  // namespace and name

  std::string SpaceOf(const std::string& space) const {
    return space.empty() ? objects_.default_namespace : space;
  }

  void NoteAccounts() {
    for (const Object& object : objects_.objects) {
      if (object.id.kind == "ServiceAccount" &&
          IsFalse(Member(object.value, "automountServiceAccountToken"))) {
        unmounted_.insert({SpaceOf(object.id.space), object.id.name});
      }
      if (object.id.kind != "RoleBinding" && object.id.kind != "ClusterRoleBinding") continue;
      for (const Value subject : Items(Member(object.value, "subjects"))) {
        if (TextMember(subject, "kind") != "ServiceAccount") continue;
        std::string space(TextMember(subject, "namespace"));
        if (space.empty()) space = SpaceOf(object.id.space);
        bound_.insert({std::move(space), std::string(TextMember(subject, "name"))});
      }
    }
  }

  bool IsLasting() const {
    const std::string& kind = object_->id.kind;
    return IsOneOf(kind, kLasting) ||
           (kind == "Pod" && !object_->is_hook() &&
            (TextMember(Member(object_->value, "spec"), "restartPolicy").empty() ||
             TextMember(Member(object_->value, "spec"), "restartPolicy") == "Always"));
  }

  void CheckObject() {
    CheckName();
    const std::string& kind = object_->id.kind;
    const Value spec = Member(object_->value, "spec");
    if (IsOneOf(kind, kWithHistory)) {
      const Value limit = Member(spec, "revisionHistoryLimit");
      if (limit.is_absent()) {
        Report("revision-history-limit", "/spec", "no revisionHistoryLimit is set");
      } else if (limit.is(Kind::kInt) && limit.AsInt() > kMostHistory) {
        Report("revision-history-limit", "/spec/revisionHistoryLimit",
               std::to_string(limit.AsInt()) + " old revisions are kept");
      }
    }
    if (!IsOneOf(kind, kLasting) && kind != "CronJob") return;
    const Value labels = Member(Member(object_->value, "metadata"), "labels");
    for (const auto& [label, rule] :
         {std::pair<std::string_view, std::string_view>{"owner", "required-label-owner"},
          {"tier", "required-label-tier"}}) {
      if (TextMember(labels, label).empty()) {
        Report(rule, "/metadata/labels", "there is no label " + std::string(label));
      }
    }
  }

  void CheckName() {
    const std::string& name = object_->id.name;
    if (name.empty()) return;
    // Names of RBAC and of resource definitions may hold colons and dots by their meaning.
    const bool free = object_->id.api_version.starts_with("rbac.") ||
                      object_->id.api_version.starts_with("apiregistration.");
    const auto good = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
    };
    if (!free && !std::all_of(name.begin(), name.end(), good)) {
      Report("naming-convention", "/metadata/name",
             "the name " + name + " has characters besides a-z, 0-9 and -");
    }
    const std::string kind = LowerAscii(object_->id.kind);
    if ((IsOneOf(object_->id.kind, kLasting) || kind == "cronjob" || kind == "pod") &&
        name.ends_with("-" + kind)) {
      Report("naming-convention", "/metadata/name",
             "the name " + name + " repeats its kind, and so do the names of its pods");
    }
  }

  void CheckPod(const Pod& pod) {
    CheckAccount(pod);
    const bool lasting = IsLasting();
    const Value pod_context = Member(pod.spec, "securityContext");
    for (const Container& container : ContainersOf(pod)) {
      const std::string name = "container " + std::string(container.name);
      if (lasting && container.role == ContainerRole::kMain) {
        if (Member(container.value, "livenessProbe").is_absent()) {
          Report("no-liveness-probe", container.pointer, name + " has no liveness probe");
        }
        if (Member(container.value, "readinessProbe").is_absent()) {
          Report("no-readiness-probe", container.pointer, name + " has no readiness probe");
        }
      }
      CheckContext(container, pod_context, name);
      CheckEnvironment(container, name);
    }
  }

  void CheckAccount(const Pod& pod) {
    std::string name(TextMember(pod.spec, "serviceAccountName"));
    if (name.empty()) name = TextMember(pod.spec, "serviceAccount");
    if (name.empty() || name == "default") {
      Report("default-service-account", pod.SpecPointer() + "/serviceAccountName",
             "the pod runs under the service account default");
      name = "default";
    }
    const Account account{SpaceOf(object_->id.space), name};
    const Value mount = Member(pod.spec, "automountServiceAccountToken");
    const bool mounted = mount.is(Kind::kBool) ? mount.AsBool() : unmounted_.count(account) == 0;
    if (mounted && bound_.count(account) == 0) {
      Report(
          "automounted-token", pod.SpecPointer() + "/automountServiceAccountToken",
          "the token of service account " + name + " is mounted, and no role here is bound to it");
    }
  }

  void CheckContext(const Container& container, Value pod_context, const std::string& name) {
    const Value context = Member(container.value, "securityContext");
    const std::string pointer = container.pointer + "/securityContext";
    if (IsTrue(Member(context, "privileged"))) {
      Report("privileged-container", pointer + "/privileged", name + " is privileged");
    }
    if (!IsTrue(Member(context, "readOnlyRootFilesystem"))) {
      Report("no-read-only-root-fs", pointer + "/readOnlyRootFilesystem",
             name + " can write to its root file system");
    }
    const int64_t own_user = UserOf(context);
    const int64_t user = own_user >= 0 ? own_user : UserOf(pod_context);
    const Value own = Member(context, "runAsNonRoot");
    const bool refuses = IsTrue(own.is_absent() ? Member(pod_context, "runAsNonRoot") : own);
    if (user == 0) {
      Report("run-as-non-root", pointer + "/runAsUser", name + " runs as user 0, root");
    } else if (user < 0 && !refuses) {
      Report("run-as-non-root", pointer + "/runAsNonRoot",
             name + " is not kept from running as root");
    }
  }

  void CheckEnvironment(const Container& container, const std::string& name) {
    const std::span<const Value> items = Items(Member(container.value, "env"));
    for (size_t i = 0; i < items.size(); ++i) {
      const std::string_view variable = TextMember(items[i], "name");
      if (LowerAscii(variable).find("secret") == std::string::npos ||
          TextMember(items[i], "value").empty()) {
        continue;
      }
      Report("env-var-secret", Pointer(container.pointer + "/env", i) + "/value",
             name + " has a literal value for " + std::string(variable));
    }
  }

  // Credentials in any text of the object.
  void FindSecrets(Value value, const Step* step) {
    CheckStack();
    if (value.is_string()) {
      const std::string_view what = SecretIn(value.AsString());
      if (what.empty()) return;
      Report("secret-literal", PointerOf(step), "the text looks like " + std::string(what));
    } else if (value.is_list()) {
      for (size_t i = 0; i < value.AsList().size(); ++i) {
        const Step inner{step, {}, i};
        FindSecrets(value.AsList()[i], &inner);
      }
    } else if (value.is_map() && value.AsMap() != nullptr) {
      for (const Map::Entry& entry : value.AsMap()->Sorted()) {
        const Step inner{step, entry.key(), 0};
        FindSecrets(entry.value, &inner);
      }
    }
  }

  void Report(std::string_view rule, std::string_view pointer, std::string message) {
    findings_.push_back(objects_.Find(*object_, rule, pointer, std::move(message)));
  }

  const ObjectSet::Data& objects_;
  const Object* object_ = nullptr;
  std::set<Account> unmounted_;  // accounts whose tokens are not mounted
  std::set<Account> bound_;      // accounts that a role is bound to
  std::vector<Finding> findings_;
};

}  // namespace

std::span<const RuleInfo> PracticeRules() { return kRules; }

std::vector<Finding> CheckPractices(const ObjectSet::Data& objects) {
  return Practices(objects).Take();
}

}  // namespace chartrender::check
