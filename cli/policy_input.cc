#include "policy_input.h"

#include <filesystem>

#include "check_targets.h"
#include "file_text.h"
#include "render_setup.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;

constexpr Option kPolicies[] = {
    {"policy", 0, kTextArray, kMain, "FILE",
     "policies: a file, or a folder of files (ClusterPolicy, Policy, ClusterImagePolicy, "
     "Namespace)"},
    {"psa", 0, kChoice, kMain, "LEVEL", "Pod Security level of all pods: baseline or restricted",
     "", "", "", "privileged|baseline|restricted"},
    {"psa-version", 0, kText, kMain, "VERSION",
     "version of the Pod Security Standards, such as v1.30", "latest"},
};

}  // namespace

std::span<const Option> PolicyInputOptions() { return kPolicies; }

Result<PolicyOptions> ReadPolicyOptions(const Session& session, const Arguments& arguments) {
  PolicyOptions options;
  options.psa = arguments.Text("psa");
  options.psa_version = arguments.Text("psa-version");
  std::vector<std::string> names;
  for (const std::string& name : arguments.List("policy")) {
    std::error_code code;
    if (!std::filesystem::is_directory(name, code)) {
      names.push_back(name);
      continue;
    }
    const std::vector<std::string> files = ManifestsBelow(name);
    if (files.empty()) throw UsageError("no manifests in the folder " + name);
    names.insert(names.end(), files.begin(), files.end());
  }
  if (names.empty()) return options;
  NamedTexts texts;
  for (const std::string& name : names) {
    if (auto error = texts.Read(name)) return *std::move(error);
  }
  auto policies = ReadObjects(texts.Views(), BaseOptions(session).limits);
  if (!policies.ok()) return policies.error();
  options.policies = std::move(policies).value();
  return options;
}

}  // namespace chartrender::cli
