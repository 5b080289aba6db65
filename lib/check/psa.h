// The Pod Security Standards: what pods may ask for at the levels baseline and restricted, in each
// version of the standard.
// Source: k8s.io/pod-security-admission v0.37.1 policy/check_*.go, registry.go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/pods.h"

namespace chartrender::check {

enum class PsaLevel : uint8_t { kPrivileged, kBaseline, kRestricted };
// "privileged", "baseline", "restricted".
std::optional<PsaLevel> PsaLevelOf(std::string_view name);
std::string_view PsaLevelName(PsaLevel level);

// The minor number of "v1.30" or "1.30", kPsaLatest for "latest" and "".
inline constexpr uint32_t kPsaLatest = UINT32_MAX;
std::optional<uint32_t> PsaMinorOf(std::string_view version);

struct PsaViolation {
  std::string_view rule;     // "psa-host-ports"
  std::string_view control;  // the standard's name for it, "Host Ports"
  std::string pointer;       // of the field within the object
  std::string message;
  std::string_view image;  // of the container that it is about; "" for the pod
};
// Every field of the pod that the level does not allow, and fields that it asks for. With
// `as_kyverno` as Kyverno reads the standard: a version knows the controls that came after it, and
// the controls of baseline stay beside those of restricted that take their place.
// Source: github.com/kyverno/kyverno v1.19.1 pkg/pss/evaluate.go evaluatePSS.
std::vector<PsaViolation> PsaViolations(const Pod& pod, PsaLevel level, uint32_t minor,
                                        bool as_kyverno = false);

}  // namespace chartrender::check
