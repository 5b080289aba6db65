#include "check/kube/names.h"

#include <algorithm>

#include "algo/dns_name.h"
#include "base/error.h"

namespace chartrender::check::kube {

namespace {

constexpr size_t kLongestLabel = 63;
constexpr size_t kLongestSubdomain = 253;
constexpr size_t kLongestCronJob = 52;  // room for the names of its jobs
constexpr int kRelaxedServiceNames = 36;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsAlphanumeric(char c) {
  return IsLower(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

std::string TooLong(size_t most) {
  return StrCat("must be no more than ", std::to_string(most), " characters");
}

// The middle of a qualified name or label value.
bool IsNamePart(std::string_view text) {
  return !text.empty() && IsAlphanumeric(text.front()) && IsAlphanumeric(text.back()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsAlphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace

std::string DnsLabelFault(std::string_view text) {
  if (text.size() > kLongestLabel) return TooLong(kLongestLabel);
  if (IsDnsLabel(text)) return "";
  return "must be lower case letters, digits and '-', with a letter or digit at both ends";
}

std::string Dns1035Fault(std::string_view text) {
  if (text.size() > kLongestLabel) return TooLong(kLongestLabel);
  if (IsDnsLabel(text) && IsLower(text.front())) return "";
  return "must be lower case letters, digits and '-', begin with a letter and end with a letter or "
         "digit";
}

std::string DnsSubdomainFault(std::string_view text) {
  if (text.size() > kLongestSubdomain) return TooLong(kLongestSubdomain);
  if (IsDnsSubdomain(text)) return "";
  return "must be lower case letters, digits, '-' and '.', with a letter or digit at both ends of "
         "each part";
}

std::string QualifiedNameFault(std::string_view text) {
  const size_t slash = text.find('/');
  std::string_view name = text;
  if (slash != std::string_view::npos) {
    const std::string fault = DnsSubdomainFault(text.substr(0, slash));
    if (!fault.empty()) return "the part before '/' " + fault;
    name = text.substr(slash + 1);
  }
  if (name.size() > kLongestLabel) return "the name " + TooLong(kLongestLabel);
  if (IsNamePart(name)) return "";
  return "the name must be letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}

std::string LabelValueFault(std::string_view text) {
  if (text.size() > kLongestLabel) return TooLong(kLongestLabel);
  if (text.empty() || IsNamePart(text)) return "";
  return "must be letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}

std::string PathSegmentFault(std::string_view text) {
  if (text == "." || text == "..") return StrCat("may not be '", text, "'");
  if (text.find('/') != std::string_view::npos) return "may not contain '/'";
  if (text.find('%') != std::string_view::npos) return "may not contain '%'";
  return "";
}

std::string NameFault(std::string_view api_version, std::string_view kind, std::string_view text,
                      int minor, bool is_prefix) {
  std::string masked(text);
  // Something is appended to a prefix, so that a dash may be its last.
  if (is_prefix && masked.size() > 1 && masked.ends_with('-')) {
    masked.pop_back();
    masked.back() = 'a';
  }
  if (api_version.starts_with("rbac.authorization.k8s.io/") ||
      api_version.starts_with("certificates.k8s.io/")) {
    return PathSegmentFault(masked);
  }
  const bool is_label = (api_version == "v1" && kind == "Namespace") ||
                        (api_version.starts_with("apps/") && kind == "StatefulSet");
  if (is_label) return DnsLabelFault(masked);
  if (api_version == "v1" && kind == "Service") {
    return minor >= kRelaxedServiceNames ? DnsLabelFault(masked) : Dns1035Fault(masked);
  }
  if (api_version.starts_with("batch/") && kind == "CronJob" && masked.size() > kLongestCronJob) {
    return TooLong(kLongestCronJob);
  }
  return DnsSubdomainFault(masked);
}

}  // namespace chartrender::check::kube
