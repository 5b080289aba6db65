// What manifests should have beyond being valid: probes, limits of history, names, labels, service
// accounts, security contexts, no literal secrets. Rules that kube-linter has carry its names and
// mean what its documentation says.
#pragma once

#include <string_view>
#include <vector>

#include "check/objects.h"

namespace chartrender::check {

std::vector<Finding> CheckPractices(const ObjectSet::Data& objects);

// What a text is when it looks like a credential ("a private key", "a GitHub token"), else "".
std::string_view SecretIn(std::string_view text);

}  // namespace chartrender::check
