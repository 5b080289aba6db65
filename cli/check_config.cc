#include "check_config.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>

#include "chartrender/check.h"
#include "file_text.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = ".render.yaml";

// The file in the working folder or the nearest one above it; "" for none.
std::string FindConfig() {
  std::error_code code;
  std::string prefix;
  for (fs::path folder = fs::current_path(code); !folder.empty(); folder = folder.parent_path()) {
    if (fs::is_regular_file(folder / kName, code)) return prefix + std::string(kName);
    if (folder == folder.root_path()) break;
    prefix += "../";
  }
  return "";
}

class ConfigReader {
 public:
  ConfigReader(std::string file, const OptionSet& options) : options_(options) {
    config_.file = std::move(file);
    const size_t slash = config_.file.rfind('/');
    if (slash != std::string::npos) folder_ = config_.file.substr(0, slash + 1);
  }

  // Throws Error.
  CheckConfig Read(const std::string& text) {
    YAML::Node top;
    try {
      top = YAML::Load(text);
    } catch (const YAML::Exception& fault) {
      Refuse(fault.mark, fault.msg);
    }
    if (top.IsNull()) return config_;
    if (!top.IsMap()) Refuse(top.Mark(), "the file is a mapping with `check`");
    for (const auto& entry : top) {
      const std::string key = Text(entry.first, "a key");
      if (key != "check") Refuse(entry.first.Mark(), "unknown key " + key + ": there is `check`");
      if (entry.second.IsNull()) continue;
      if (!entry.second.IsMap()) Refuse(entry.second.Mark(), "`check` is a mapping");
      for (const auto& option : entry.second) Take(Text(option.first, "a key"), option);
    }
    return config_;
  }

 private:
  using Entry = YAML::detail::iterator_value;

  [[noreturn]] void Refuse(const YAML::Mark& mark, const std::string& why) const {
    Error error;
    error.code = ErrorCode::kUsage;
    error.where = {config_.file, static_cast<uint32_t>(std::max(mark.line, 0)) + 1, 0};
    error.message = config_.file + ":" + std::to_string(error.where.line) + ": " + why;
    throw error;
  }

  std::string Text(const YAML::Node& node, const std::string& what) const {
    if (!node.IsScalar()) Refuse(node.Mark(), what + " is no text");
    return node.Scalar();
  }

  std::string Path(const std::string& path) const {
    return path.empty() || path[0] == '/' || path == "-" ? path : folder_ + path;
  }

  void Take(const std::string& key, const Entry& entry) {
    if (key == "targets") {
      for (const std::string& target : Texts(key, entry.second)) {
        config_.targets.push_back(Path(target));
      }
    } else if (key == "rules") {
      TakeRules(entry.second);
    } else {
      TakeOption(key, entry);
    }
  }

  std::vector<std::string> Texts(const std::string& key, const YAML::Node& node) const {
    if (node.IsScalar()) return {node.Scalar()};
    if (!node.IsSequence()) Refuse(node.Mark(), key + " is neither a text nor a list of texts");
    std::vector<std::string> texts;
    for (const YAML::Node& item : node) texts.push_back(Text(item, "an item of " + key));
    return texts;
  }

  void TakeOption(const std::string& key, const Entry& entry) {
    const Option* option = options_.Find(key);
    if (option == nullptr || option->group == OptionGroup::kHidden ||
        option->group == OptionGroup::kNoEffect) {
      Refuse(entry.first.Mark(),
             "unknown key " + key + ": there are targets, rules and the options of `render check`");
    }
    const std::vector<std::string> texts = Texts(key, entry.second);
    if (texts.size() != 1 && !option->IsList()) Refuse(entry.second.Mark(), key + " is one text");
    std::vector<std::string> words;
    for (const std::string& text : texts) {
      const bool is_path = option->placeholder == "FILE" || option->placeholder == "DIR";
      words.push_back("--" + key + "=" + (is_path ? Path(text) : text));
    }
    try {
      std::vector<LogRecord> log;
      const ParsedFlags flags = ParseFlags(options_, words, log);
      config_.uses.insert(config_.uses.end(), flags.uses.begin(), flags.uses.end());
    } catch (const UsageError& fault) {
      Refuse(entry.second.Mark(), fault.what());
    }
  }

  void TakeRules(const YAML::Node& node) {
    if (!node.IsMap()) Refuse(node.Mark(), "`rules` is a mapping of rules to severities");
    const std::vector<RuleInfo> known = CheckRules();
    for (const auto& entry : node) {
      const std::string rule = Text(entry.first, "a rule");
      const std::string word = Text(entry.second, "a severity");
      const bool is_known = rule.find('/') != std::string::npos ||
                            std::any_of(known.begin(), known.end(),
                                        [&](const RuleInfo& info) { return info.id == rule; });
      if (!is_known) {
        Refuse(entry.first.Mark(), "unknown rule " + rule + ": see render check --list-rules");
      }
      if (word == "off" || word == "false") {
        config_.rules[rule] = std::nullopt;
      } else if (const auto severity = SeverityOf(word)) {
        config_.rules[rule] = severity;
      } else {
        std::string why = "the severity of " + rule;
        why += " is off, info, warning or error, not " + word;
        Refuse(entry.second.Mark(), why);
      }
    }
  }

  const OptionSet& options_;
  std::string folder_;
  CheckConfig config_;
};

}  // namespace

Result<CheckConfig> ReadCheckConfig(const std::string& name, const OptionSet& options) {
  const std::string file = name.empty() ? FindConfig() : name;
  if (file.empty()) return CheckConfig();
  const auto text = ReadFile(file);
  if (!text.ok()) return text.error();
  try {
    return ConfigReader(file, options).Read(text.value());
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace chartrender::cli
