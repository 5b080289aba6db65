// yamllint's rules over values files and what is rendered: the findings of yamllint 1.38 with the
// same configuration, of the same lines, columns and words. Rules have yamllint's names; a text
// that is no YAML is the rule "syntax".
//
//   auto config = chartrender::ReadYamlLintConfig("extends: relaxed", "", read_file);
//   auto findings = chartrender::LintYaml(files, config.value());
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/check.h"

namespace chartrender {

namespace yamllint {
struct Config;
}

// What is linted and how; a cheap handle, shared between threads.
class YamlLintConfig {
 public:
  explicit YamlLintConfig(std::shared_ptr<const yamllint::Config> config)
      : config_(std::move(config)) {}

  // Whether a file of a folder is YAML by its name (`yaml-files`).
  [[nodiscard]] bool IsYamlFile(std::string_view path) const;
  // Whether nothing is told of the file (`ignore`).
  [[nodiscard]] bool IsIgnored(std::string_view path) const;

  [[nodiscard]] const yamllint::Config& config() const { return *config_; }

 private:
  std::shared_ptr<const yamllint::Config> config_;
};

// The text of a configuration file of yamllint. `name` stands in errors; `read_file` reads the
// files that `extends` and `ignore-from-file` name. kUsage with its place for what yamllint refuses
// too, and for a `locale` that key-ordering would need.
Result<YamlLintConfig> ReadYamlLintConfig(
    const std::string& text, const std::string& name,
    const std::function<Result<std::string>(const std::string&)>& read_file);

// What is wrong with texts. Their encoding is found out; ignored files give nothing.
Result<std::vector<Finding>> LintYaml(std::span<const FileView> files, const YamlLintConfig& config,
                                      const Limits& limits = {});

// The same for what `render template` prints, with the lines of templates that they come from, or
// for the files that the objects were read from. Another thread may check the objects meanwhile.
Result<std::vector<Finding>> LintYaml(const ObjectSet& objects, const YamlLintConfig& config);

}  // namespace chartrender
