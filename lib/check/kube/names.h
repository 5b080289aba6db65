// What Kubernetes accepts as names, label keys and label values. Each function tells what is wrong
// with a text, in one clause, or "" for nothing. Pure functions. Source: k8s.io/apimachinery 0.37
// pkg/api/validation, pkg/util/validation.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::check::kube {

std::string DnsLabelFault(std::string_view text);
// A label that begins with a letter.
std::string Dns1035Fault(std::string_view text);
std::string DnsSubdomainFault(std::string_view text);
// [PREFIX/]NAME: keys of labels and annotations.
std::string QualifiedNameFault(std::string_view text);
std::string LabelValueFault(std::string_view text);
// A name that may stand in a path: all that RBAC asks for.
std::string PathSegmentFault(std::string_view text);

// The rule for the names of a kind; `minor` is that of Kubernetes 1.minor. `is_prefix`: the text is
// a generateName.
std::string NameFault(std::string_view api_version, std::string_view kind, std::string_view text,
                      int minor, bool is_prefix);

}  // namespace chartrender::check::kube
