#include "check/policies.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "check/images.h"
#include "check/kyverno/policies.h"
#include "check/psa.h"
#include "check/registry.h"
#include "manifest/api_version.h"

namespace chartrender::check {

namespace {

constexpr RuleInfo kRules[] = {
    {"image-not-covered", "policy", Severity::kWarning,
     "No ClusterImagePolicy has a glob for an image.",
     "Add a glob for it, or take the image from a registry that a policy covers."},
    {"image-policy-glob", "policy", Severity::kWarning,
     "A glob of a ClusterImagePolicy has characters that the admission controller refuses.",
     "Use letters, digits and - _ : / . @ *."},
    {"policy-not-applied", "policy", Severity::kWarning,
     "A policy that the chart renders cannot be applied here.", "Check it with Kyverno itself."},
    {"psa-app-armor", "policy", Severity::kError, "Baseline: an AppArmor profile is turned off.",
     "Leave it out, or use RuntimeDefault or Localhost."},
    {"psa-capabilities", "policy", Severity::kError,
     "Baseline: a capability beyond the default set is added.", "Remove it."},
    {"psa-capabilities-restricted", "policy", Severity::kError,
     "Restricted: capabilities are not dropped, or others than NET_BIND_SERVICE added.",
     "Set securityContext.capabilities: {drop: [ALL]}."},
    {"psa-host-namespaces", "policy", Severity::kError,
     "Baseline: a pod shares a namespace of the host.", "Remove hostNetwork, hostPID and hostIPC."},
    {"psa-host-path", "policy", Severity::kError, "Baseline: a volume is a path of the host.",
     "Use another type of volume."},
    {"psa-host-ports", "policy", Severity::kError,
     "Baseline: a container takes a port of the host.", "Remove hostPort; use a Service."},
    {"psa-host-probes", "policy", Severity::kError,
     "Baseline since 1.34: a probe or lifecycle handler names a host.",
     "Remove the field host: the pod itself is asked."},
    {"psa-host-process", "policy", Severity::kError,
     "Baseline: a Windows container is a process of the host.",
     "Remove windowsOptions.hostProcess."},
    {"psa-privilege-escalation", "policy", Severity::kError,
     "Restricted: a process may gain more privileges than its parent.",
     "Set securityContext.allowPrivilegeEscalation: false."},
    {"psa-privileged", "policy", Severity::kError, "Baseline: a container is privileged.",
     "Remove privileged: true."},
    {"psa-proc-mount", "policy", Severity::kError, "Baseline: /proc is not masked.",
     "Remove securityContext.procMount."},
    {"psa-run-as-non-root", "policy", Severity::kError,
     "Restricted: a container is not kept from running as root.",
     "Set securityContext.runAsNonRoot: true on the pod or the container."},
    {"psa-run-as-user", "policy", Severity::kError, "Restricted: runAsUser is 0.",
     "Name another user, or none."},
    {"psa-seccomp", "policy", Severity::kError, "Baseline: seccomp is turned off.",
     "Leave it out, or use RuntimeDefault or Localhost."},
    {"psa-seccomp-restricted", "policy", Severity::kError,
     "Restricted: no seccomp profile is set, or none of the allowed ones.",
     "Set securityContext.seccompProfile.type: RuntimeDefault on the pod."},
    {"psa-selinux", "policy", Severity::kError,
     "Baseline: a SELinux user, role or type beyond the container types is set.",
     "Remove it from seLinuxOptions."},
    {"psa-sysctls", "policy", Severity::kError, "Baseline: a sysctl is not of the safe ones.",
     "Remove it."},
    {"psa-volume-types", "policy", Severity::kError,
     "Restricted: a volume is of a type that is not allowed.",
     "Use configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, "
     "projected "
     "or secret."},
};

constexpr std::string_view kGlobCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_:/*.@";

class Policies {
 public:
  Policies(ObjectSet::Data& data, const PolicyOptions& options)
      : data_(data), options_(options), kyverno_(data) {}

  PolicyReport Take() {
    ReadOptions();
    if (options_.policies) {
      const ObjectSet::Data& given = options_.policies->data();
      if (!given.problems.empty()) FailAt(given.problems.front());
      for (const Object& object : given.objects) AddPolicy(given, object);
      if (report_.applied + kyverno_.rules() == 0 && !given.objects.empty())
        FailEmpty(given.objects.front());
    }
    for (const Object& object : data_.objects) AddPolicy(data_, object);
    if (minor_of_all_) ++report_.applied;
    report_.applied += kyverno_.rules();
    for (const Object& object : data_.objects) CheckPods(object);
    if (!globs_.empty()) CheckImages();
    std::vector<Finding> judged = kyverno_.Judge();
    std::move(judged.begin(), judged.end(), std::back_inserter(report_.findings));
    return std::move(report_);
  }

 private:
  // A level that pods have to meet, and why.
  struct Demand {
    PsaLevel level;
    uint32_t minor;
    Severity severity;
    std::string reason;  // "(restricted)"
  };
  struct ImageGlob {
    std::string_view glob;
    size_t policy;  // of report_.covers
  };

  [[noreturn]] static void FailAt(const Finding& finding) {
    throw Failure(ErrorCode::kUsage,
                  StrCat(finding.rendered.file, ":", std::to_string(finding.rendered.line), ": ",
                         finding.message));
  }
  [[noreturn]] void FailEmpty(const Object& object) const {
    throw Failure(ErrorCode::kUsage,
                  StrCat(PlaceOf(options_.policies->data(), object, ""),
                         ": there is no policy: known are ClusterPolicy, Policy, "
                         "ClusterImagePolicy, and Namespace with pod-security labels"));
  }

  void ReadOptions() {
    if (options_.psa.empty()) return;
    const auto level = PsaLevelOf(options_.psa);
    if (!level)
      throw Failure(ErrorCode::kUsage, StrCat("the level of Pod Security ", options_.psa,
                                              " is none of privileged, baseline, restricted"));
    minor_of_all_ = PsaMinorOf(options_.psa_version);
    if (!minor_of_all_)
      throw Failure(ErrorCode::kUsage, StrCat("the version of Pod Security ", options_.psa_version,
                                              " is neither latest nor like v1.30"));
    demands_.push_back({*level, *minor_of_all_, Severity::kError, StrCat(" (", options_.psa, ")")});
  }

  void AddPolicy(const ObjectSet::Data& from, const Object& object) {
    const std::string_view kind = object.id.kind;
    if (kind == "Namespace" && object.id.api_version == "v1") {
      AddNamespace(from, object);
      kyverno_.AddNamespace(object);
    } else if (kyverno::IsKyvernoPolicy(object)) {
      const auto refusal = kyverno_.Add(from, object);
      if (refusal) Refuse(from, object, refusal->pointer, refusal->message);
    } else if (kind == "ClusterImagePolicy" &&
               manifest::GroupOf(object.id.api_version) == "policy.sigstore.dev") {
      AddImagePolicy(from, object);
    }
  }

  // The labels pod-security.kubernetes.io/{enforce,warn,audit} and their versions.
  void AddNamespace(const ObjectSet::Data& from, const Object& object) {
    constexpr std::pair<std::string_view, Severity> kModes[] = {
        {"enforce", Severity::kError}, {"warn", Severity::kWarning}, {"audit", Severity::kWarning}};
    const Value labels = Member(Member(object.value, "metadata"), "labels");
    for (const auto& [mode, severity] : kModes) {
      const std::string key = StrCat("pod-security.kubernetes.io/", mode);
      const std::string_view name = TextMember(labels, key);
      if (name.empty()) continue;
      const auto level = PsaLevelOf(name);
      const auto minor = PsaMinorOf(TextMember(labels, key + "-version"));
      if (!level || !minor) {
        Refuse(from, object, Pointer("/metadata/labels", key),
               StrCat("the label ", key, " is no level of Pod Security, or its version none"));
        continue;
      }
      ++report_.applied;
      spaces_[object.id.name].push_back(
          {*level, *minor, severity, StrCat(" (", name, ", namespace ", object.id.name, ")")});
    }
  }

  void AddImagePolicy(const ObjectSet::Data& from, const Object& object) {
    const Value spec = Member(object.value, "spec");
    if (!Member(spec, "match").is_absent()) {
      Refuse(from, object, "/spec/match", "match of a ClusterImagePolicy is not supported");
      return;
    }
    ++report_.applied;
    report_.covers.push_back({object.id.name, {}});
    const std::span<const Value> images = Items(Member(spec, "images"));
    for (size_t i = 0; i < images.size(); ++i) {
      const std::string_view glob = TextMember(images[i], "glob");
      const std::string pointer = Pointer("/spec/images", i) + "/glob";
      if (glob.find_first_not_of(kGlobCharacters) != std::string_view::npos) {
        report_.findings.push_back(
            from.Find(object, "image-policy-glob", pointer,
                      StrCat("the glob ", glob, " has characters that no glob may have")));
      }
      globs_.push_back({glob, report_.covers.size() - 1});
    }
  }

  // What is given is refused; what the chart renders is told.
  void Refuse(const ObjectSet::Data& from, const Object& object, const std::string& pointer,
              const std::string& message) {
    if (&from != &data_)
      throw Failure(ErrorCode::kUsage, StrCat(PlaceOf(from, object, pointer), ": ", message));
    report_.findings.push_back(data_.Find(object, "policy-not-applied", pointer, message));
  }

  void CheckPods(const Object& object) {
    const auto space = spaces_.find(SpaceOf(data_, object));
    if (demands_.empty() && space == spaces_.end()) return;
    for (const Pod& pod : PodsOf(object)) {
      std::set<std::pair<std::string_view, std::string>> seen;
      const auto check = [&](const Demand& demand) {
        for (PsaViolation& violation : PsaViolations(pod, demand.level, demand.minor)) {
          if (!seen.insert({violation.rule, violation.pointer}).second) continue;
          Finding finding = data_.Find(object, violation.rule, violation.pointer,
                                       violation.message + demand.reason);
          finding.severity = demand.severity;
          report_.findings.push_back(std::move(finding));
        }
      };
      for (const Demand& demand : demands_) check(demand);
      if (space == spaces_.end()) continue;
      for (const Demand& demand : space->second) check(demand);
    }
  }

  void CheckImages() {
    std::vector<std::set<std::string>> covered(report_.covers.size());
    const ImageReport images = ImagesOf(data_);
    for (const ImageUse& use : images.uses) {
      bool found = false;
      for (const ImageGlob& glob : globs_) {
        data_.budget.ChargeBytes(glob.glob.size() * use.image.size());
        if (!IsImageGlobMatch(glob.glob, use.image)) continue;
        covered[glob.policy].insert(use.image);
        found = true;
      }
      if (!found) ReportUncovered(use);
    }
    for (size_t i = 0; i < covered.size(); ++i)
      report_.covers[i].images.assign(covered[i].begin(), covered[i].end());
  }

  void ReportUncovered(const ImageUse& use) {
    Finding finding;
    const RuleInfo* rule = FindRule("image-not-covered");
    finding.rule = rule->id;
    finding.severity = rule->severity;
    finding.remedy = rule->remedy;
    finding.message = StrCat("no ClusterImagePolicy covers the image ", use.image);
    finding.resource = use.resource;
    finding.pointer = use.pointer;
    finding.rendered = use.rendered;
    finding.source = use.source;
    report_.findings.push_back(std::move(finding));
  }

  ObjectSet::Data& data_;
  const PolicyOptions& options_;
  PolicyReport report_;
  std::optional<uint32_t> minor_of_all_;
  std::vector<Demand> demands_;  // of all pods
  std::map<std::string, std::vector<Demand>, std::less<>> spaces_;
  std::vector<ImageGlob> globs_;
  kyverno::Policies kyverno_;
};

}  // namespace

std::span<const RuleInfo> PolicyRules() { return kRules; }

std::string PlaceOf(const ObjectSet::Data& data, const Object& object, std::string_view pointer) {
  Finding place;
  data.Locate(object, pointer, place);
  const Location& where = place.source.line > 0 ? place.source : place.rendered;
  return where.file + ':' + std::to_string(where.line);
}

PolicyReport CheckPolicies(ObjectSet::Data& data, const PolicyOptions& options) {
  return Policies(data, options).Take();
}

}  // namespace chartrender::check
