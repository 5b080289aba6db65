// The options that name policies, and what they name.
#pragma once

#include <span>

#include "chartrender/policy.h"
#include "command.h"
#include "option.h"

namespace chartrender::cli {

// --policy, --psa, --psa-version.
std::span<const Option> PolicyInputOptions();

// kIo for files that cannot be read; throws UsageError for folders without manifests.
Result<PolicyOptions> ReadPolicyOptions(const Session& session, const Arguments& arguments);

}  // namespace chartrender::cli
