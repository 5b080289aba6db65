#include "yaml_lint_input.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <utility>

#include "file_text.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

using enum OptionType;
using enum OptionGroup;

constexpr Option kOptions[] = {
    {"config-file", 'c', kText, kMain, "FILE",
     "configuration of yamllint, in place of .yamllint, .yamllint.yaml or .yamllint.yml here or "
     "above"},
    {"config-data", 'd', kText, kMain, "YAML",
     "the same as a text: relaxed, '{extends: default, rules: {line-length: disable}}'"},
    {"no-values", 0, kBool, kMain, "", "of a chart, leave out the values files"},
    {"no-rendered", 0, kBool, kMain, "", "of a chart, leave out what it renders"},
    {"output", 'o', kChoice, kOutput, "FORMAT",
     "text, parsable, json, junit, sarif, github or markdown", "text", "", "",
     "text|parsable|json|junit|sarif|github|markdown"},
};
constexpr Option kCheckOptions[] = {
    {"yamllint-config", 0, kText, kMain, "FILE",
     "apply yamllint's rules by this file, or by .yamllint, .yamllint.yaml or .yamllint.yml here "
     "or above"},
};

// The part of a chart's path behind the folders of subcharts.
std::string_view BehindSubcharts(std::string_view path) {
  constexpr std::string_view kCharts = "charts/";
  while (path.starts_with(kCharts)) {
    const size_t slash = path.find('/', kCharts.size());
    if (slash == std::string_view::npos) break;
    path.remove_prefix(slash + 1);
  }
  return path;
}

bool IsValuesFile(std::string_view path) {
  if (!path.ends_with(".yaml") && !path.ends_with(".yml")) return false;
  std::string_view name = BehindSubcharts(path);
  if (name.starts_with("ci/")) {
    name.remove_prefix(3);
    const std::string_view stem = name.substr(0, name.rfind('.'));
    return name.find('/') == std::string_view::npos && stem.ends_with("values");
  }
  return name.find('/') == std::string_view::npos && name.starts_with("values");
}

}  // namespace

std::span<const Option> YamlLintOptions() { return kOptions; }
std::span<const Option> YamlLintCheckOptions() { return kCheckOptions; }

Result<YamlLintConfig> ReadYamlLintFile(const std::string& name) {
  const auto text = ReadFile(name);
  if (!text.ok()) return text.error();
  return ReadYamlLintConfig(text.value(), name, ReadFile);
}

Result<std::optional<YamlLintConfig>> FindYamlLintFile() {
  std::error_code code;
  std::string prefix;
  for (fs::path folder = fs::current_path(code); !folder.empty(); folder = folder.parent_path()) {
    for (const char* name : {".yamllint", ".yamllint.yaml", ".yamllint.yml"}) {
      if (!fs::is_regular_file(folder / name, code)) continue;
      auto config = ReadYamlLintFile(prefix + name);
      if (!config.ok()) return config.error();
      return std::optional<YamlLintConfig>(std::move(config).value());
    }
    if (folder == folder.root_path()) break;
    prefix += "../";
  }
  return std::optional<YamlLintConfig>();
}

Result<std::vector<Finding>> LintValuesFiles(const std::string& folder, const Chart& chart,
                                             const Arguments& arguments,
                                             const YamlLintConfig& config) {
  // Files of a chart stay where they are; others are read.
  std::vector<std::string> names;
  std::vector<std::string_view> texts;
  const std::string shown = folder.empty() ? chart.name() : folder;
  for (const FileView& file : chart.Files()) {
    if (!IsValuesFile(file.path)) continue;
    names.push_back((shown == "." ? "" : shown + "/") + std::string(file.path));
    texts.push_back(file.data);
  }
  std::deque<std::string> read;
  std::error_code code;
  const ValueSources sources(arguments);
  for (const std::string& name : sources.files()) {
    const bool is_known = std::any_of(names.begin(), names.end(), [&](const std::string& known) {
      return CleanPath(known) == CleanPath(name);
    });
    if (is_known || !fs::is_regular_file(name, code)) continue;
    auto text = ReadFile(name);
    if (!text.ok()) return text.error();
    names.push_back(name);
    texts.push_back(read.emplace_back(std::move(text).value()));
  }
  std::vector<FileView> files;
  for (size_t i = 0; i < names.size(); ++i) files.push_back({names[i], texts[i]});
  return LintYaml(files, config);
}

}  // namespace chartrender::cli
