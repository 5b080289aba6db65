// The arguments of a case as options of `helm template`: the keys that series.yaml and case.yaml
// share.
#pragma once

#include <filesystem>
#include <vector>

#include "chartrender/golden.h"
#include "golden/yaml_fields.h"

namespace chartrender::golden {

// Reads `values` (files below `folder`, whose texts are read), `set`, `set_string`, `set_json`,
// `kube_version`, `api_versions`, `include_crds`, `is_upgrade`. Failure(kUsage) at the line of a
// file that cannot be read.
std::vector<GoldenFlag> ReadCaseFlags(YamlFields& fields, const std::filesystem::path& folder);

}  // namespace chartrender::golden
