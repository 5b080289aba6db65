// What is linted and how: yamllint's configuration files. Source: yamllint 1.38.0 config.py and its
// documentation.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/error.h"
#include "yamllint/ignore_patterns.h"
#include "yamllint/rule.h"

namespace chartrender::yamllint {

struct RuleConfig {
  const RuleSpec* spec = nullptr;
  bool enabled = true;
  Severity level = Severity::kError;
  RuleOptions options;
  std::shared_ptr<const IgnorePatterns> ignore;  // files that the rule is not for; may be null

  [[nodiscard]] bool IsFor(std::string_view path) const {
    return enabled && (ignore == nullptr || !ignore->Matches(path));
  }
};

struct Config {
  std::vector<RuleConfig> rules;                 // in the order of the file
  std::shared_ptr<const IgnorePatterns> ignore;  // may be null
  std::shared_ptr<const IgnorePatterns> files;   // names of files of YAML

  [[nodiscard]] bool IsIgnored(std::string_view path) const {
    return ignore != nullptr && ignore->Matches(path);
  }
  // Of a file found in a folder.
  [[nodiscard]] bool IsYamlFile(std::string_view path) const;
};

// Reads the files that a configuration names (`extends`, `ignore-from-file`). Throws Failure.
using FileReader = std::function<std::string(const std::string& name)>;

// `name` is the file's, for errors. Throws Failure(kUsage) with the place: `name:3: unknown option
// "maxx" of line-length`.
Config ReadConfig(const std::string& text, const std::string& name, const FileReader& read_file);

}  // namespace chartrender::yamllint
