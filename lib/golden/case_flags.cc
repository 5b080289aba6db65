#include "golden/case_flags.h"

#include <utility>

#include "golden/bad_input.h"
#include "golden/file_text.h"

namespace chartrender::golden {

std::vector<GoldenFlag> ReadCaseFlags(YamlFields& fields, const std::filesystem::path& folder) {
  std::vector<GoldenFlag> flags;
  for (const YAML::Node& item : fields.Items("values")) {
    if (!item.IsScalar()) fields.Fail(item, "`values` is a list of files");
    const std::string file = (folder / item.Scalar()).lexically_normal().string();
    try {
      flags.push_back({"-f", file, ReadFileText(file)});
    } catch (const Failure& failure) {
      fields.Fail(item, failure.error().message);
    }
  }
  constexpr std::pair<std::string_view, std::string_view> kLists[] = {
      {"set_json", "--set-json"},
      {"set", "--set"},
      {"set_string", "--set-string"},
      {"api_versions", "--api-versions"},
  };
  for (const auto& [key, flag] : kLists) {
    for (std::string& argument : fields.Texts(key)) {
      flags.push_back({std::string(flag), std::move(argument), ""});
    }
  }
  if (fields.Has("kube_version"))
    flags.push_back({"--kube-version", fields.Text("kube_version"), ""});
  if (fields.Flag("include_crds")) flags.push_back({"--include-crds", "", ""});
  if (fields.Flag("is_upgrade")) flags.push_back({"--is-upgrade", "", ""});
  return flags;
}

}  // namespace chartrender::golden
