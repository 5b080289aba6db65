// Which objects a rule is for: `match` and `exclude` with any, all, or one description. Who asks is
// not known here, so subjects and roles match all and exclude none, as in Kyverno's own background
// scans. Source: github.com/kyverno/kyverno v1.19.1 pkg/engine/utils/match.go, pkg/utils/match,
// pkg/utils/kube/kind.go.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "check/objects.h"

namespace chartrender::check::kyverno {

// An object as it would be asked for.
struct Request {
  const Object* object = nullptr;
  Value value;        // of the object, without nulls
  std::string space;  // "" for none
  Value space_labels;
  Budget* budget = nullptr;  // pays for comparing labels
};

struct KindSelector {
  std::string group, version, kind, subresource;
};
// "Pod", "apps/v1/Deployment", "v1/Pod", "Deployment/scale", "*".
KindSelector ReadKind(std::string_view text);

// One entry of any or all, or the whole of `match`: with `resources`, or its fields at once.
Value DescriptionOf(Value filter);

// What a selector of labels cannot be: "" or the reason, and where.
struct SelectorProblem {
  std::string pointer, message;
};
SelectorProblem ProblemOf(Value selector);
// A LabelSelector; labels may have wildcards. `selector` has no problem.
bool IsSelected(Value selector, Value labels, Budget& budget);

// Whether a rule's `match` takes the object and its `exclude` leaves it.
bool IsForRule(Value match, Value exclude, const Request& request);

}  // namespace chartrender::check::kyverno
