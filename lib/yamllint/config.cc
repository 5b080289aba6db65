#include "yamllint/config.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/arena.h"
#include "base/error.h"
#include "codec/yaml/node.h"
#include "codec/yaml/resolve.h"

namespace chartrender::yamllint {

namespace {

using yaml::Node;
using yaml::NodeType;
using yaml::ScalarKind;

constexpr int kDeepestExtends = 16;

// What `extends: default` and `extends: relaxed` stand for.
constexpr std::string_view kDefault = R"(
rules:
  anchors: enable
  braces: enable
  brackets: enable
  colons: enable
  commas: enable
  comments: {level: warning}
  comments-indentation: {level: warning}
  document-end: disable
  document-start: {level: warning}
  empty-lines: enable
  empty-values: disable
  float-values: disable
  hyphens: enable
  indentation: enable
  key-duplicates: enable
  key-ordering: disable
  line-length: enable
  new-line-at-end-of-file: enable
  new-lines: enable
  octal-values: disable
  quoted-strings: disable
  trailing-spaces: enable
  truthy: {level: warning}
)";
constexpr std::string_view kRelaxed = R"(
extends: default
rules:
  braces: {level: warning, max-spaces-inside: 1}
  brackets: {level: warning, max-spaces-inside: 1}
  colons: {level: warning}
  commas: {level: warning}
  comments: disable
  comments-indentation: disable
  document-start: disable
  empty-lines: {level: warning}
  hyphens: {level: warning}
  indentation: {level: warning, indent-sequences: consistent}
  line-length: {level: warning, allow-non-breakable-inline-mappings: true}
  truthy: disable
)";

OptionValue Preset(const OptionSpec& option) {
  const auto words = [&] {
    std::vector<std::string> list;
    std::string_view rest = option.preset;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('|'), rest.size());
      list.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return list;
  };
  if (option.kind == OptionKind::kWords || option.kind == OptionKind::kTexts) return words();
  if (option.preset == "true" || option.preset == "false") return option.preset == "true";
  int64_t number = 0;
  const char* end = option.preset.data() + option.preset.size();
  if (std::from_chars(option.preset.data(), end, number).ptr == end) return number;
  return std::string(option.preset);
}

bool IsWord(const OptionSpec& option, std::string_view word) {
  std::string_view rest = option.words;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find('|'), rest.size());
    if (rest.substr(0, end) == word) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

std::string KindText(const OptionSpec& option) {
  std::string words;
  for (const char c : option.words) words += c == '|' ? std::string(", ") : std::string(1, c);
  switch (option.kind) {
    case OptionKind::kBool:
      return "is true or false";
    case OptionKind::kInt:
      return "is a whole number";
    case OptionKind::kBoolOrWord:
      return "is true, false, " + words;
    case OptionKind::kIntOrWord:
      return "is a whole number or " + words;
    case OptionKind::kWord:
      return "is one of " + words;
    case OptionKind::kWords:
      return "is a list of " + words;
    default:
      return "is a list of texts";
  }
}

const RuleSpec* FindRule(std::string_view id) {
  for (const RuleSpec& rule : AllRules()) {
    if (rule.id == id) return &rule;
  }
  return nullptr;
}

class Reader {
 public:
  Reader(std::string name, const FileReader& read_file, int depth)
      : name_(std::move(name)), read_file_(read_file), depth_(depth) {}

  Config Read(std::string_view text) {
    Node* top = nullptr;
    try {
      top = yaml::Compose(text, arena_);
    } catch (const Failure& failure) {
      if (failure.error().code == ErrorCode::kLimit) throw;
      throw Failure(ErrorCode::kUsage, StrCat(name_, ": ", failure.error().message));
    }
    if (top == nullptr || top->type != NodeType::kMapping) {
      Refuse(top, "the configuration is a mapping");
    }
    for (const Node* key = top->first; key != nullptr; key = key->next->next) TakeKey(*key);
    if (extends_ != nullptr) Extend();
    TakeRules();
    TakeFiles();
    CheckLocale();
    return std::move(config_);
  }

 private:
  [[noreturn]] void Refuse(const Node* node, const std::string& why) const {
    Error error;
    error.code = ErrorCode::kUsage;
    error.where.file = name_;
    error.where.line =
        node == nullptr ? 1 : static_cast<uint32_t>(std::max<int64_t>(node->line, 0)) + 1;
    error.message = name_ + ":" + std::to_string(error.where.line) + ": " + why;
    throw Failure(std::move(error));
  }

  static const Node& Target(const Node& node) {
    return node.type == NodeType::kAlias && node.target != nullptr ? *node.target : node;
  }
  static bool IsText(const Node& node) {
    return node.type == NodeType::kScalar &&
           (!node.implicit || yaml::Resolve(node.value).kind == ScalarKind::kString);
  }

