#include "check/psa.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>
#include <utility>

#include "base/error.h"

namespace chartrender::check {

namespace {

// One sentence of the standard, as long as it holds.
struct Control {
  std::string_view rule, name;
};
constexpr Control kHostNamespaces = {"psa-host-namespaces", "Host Namespaces"};
constexpr Control kPrivileged = {"psa-privileged", "Privileged Containers"};
constexpr Control kCapabilities = {"psa-capabilities", "Capabilities"};
constexpr Control kCapabilitiesDropped = {"psa-capabilities-restricted", "Capabilities"};
constexpr Control kHostPath = {"psa-host-path", "HostPath Volumes"};
constexpr Control kHostPorts = {"psa-host-ports", "Host Ports"};
constexpr Control kHostProbes = {"psa-host-probes", "Host Probes / Lifecycle Hooks"};
constexpr Control kAppArmor = {"psa-app-armor", "AppArmor"};
constexpr Control kSelinux = {"psa-selinux", "SELinux"};
constexpr Control kProcMount = {"psa-proc-mount", "/proc Mount Type"};
constexpr Control kSeccomp = {"psa-seccomp", "Seccomp"};
constexpr Control kSeccompRequired = {"psa-seccomp-restricted", "Seccomp"};
constexpr Control kSysctls = {"psa-sysctls", "Sysctls"};
constexpr Control kHostProcess = {"psa-host-process", "HostProcess"};
constexpr Control kVolumeTypes = {"psa-volume-types", "Volume Types"};
constexpr Control kEscalation = {"psa-privilege-escalation", "Privilege Escalation"};
constexpr Control kNonRoot = {"psa-run-as-non-root", "Running as Non-root"};
constexpr Control kUser = {"psa-run-as-user", "Running as Non-root user"};

constexpr std::string_view kAllowedCapabilities[] = {
    "AUDIT_WRITE",      "CHOWN",   "DAC_OVERRIDE", "FOWNER",  "FSETID", "KILL",      "MKNOD",
    "NET_BIND_SERVICE", "SETFCAP", "SETGID",       "SETPCAP", "SETUID", "SYS_CHROOT"};
constexpr std::string_view kAllowedVolumes[] = {
    "configMap", "csi",   "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim",
    "projected", "secret"};

struct Since {
  std::string_view name;
  uint32_t minor;
};
constexpr Since kAllowedSysctls[] = {{"kernel.shm_rmid_forced", 0},
                                     {"net.ipv4.ip_local_port_range", 0},
                                     {"net.ipv4.tcp_syncookies", 0},
                                     {"net.ipv4.ping_group_range", 0},
                                     {"net.ipv4.ip_unprivileged_port_start", 0},
                                     {"net.ipv4.ip_local_reserved_ports", 27},
                                     {"net.ipv4.tcp_keepalive_time", 29},
                                     {"net.ipv4.tcp_fin_timeout", 29},
                                     {"net.ipv4.tcp_keepalive_intvl", 29},
                                     {"net.ipv4.tcp_keepalive_probes", 29},
                                     {"net.ipv4.tcp_rmem", 32},
                                     {"net.ipv4.tcp_wmem", 32},
                                     {"net.ipv4.tcp_slow_start_after_idle", 37},
                                     {"net.ipv4.tcp_notsent_lowat", 37}};
constexpr Since kAllowedSelinuxTypes[] = {{"", 0},
                                          {"container_t", 0},
                                          {"container_init_t", 0},
                                          {"container_kvm_t", 0},
                                          {"container_engine_t", 31}};

// Versions of the standard that changed what is asked.
constexpr uint32_t kEscalationSince = 8;
constexpr uint32_t kSeccompFieldSince = 19;
constexpr uint32_t kDropAllSince = 22;
constexpr uint32_t kUserSince = 23;
constexpr uint32_t kWindowsSince = 25;  // pods of Windows need not set what only Linux has
constexpr uint32_t kHostProbesSince = 34;
constexpr uint32_t kUserNamespacesSince = 35;  // hostUsers: false relaxes

constexpr std::string_view kAppArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";
constexpr std::string_view kSeccompPod = "seccomp.security.alpha.kubernetes.io/pod";
constexpr std::string_view kSeccompPrefix = "container.seccomp.security.alpha.kubernetes.io/";

template <size_t N>
bool IsOneOf(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}
template <size_t N>
bool IsKnown(std::string_view name, uint32_t minor, const Since (&names)[N]) {
  return std::any_of(std::begin(names), std::end(names), [&](const Since& known) {
    return known.name == name && known.minor <= minor;
  });
}

bool IsTrue(Value value) { return value.is(Kind::kBool) && value.AsBool(); }
bool IsFalse(Value value) { return value.is(Kind::kBool) && !value.AsBool(); }
bool IsInt(Value value, int64_t number) { return value.is(Kind::kInt) && value.AsInt() == number; }
bool IsGoodProfile(std::string_view type) {
  return type == "RuntimeDefault" || type == "Localhost";
}
bool IsGoodAnnotation(std::string_view value) {
  return value == "runtime/default" || value.starts_with("localhost/");
}
std::string Quoted(std::string_view text) { return StrCat("\"", text, "\""); }

class PodCheck {
 public:
  PodCheck(const Pod& pod, PsaLevel level, uint32_t minor, bool all_controls)
      : pod_(pod),
        restricted_(level == PsaLevel::kRestricted),
        minor_(minor),
        all_controls_(all_controls),
        containers_(ContainersOf(pod)),
        windows_(minor >= kWindowsSince && TextMember(Member(pod.spec, "os"), "name") == "windows"),
        own_users_(minor >= kUserNamespacesSince && IsFalse(Member(pod.spec, "hostUsers"))) {}

