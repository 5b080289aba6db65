// Names of Kubernetes objects, by the rules of their kinds. Pure function.
// Source: helm.sh/helm/v4@v4.3.1 pkg/chart/v2/lint/rules/template.go validateMetadataNameFunc;
// k8s.io/apimachinery v0.37.0 pkg/api/validation, pkg/api/validate/content, pkg/util/validation.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::lint {

// What is wrong with `name` for an object of `kind`, as Helm prints it ("object name does not
// conform to Kubernetes naming requirements: ..."); "" when nothing is.
std::string NameProblem(std::string_view kind, std::string_view name);

}  // namespace chartrender::lint
