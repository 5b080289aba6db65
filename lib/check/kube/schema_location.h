// Where files of JSON Schema for kinds stand, as kubeconform's --schema-location says it, and those
// schemas. Source: kubeconform 0.8.0 pkg/registry/registry.go.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/budget.h"
#include "chartrender/kube.h"
#include "schema/schema.h"

namespace chartrender::check::kube {

class SchemaLocation {
 public:
  // `options` must outlive the location. Throws Failure(kUsage) for a field that does not exist.
  SchemaLocation(const std::string& text, const KubeOptions& options, std::string version,
                 Budget* budget);

  // The schema of a kind, null where the location has none. Throws Failure(kUsage) for one that
  // cannot be used.
  const Schema* Find(std::string_view api_version, std::string_view kind);

 private:
  [[nodiscard]] std::string AddressOf(std::string_view api_version, std::string_view kind) const;
  [[nodiscard]] std::string FieldOf(std::string_view name, std::string_view api_version,
                                    std::string_view kind) const;
  [[nodiscard]] std::optional<std::string> ReadText(const std::string& address) const;

  std::string text_;
  const KubeOptions& options_;
  std::string version_;
  Budget* budget_;
  std::map<std::string, std::shared_ptr<const Schema>> schemas_;  // by address; null: none
};

}  // namespace chartrender::check::kube