  std::vector<PsaViolation> Take() {
    CheckHostNamespaces();
    CheckVolumes();
    CheckSysctls();
    CheckAnnotations();
    const std::string pointer = pod_.SpecPointer() + "/securityContext";
    CheckContext({Member(pod_.spec, "securityContext"), pointer, "the pod", nullptr});
    for (const Container& container : containers_) CheckContainer(container);
    if (restricted_ && minor_ >= kSeccompFieldSince && !windows_) AskSeccomp();
    if (restricted_) AskNonRoot();
    return std::move(violations_);
  }

 private:
  // A security context of the pod or of a container.
  struct Context {
    Value value;
    std::string pointer;
    std::string owner;  // "the pod", "container web"
    const Container* container;
  };

  // Whether the version has a control that came with another one.
  bool Has(uint32_t since) const { return all_controls_ || minor_ >= since; }

  void Report(const Control& control, std::string pointer, std::string message,
              const Container* container = nullptr) {
    violations_.push_back(
        {control.rule, control.name, std::move(pointer), std::move(message),
         container == nullptr ? std::string_view() : TextMember(container->value, "image")});
  }
  void Report(const Control& control, const Context& context, std::string_view field,
              std::string_view what) {
    Report(control, StrCat(context.pointer, "/", field), StrCat(context.owner, " ", what),
           context.container);
  }

  void CheckHostNamespaces() {
    for (const std::string_view field : {"hostNetwork", "hostPID", "hostIPC"}) {
      if (!IsTrue(Member(pod_.spec, field))) continue;
      Report(kHostNamespaces, Pointer(pod_.SpecPointer(), field),
             StrCat("the pod sets ", field, ": true"));
    }
  }

  // A volume without a source is an emptyDir.
  void CheckVolumes() {
    const std::span<const Value> volumes = Items(Member(pod_.spec, "volumes"));
    for (size_t i = 0; i < volumes.size(); ++i) {
      if (!volumes[i].is_map() || volumes[i].AsMap() == nullptr) continue;
      const std::string pointer = Pointer(pod_.SpecPointer() + "/volumes", i);
      const std::string name = StrCat("volume ", TextMember(volumes[i], "name"));
      if (!restricted_) {
        if (!Member(volumes[i], "hostPath").is_absent())
          Report(kHostPath, pointer + "/hostPath", name + " is a hostPath");
        continue;
      }
      std::string_view bad;
      bool good = false;
      for (const Map::Entry& entry : volumes[i].AsMap()->Sorted()) {
        if (entry.key() == "name" || entry.value.is_absent()) continue;
        if (IsOneOf(entry.key(), kAllowedVolumes)) good = true;
        bad = entry.key();
      }
      if (!good && !bad.empty())
        Report(kVolumeTypes, Pointer(pointer, bad), StrCat(name, " is of the type ", bad));
    }
  }

  void CheckSysctls() {
    const std::span<const Value> sysctls =
        Items(Member(Member(pod_.spec, "securityContext"), "sysctls"));
    for (size_t i = 0; i < sysctls.size(); ++i) {
      const std::string_view name = TextMember(sysctls[i], "name");
      if (IsKnown(name, minor_, kAllowedSysctls)) continue;
      Report(kSysctls, Pointer(pod_.SpecPointer() + "/securityContext/sysctls", i) + "/name",
             StrCat("the pod sets the sysctl ", name));
    }
  }