  void TakeKey(const Node& key) {
    const Node& value = Target(*key.next);
    if (key.value == "extends") {
      if (!IsText(value)) Refuse(&value, "extends is default, relaxed or the name of a file");
      extends_ = &value;
    } else if (key.value == "rules") {
      if (value.type != NodeType::kMapping) Refuse(&value, "rules is a mapping");
      rules_ = &value;
    } else if (key.value == "ignore") {
      ignore_ = &value;
    } else if (key.value == "ignore-from-file") {
      ignore_files_ = &value;
    } else if (key.value == "yaml-files") {
      if (value.type != NodeType::kSequence) Refuse(&value, "yaml-files is a list of patterns");
      yaml_files_ = &value;
    } else if (key.value == "locale") {
      if (!IsText(value)) Refuse(&value, "locale is a text");
      locale_ = &value;
    }
  }

  void Extend() {
    if (depth_ >= kDeepestExtends) Refuse(extends_, "too many files extend each other");
    const std::string base(extends_->value);
    Reader reader(base, read_file_, depth_ + 1);
    if (base == "default" || base == "relaxed") {
      config_ = reader.Read(base == "default" ? kDefault : kRelaxed);
    } else {
      config_ = reader.Read(read_file_(base));
    }
    config_.files = nullptr;  // not handed on
  }

  void TakeRules() {
    if (rules_ == nullptr) return;
    for (const Node* key = rules_->first; key != nullptr; key = key->next->next) {
      const RuleSpec* spec = FindRule(key->value);
      if (spec == nullptr) Refuse(key, "there is no rule " + std::string(key->value));
      TakeRule(*spec, Target(*key->next));
    }
  }

  RuleConfig& RuleOf(const RuleSpec& spec) {
    for (RuleConfig& rule : config_.rules) {
      if (rule.spec == &spec) return rule;
    }
    config_.rules.push_back({&spec, false, Severity::kError, {}, nullptr});
    return config_.rules.back();
  }

  void TakeRule(const RuleSpec& spec, const Node& node) {
    RuleConfig& rule = RuleOf(spec);
    const bool is_off =
        node.type == NodeType::kScalar && (node.value == "disable" || IsBool(node, false));
    if (is_off) {
      rule = {&spec, false, Severity::kError, {}, nullptr};
      return;
    }
    // What is given adds to what the rule has, when it was on.
    if (!rule.enabled) {
      rule = {&spec, true, Severity::kError, {}, nullptr};
      for (const OptionSpec& option : spec.options) rule.options.Set(option.name, Preset(option));
    }
    if (node.type == NodeType::kMapping) {
      TakeOptions(node, rule);
    } else if (node.type != NodeType::kScalar || node.value != "enable") {
      Refuse(&node, "rule " + std::string(spec.id) + " is enable, disable or a mapping");
    }
    if (spec.check != nullptr) {
      const std::string why = spec.check(rule.options);
      if (!why.empty()) Refuse(&node, std::string(spec.id) + ": " + why);
    }
  }

  void TakeOptions(const Node& node, RuleConfig& rule) {
    for (const Node* key = node.first; key != nullptr; key = key->next->next) {
      const Node& value = Target(*key->next);
      if (key->value == "level") {
        if (value.value != "error" && value.value != "warning") {
          Refuse(&value, "level is error or warning");
        }
        rule.level = value.value == "error" ? Severity::kError : Severity::kWarning;
      } else if (key->value == "ignore") {
        rule.ignore = Patterns(value);
      } else if (key->value == "ignore-from-file") {
        rule.ignore = PatternsFromFiles(value);
      } else {
        TakeOption(*key, value, rule);
      }
    }
  }

  void TakeOption(const Node& key, const Node& node, RuleConfig& rule) {
    const auto& options = rule.spec->options;
    const auto option = std::find_if(options.begin(), options.end(),
                                     [&](const OptionSpec& one) { return one.name == key.value; });
    if (option == options.end()) {
      Refuse(&key, "unknown option \"" + std::string(key.value) + "\" of rule " +
                       std::string(rule.spec->id));
    }
    const auto value = ReadOption(*option, node);
    if (!value) {
      Refuse(&node, "option " + std::string(option->name) + " of rule " +
                        std::string(rule.spec->id) + " " + KindText(*option));
    }
    if (option->kind == OptionKind::kTexts) CheckPatterns(*option, node, *value);
    rule.options.Set(option->name, *value);
  }

  // They are expressions.
  void CheckPatterns(const OptionSpec& option, const Node& node, const OptionValue& value) const {
    for (const std::string& pattern : std::get<std::vector<std::string>>(value)) {
      try {
        (void)Regex(pattern);
      } catch (const Failure& failure) {
        Refuse(&node, "option " + std::string(option.name) + ": " + failure.error().message);
      }
    }
  }

  static bool IsBool(const Node& node, bool truth) {
    if (node.type != NodeType::kScalar || !node.implicit) return false;
    const yaml::Scalar scalar = yaml::Resolve(node.value);
    return scalar.kind == ScalarKind::kBool && scalar.truth == truth;
  }

