// What Kubernetes would refuse about objects, told without a cluster: their schemas, by version and
// by resource definitions, and what a dry run at the client catches: unknown and removed APIs,
// names, labels, selectors, duplicates.
//
// Schemas of built-in kinds come from a schema pack (cmake/kube_pack.py makes them), or from files
// of JSON Schema as kubeconform uses them. Nothing is fetched.
// Source: kubeconform 0.8.0 pkg/validator; Kubernetes 1.37 API validation.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "chartrender/check.h"

namespace chartrender {

struct KubeOptions {
  // "1.37", "1.37.2", also with a v; "": the version that templates see by default.
  std::string kubernetes_version;
  bool strict = false;                  // unknown fields and repeated keys are errors
  bool ignore_missing_schemas = false;  // objects without a schema are skipped
  // What a kind without a schema is, when its API group is none of Kubernetes' own.
  Severity missing_definition = Severity::kError;
  // Kinds ("Deployment"), or those of one API version ("apps/v1/Deployment").
  std::vector<std::string> skip, reject;

  // A file with its name for messages.
  struct Text {
    std::string name, text;
  };
  // Where schemas are looked for, in this order: "default" is the pack, anything else the address
  // of a JSON Schema with the fields {{.NormalizedKubernetesVersion}}, {{.StrictSuffix}},
  // {{.ResourceKind}}, {{.KindSuffix}}, {{.Group}} and {{.ResourceAPIVersion}}; what does not end
  // with "json" is a folder laid out as kubernetes-json-schema is. Empty: the pack alone.
  std::vector<std::string> locations;
  // The text at such an address, or at one that a schema refers to; nothing where there is none.
  std::function<Result<std::optional<std::string>>(const std::string& address)> read_schema;
  std::optional<Text> pack;  // of the version; without one only what needs none is checked
  // YAML with resource definitions, besides those of the chart and among the objects.
  std::vector<Text> definitions;
};

struct KubeReport {
  std::vector<Finding> findings;
  // Objects by verdict, as kubeconform counts them: errors are those that could not be validated.
  size_t valid = 0, invalid = 0, errors = 0, skipped = 0;
  size_t files = 0;  // that the objects come from
};

// kUsage with its place for a broken pack, definition, location or schema.
Result<KubeReport> CheckKube(const ObjectSet& objects, const KubeOptions& options = {});

// "1.37" of "v1.37.2", "1.37" and of "", which is the version that templates see by default; kUsage
// for what is no version.
Result<std::string> KubernetesMinor(const std::string& version, Dialect dialect = Dialect::kHelm4);

}  // namespace chartrender
