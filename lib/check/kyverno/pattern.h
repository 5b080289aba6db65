// An object against a pattern with anchors: `()` conditions, `=()` where it is there, `^()` at
// least one of a list, `X()` not there, `<()` conditions for all of the object. Source:
// github.com/kyverno/kyverno v1.19.1 pkg/engine/validate/validate.go,
// pkg/engine/anchor/handlers.go, pkg/engine/wildcards/wildcards.go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "base/budget.h"
#include "value/value.h"

namespace chartrender::check::kyverno {

enum class AnchorKind : uint8_t {
  kNone,
  kCondition,
  kEquality,
  kExistence,
  kNegation,
  kGlobal,
  kAddition,
};
struct Anchor {
  AnchorKind kind = AnchorKind::kNone;
  std::string_view key;  // without the anchor
};
Anchor ReadAnchor(std::string_view key);

struct PatternOutcome {
  enum class Status : uint8_t { kPass, kFail, kSkip };
  Status status = Status::kPass;
  std::string pointer;  // of the field that does not meet the pattern
};
// `arena` takes patterns whose keys have wildcards, with keys of the resource in their place.
PatternOutcome MatchPattern(Value resource, Value pattern, Budget& budget, Arena& arena);

}  // namespace chartrender::check::kyverno
