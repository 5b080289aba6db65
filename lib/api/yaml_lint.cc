#include "chartrender/yaml_lint.h"

#include "api/boundary.h"
#include "base/error.h"
#include "check/yaml_texts.h"

namespace chartrender {

bool YamlLintConfig::IsYamlFile(std::string_view path) const { return config_->IsYamlFile(path); }

bool YamlLintConfig::IsIgnored(std::string_view path) const { return config_->IsIgnored(path); }

Result<YamlLintConfig> ReadYamlLintConfig(
    const std::string& text, const std::string& name,
    const std::function<Result<std::string>(const std::string&)>& read_file) {
  return AtBoundary<YamlLintConfig>([&] {
    const auto read = [&](const std::string& file) {
      auto content = read_file(file);
      if (!content.ok()) throw Failure(content.error());
      return std::move(content).value();
    };
    return YamlLintConfig(
        std::make_shared<const yamllint::Config>(yamllint::ReadConfig(text, name, read)));
  });
}

Result<std::vector<Finding>> LintYaml(std::span<const FileView> files, const YamlLintConfig& config,
                                      const Limits& limits) {
  return AtBoundary<std::vector<Finding>>([&] {
    Budget budget(limits);
    return check::LintFiles(files, config.config(), budget);
  });
}

Result<std::vector<Finding>> LintYaml(const ObjectSet& objects, const YamlLintConfig& config) {
  return AtBoundary<std::vector<Finding>>(
      [&] { return check::LintObjects(objects.data(), config.config()); });
}

}  // namespace chartrender
