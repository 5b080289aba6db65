// The few fields of a rendered document that decide its order and whether it is a hook. Every
// document is parsed as YAML on the way, so one that is not valid is found here. Source: Helm 4.3.1
// pkg/release/v1/util/manifest.go SimpleHead, decoded by sigs.k8s.io/yaml and encoding/json.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/budget.h"
#include "base/dialect.h"

namespace chartrender::manifest {

struct Head {
  std::string api_version, kind, name;
  std::vector<std::pair<std::string, std::string>> annotations;  // in byte order of their keys

  // The annotation's text, or null.
  const std::string* FindAnnotation(std::string_view key) const;
};

// Throws Failure(kManifest, "YAML parse error on PATH: ...") when `document` is not YAML or a field
// has the wrong type; the text is Helm's.
// `budget` may be null.
Head ReadHead(std::string_view document, std::string_view path,
              const DialectTraits& traits = TraitsOf({}), Budget* budget = nullptr);

}  // namespace chartrender::manifest
