#include "chartrender/policy.h"

#include "api/boundary.h"
#include "check/policies.h"

namespace chartrender {

Result<PolicyReport> CheckPolicies(const ObjectSet& objects, const PolicyOptions& options) {
  return AtBoundary<PolicyReport>([&] { return check::CheckPolicies(objects.data(), options); });
}

}  // namespace chartrender