  void CheckAnnotations() {
    const Value annotations = Member(pod_.metadata, "annotations");
    if (!annotations.is_map() || annotations.AsMap() == nullptr) return;
    for (const Map::Entry& entry : annotations.AsMap()->Sorted()) {
      if (!entry.value.is_string()) continue;
      const std::string_view profile = entry.value.AsString();
      const std::string pointer = Pointer(pod_.pointer + "/metadata/annotations", entry.key());
      const std::string message =
          StrCat("the annotation ", entry.key(), " has the profile ", Quoted(profile));
      if (entry.key().starts_with(kAppArmorPrefix) && !profile.empty() &&
          !IsGoodAnnotation(profile)) {
        Report(kAppArmor, pointer, message);
      }
      if (minor_ < kSeccompFieldSince && IsSeccompAnnotation(entry.key()) &&
          !IsGoodAnnotation(profile) && profile != "docker/default") {
        Report(kSeccomp, pointer, message);
      }
    }
  }

  bool IsSeccompAnnotation(std::string_view key) const {
    if (key == kSeccompPod) return true;
    if (!key.starts_with(kSeccompPrefix)) return false;
    return std::any_of(containers_.begin(), containers_.end(), [&](const Container& container) {
      return container.name == key.substr(kSeccompPrefix.size());
    });
  }

  // What pods and containers both have.
  void CheckContext(const Context& context) {
    const Value options = Member(context.value, "seLinuxOptions");
    const std::string_view type = TextMember(options, "type");
    if (!IsKnown(type, minor_, kAllowedSelinuxTypes)) {
      Report(kSelinux, context, "seLinuxOptions/type", StrCat("has the SELinux type ", type));
    }
    for (const std::string_view field : {"user", "role"}) {
      if (TextMember(options, field).empty()) continue;
      Report(kSelinux, context, StrCat("seLinuxOptions/", field), StrCat("sets a SELinux ", field));
    }
    CheckProfile(kAppArmor, context, "appArmorProfile");
    if (minor_ >= kSeccompFieldSince && !(restricted_ && windows_)) {
      CheckProfile(restricted_ ? kSeccompRequired : kSeccomp, context, "seccompProfile");
    }
    if (IsTrue(Member(Member(context.value, "windowsOptions"), "hostProcess"))) {
      Report(kHostProcess, context, "windowsOptions/hostProcess", "is a process of the host");
    }
    if (!restricted_) return;
    if (!own_users_ && IsFalse(Member(context.value, "runAsNonRoot"))) {
      Report(kNonRoot, context, "runAsNonRoot", "sets runAsNonRoot: false");
    }
    if (!own_users_ && Has(kUserSince) && IsInt(Member(context.value, "runAsUser"), 0)) {
      Report(kUser, context, "runAsUser", "runs as user 0");
    }
  }

  void CheckProfile(const Control& control, const Context& context, std::string_view field) {
    const Value profile = Member(context.value, field);
    const std::string_view type = TextMember(profile, "type");
    if (profile.is_absent() || IsGoodProfile(type)) return;
    Report(control, context, StrCat(field, "/type"),
           StrCat("sets ", field, ".type to ", Quoted(type)));
  }

  void CheckContainer(const Container& container) {
    const Context context{Member(container.value, "securityContext"),
                          container.pointer + "/securityContext",
                          StrCat("container ", container.name), &container};
    CheckContext(context);
    if (IsTrue(Member(context.value, "privileged"))) {
      Report(kPrivileged, context, "privileged", "is privileged");
    }
    const std::string_view mount = TextMember(context.value, "procMount");
    if (!mount.empty() && mount != "Default" && (restricted_ || !own_users_)) {
      Report(kProcMount, context, "procMount", StrCat("sets procMount to ", Quoted(mount)));
    }
    CheckPorts(container);
    if (Has(kHostProbesSince)) CheckProbes(container);
    CheckCapabilities(context);
    if (restricted_ && Has(kEscalationSince) && !windows_ &&
        !IsFalse(Member(context.value, "allowPrivilegeEscalation"))) {
      Report(kEscalation, context, "allowPrivilegeEscalation",
             "does not set allowPrivilegeEscalation: false");
    }
  }

  void CheckPorts(const Container& container) {
    const std::span<const Value> ports = Items(Member(container.value, "ports"));
    for (size_t i = 0; i < ports.size(); ++i) {
      const Value port = Member(ports[i], "hostPort");
      if (!port.is(Kind::kInt) || port.AsInt() == 0) continue;
      Report(kHostPorts, Pointer(container.pointer + "/ports", i) + "/hostPort",
             StrCat("container ", container.name, " takes the port ", std::to_string(port.AsInt()),
                    " of the host"),
             &container);
    }
  }

  void CheckProbes(const Container& container) {
    constexpr std::pair<std::string_view, std::string_view> kHandlers[] = {
        {"", "livenessProbe"},
        {"", "readinessProbe"},
        {"", "startupProbe"},
        {"lifecycle", "postStart"},
        {"lifecycle", "preStop"}};
    for (const auto& [group, name] : kHandlers) {
      const Value holder = group.empty() ? container.value : Member(container.value, group);
      std::string pointer = container.pointer;
      if (!group.empty()) pointer = Pointer(pointer, group);
      pointer = Pointer(pointer, name);
      for (const std::string_view action : {"httpGet", "tcpSocket"}) {
        const std::string_view host = TextMember(Member(Member(holder, name), action), "host");
        if (host.empty()) continue;
        Report(kHostProbes, StrCat(pointer, "/", action, "/host"),
               StrCat("container ", container.name, " names the host ", host, " in ", name),
               &container);
      }
    }
  }

