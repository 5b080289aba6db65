// The options of `render kube`, and of `render check` for the same rules: where schemas come from.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "chartrender/kube.h"
#include "command.h"
#include "option.h"

namespace chartrender::cli {

std::span<const Option> KubeSchemaOptions();

// What happens when the schema pack of the version is nowhere.
enum class MissingPack : uint8_t { kFails, kIsTold };

// Reads --kubernetes-version, the pack and the definitions. `skip` and `reject` name the options
// with kinds. Throws UsageError.
Result<KubeOptions> ReadKubeOptions(const Session& session, const Arguments& arguments,
                                    MissingPack missing, const std::string& skip,
                                    const std::string& reject);

}  // namespace chartrender::cli
