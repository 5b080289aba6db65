// One rule of Kyverno about one object. Source: github.com/kyverno/kyverno v1.19.1
// pkg/engine/handlers/validation/validate_resource.go, validate_pss.go.
#pragma once

#include <string>

#include "check/kyverno/match.h"
#include "check/kyverno/policy.h"
#include "check/kyverno/variables.h"

namespace chartrender::check::kyverno {

struct Verdict {
  // An error is a rule that cannot be evaluated: a variable without a value.
  enum class Status : uint8_t { kPass, kFail, kSkip, kError };
  Status status = Status::kPass;
  std::string message;
  std::string pointer;  // of the field within the object
};
// The rule is for the object; `scope` has begun and is empty.
Verdict Judge(const Rule& rule, const Request& request, Scope& scope);

// Whether a failure of the rule is an error, not a warning only.
bool IsEnforced(const Policy& policy, const Rule& rule, const Request& request);

}  // namespace chartrender::check::kyverno