  void CheckCapabilities(const Context& context) {
    const Value capabilities = Member(context.value, "capabilities");
    const bool strict = restricted_ && Has(kDropAllSince);
    if (strict && windows_) return;
    const Control& control = strict ? kCapabilitiesDropped : kCapabilities;
    const std::span<const Value> added = Items(Member(capabilities, "add"));
    for (size_t i = 0; i < added.size(); ++i) {
      const std::string_view name = added[i].is_string() ? added[i].AsString() : "";
      if (strict ? name == "NET_BIND_SERVICE" : IsOneOf(name, kAllowedCapabilities)) continue;
      Report(control, context, StrCat("capabilities/add/", std::to_string(i)),
             StrCat("adds the capability ", name));
    }
    if (!strict) return;
    const std::span<const Value> dropped = Items(Member(capabilities, "drop"));
    const bool all = std::any_of(dropped.begin(), dropped.end(), [](Value name) {
      return name.is_string() && name.AsString() == "ALL";
    });
    if (!all) Report(control, context, "capabilities/drop", "does not drop ALL capabilities");
  }

  // What neither the container nor the pod says.
  void AskSeccomp() {
    const Value pod = Member(Member(pod_.spec, "securityContext"), "seccompProfile");
    if (IsGoodProfile(TextMember(pod, "type"))) return;
    for (const Container& container : containers_) {
      const Value context = Member(container.value, "securityContext");
      if (!Member(context, "seccompProfile").is_absent()) continue;
      Report(kSeccompRequired, container.pointer + "/securityContext/seccompProfile",
             StrCat("neither the pod nor container ", container.name,
                    " sets seccompProfile.type to \"RuntimeDefault\" or \"Localhost\""),
             &container);
    }
  }

  void AskNonRoot() {
    if (own_users_ || IsTrue(Member(Member(pod_.spec, "securityContext"), "runAsNonRoot"))) return;
    for (const Container& container : containers_) {
      const Value context = Member(container.value, "securityContext");
      if (!Member(context, "runAsNonRoot").is_absent()) continue;
      Report(kNonRoot, container.pointer + "/securityContext/runAsNonRoot",
             StrCat("neither the pod nor container ", container.name, " sets runAsNonRoot: true"),
             &container);
    }
  }

  const Pod& pod_;
  const bool restricted_;
  const uint32_t minor_;
  const bool all_controls_;  // those of later versions too
  const std::vector<Container> containers_;
  const bool windows_;    // and the version exempts such pods
  const bool own_users_;  // and the version relaxes for them
  std::vector<PsaViolation> violations_;
};

constexpr std::pair<std::string_view, PsaLevel> kLevels[] = {{"privileged", PsaLevel::kPrivileged},
                                                             {"baseline", PsaLevel::kBaseline},
                                                             {"restricted", PsaLevel::kRestricted}};

}  // namespace

std::optional<PsaLevel> PsaLevelOf(std::string_view name) {
  for (const auto& [known, level] : kLevels) {
    if (known == name) return level;
  }
  return std::nullopt;
}

std::string_view PsaLevelName(PsaLevel level) { return kLevels[static_cast<size_t>(level)].first; }

std::optional<uint32_t> PsaMinorOf(std::string_view version) {
  if (version.empty() || version == "latest") return kPsaLatest;
  if (version.starts_with("v")) version.remove_prefix(1);
  if (!version.starts_with("1.")) return std::nullopt;
  version.remove_prefix(2);
  uint32_t minor = 0;
  const char* end = version.data() + version.size();
  const auto [stop, error] = std::from_chars(version.data(), end, minor);
  if (version.empty() || error != std::errc() || stop != end) return std::nullopt;
  return minor;
}

std::vector<PsaViolation> PsaViolations(const Pod& pod, PsaLevel level, uint32_t minor,
                                        bool as_kyverno) {
  if (level == PsaLevel::kPrivileged) return {};
  std::vector<PsaViolation> violations = PodCheck(pod, level, minor, as_kyverno).Take();
  if (as_kyverno && level == PsaLevel::kRestricted) {
    std::vector<PsaViolation> baseline = PodCheck(pod, PsaLevel::kBaseline, minor, true).Take();
    std::move(baseline.begin(), baseline.end(), std::back_inserter(violations));
  }
  return violations;
}

}  // namespace chartrender::check
