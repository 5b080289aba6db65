#include "lint/object_name.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "algo/dns_name.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/quote.h"

namespace chartrender::lint {

namespace {

using Problems = std::vector<std::string>;

constexpr std::string_view kLabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
constexpr std::string_view kSubdomainPattern =
    R"([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)";
constexpr std::string_view kDns1035Pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";
constexpr size_t kMaxLabel = 63;
constexpr size_t kMaxSubdomain = 253;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

void CheckLength(std::string_view name, size_t limit, Problems& problems) {
  if (name.size() <= limit) return;
  problems.push_back(StrCat("must be no more than ", std::to_string(limit), " characters"));
}

Problems SubdomainProblems(std::string_view name) {
  Problems problems;
  CheckLength(name, kMaxSubdomain, problems);
  if (!IsDnsSubdomain(name)) {
    problems.push_back(StrCat(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "
        "'.', and must start and end with an alphanumeric character (e.g. 'example.com', regex "
        "used "
        "for validation is '",
        kSubdomainPattern, "')"));
  }
  return problems;
}

Problems LabelProblems(std::string_view name) {
  Problems problems;
  CheckLength(name, kMaxLabel, problems);
  if (IsDnsLabel(name)) return problems;
  if (IsDnsSubdomain(name)) {
    problems.emplace_back("must not contain dots");
  } else {
    problems.push_back(StrCat(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
        "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex "
        "used for validation is '",
        kLabelPattern, "')"));
  }
  return problems;
}

Problems Dns1035Problems(std::string_view name) {
  Problems problems;
  CheckLength(name, kMaxLabel, problems);
  if (!IsDnsLabel(name) || !IsLower(name.front())) {
    problems.push_back(StrCat(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
        "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
        "'abc-123', regex used for validation is '",
        kDns1035Pattern, "')"));
  }
  return problems;
}

Problems PathSegmentProblems(std::string_view name) {
  if (name == "." || name == "..") return {StrCat("may not be '", name, "'")};
  Problems problems;
  for (const std::string_view illegal : {"/", "%"}) {
    if (name.find(illegal) != std::string_view::npos) {
      problems.push_back(StrCat("may not contain '", illegal, "'"));
    }
  }
  return problems;
}

Problems None(std::string_view) { return {}; }

// Kinds whose names follow another rule than a subdomain's; in lower case.
struct KindRule {
  std::string_view kind;
  Problems (*problems)(std::string_view name);
};

constexpr KindRule kKindRules[] = {
    {"service", &Dns1035Problems},
    {"namespace", &LabelProblems},
    {"certificatesigningrequest", &None},
    {"role", &PathSegmentProblems},
    {"clusterrole", &PathSegmentProblems},
    {"rolebinding", &PathSegmentProblems},
    {"clusterrolebinding", &PathSegmentProblems},
};

Problems ProblemsOf(std::string_view kind, std::string_view name) {
  const std::string lower = LowerAscii(kind);
  const auto* rule = std::find_if(std::begin(kKindRules), std::end(kKindRules),
                                  [&](const KindRule& r) { return r.kind == lower; });
  return rule == std::end(kKindRules) ? SubdomainProblems(name) : rule->problems(name);
}

}  // namespace

std::string NameProblem(std::string_view kind, std::string_view name) {
  const Problems problems = ProblemsOf(kind, name);
  if (problems.empty()) return {};
  std::string quoted;
  AppendQuote(quoted, name);
  std::string list;
  for (const std::string& problem : problems) {
    if (!list.empty()) list += ", ";
    list += StrCat("metadata.name: Invalid value: ", quoted, ": ", problem);
  }
  if (problems.size() > 1) list = StrCat("[", list, "]");
  return StrCat("object name does not conform to Kubernetes naming requirements: ", quoted, ": ",
                list);
}

}  // namespace chartrender::lint
