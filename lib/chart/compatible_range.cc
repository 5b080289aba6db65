// Version constraints as charts use them.
// Source: pkg/chart/v2/util/compatible.go of Helm 4.3.1.
#include "algo/semver.h"
#include "base/error.h"
#include "chart/capabilities.h"

namespace chartrender {

bool IsCompatibleRange(std::string_view constraint, std::string_view version) {
  try {
    const SemVer parsed = SemVer::Parse(version);
    return SemVerConstraint::Parse(constraint).Holds(parsed);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    return false;
  }
}

}  // namespace chartrender
