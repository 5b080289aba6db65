// The conditions of preconditions and deny: `key`, `operator`, `value`, joined by `any` and `all`.
// Source: github.com/kyverno/kyverno v1.19.1 pkg/engine/variables/evaluate.go,
// pkg/engine/variables/operator/*.go.
#pragma once

#include <string>
#include <string_view>

#include "check/kyverno/variables.h"

namespace chartrender::check::kyverno {

bool IsConditionOperator(std::string_view name);
// `key` and `value` have no variables any more.
bool IsConditionMet(Value key, std::string_view op, Value value);

struct ConditionsOutcome {
  bool met = false;
  std::string message;   // of the conditions that decided
  std::string_view key;  // of the last of them, as it is written
};
// `conditions` is a map with `any` and `all`, or a list of conditions; nothing is met. Throws
// Failure(kValues) for variables without a value.
ConditionsOutcome AreConditionsMet(Value conditions, Scope& scope);

}  // namespace chartrender::check::kyverno