  static std::optional<OptionValue> ReadOption(const OptionSpec& option, const Node& node) {
    const OptionKind kind = option.kind;
    const bool takes_bool = kind == OptionKind::kBool || kind == OptionKind::kBoolOrWord;
    const bool takes_int = kind == OptionKind::kInt || kind == OptionKind::kIntOrWord;
    const bool takes_list = kind == OptionKind::kWords || kind == OptionKind::kTexts;
    if (takes_list) return ReadList(option, node);
    if (node.type != NodeType::kScalar) return std::nullopt;
    if (takes_bool && (IsBool(node, true) || IsBool(node, false))) return IsBool(node, true);
    if (takes_int && node.implicit) {
      const yaml::Scalar scalar = yaml::Resolve(node.value);
      if (scalar.kind == ScalarKind::kInt) return scalar.integer;
    }
    if (IsText(node) && IsWord(option, node.value)) return std::string(node.value);
    return std::nullopt;
  }

  static std::optional<OptionValue> ReadList(const OptionSpec& option, const Node& node) {
    if (node.type != NodeType::kSequence) return std::nullopt;
    std::vector<std::string> texts;
    for (const Node* item = node.first; item != nullptr; item = item->next) {
      const Node& one = Target(*item);
      if (!IsText(one) || (option.kind == OptionKind::kWords && !IsWord(option, one.value))) {
        return std::nullopt;
      }
      texts.emplace_back(one.value);
    }
    return texts;
  }

  std::vector<std::string> Texts(const Node& node, const std::string& what) const {
    std::vector<std::string> texts;
    if (node.type == NodeType::kScalar && IsText(node)) return {std::string(node.value)};
    if (node.type != NodeType::kSequence) Refuse(&node, what);
    for (const Node* item = node.first; item != nullptr; item = item->next) {
      if (!IsText(Target(*item))) Refuse(item, what);
      texts.emplace_back(Target(*item).value);
    }
    return texts;
  }

  std::shared_ptr<const IgnorePatterns> Made(const Node& node,
                                             const std::vector<std::string>& lines) const {
    try {
      return std::make_shared<IgnorePatterns>(lines);
    } catch (const Failure& failure) {
      Refuse(&node, failure.error().message);
    }
  }

  // One text of several lines, or a list of patterns.
  std::shared_ptr<const IgnorePatterns> Patterns(const Node& node) const {
    std::vector<std::string> lines = Texts(node, "ignore is patterns of paths");
    if (node.type == NodeType::kScalar) lines = LinesOf(lines[0]);
    return Made(node, lines);
  }

  std::shared_ptr<const IgnorePatterns> PatternsFromFiles(const Node& node) const {
    std::vector<std::string> lines;
    for (const std::string& file : Texts(node, "ignore-from-file is names of files")) {
      for (std::string& line : LinesOf(read_file_(file))) lines.push_back(std::move(line));
    }
    return Made(node, lines);
  }

  void TakeFiles() {
    if (ignore_ != nullptr && ignore_files_ != nullptr) {
      Refuse(ignore_files_, "ignore and ignore-from-file cannot be used together");
    }
    if (ignore_ != nullptr) config_.ignore = Patterns(*ignore_);
    if (ignore_files_ != nullptr) config_.ignore = PatternsFromFiles(*ignore_files_);
    static constexpr const char* kYamlFiles[] = {"*.yaml", "*.yml", ".yamllint"};
    std::vector<std::string> names(std::begin(kYamlFiles), std::end(kYamlFiles));
    if (yaml_files_ != nullptr) names = Texts(*yaml_files_, "yaml-files is a list of patterns");
    config_.files = std::make_shared<IgnorePatterns>(names);
  }

  // Keys are compared by code points, as in the locale C; only key-ordering asks.
  void CheckLocale() const {
    if (locale_ == nullptr) return;
    const std::string_view name = locale_->value;
    if (name == "C" || name == "POSIX" || name == "C.UTF-8" || name == "C.utf8") return;
    const bool is_asked = std::any_of(
        config_.rules.begin(), config_.rules.end(),
        [](const RuleConfig& rule) { return rule.enabled && rule.spec->id == "key-ordering"; });
    if (!is_asked) return;
    Refuse(locale_, "locale " + std::string(name) +
                        " is not supported: key-ordering compares keys by code points, as in the "
                        "locale C; remove `locale` or disable key-ordering");
  }

  std::string name_;
  const FileReader& read_file_;
  int depth_;
  Arena arena_;
  Config config_;
  const Node *extends_ = nullptr, *rules_ = nullptr, *ignore_ = nullptr, *ignore_files_ = nullptr,
             *yaml_files_ = nullptr, *locale_ = nullptr;
};

}  // namespace

bool Config::IsYamlFile(std::string_view path) const {
  return files->Matches(path.substr(path.rfind('/') + 1));
}

Config ReadConfig(const std::string& text, const std::string& name, const FileReader& read_file) {
  return Reader(name, read_file, 0).Read(text);
}

}  // namespace chartrender::yamllint
