// One record per option: it gives parsing, typing, help text and shell completion. Tables of
// records are constant data; a command is made of spans of them (see command.h).
#pragma once

#include <cstdint>
#include <string_view>

namespace chartrender::cli {

// The syntax of an option's value, as pflag and Helm's own flag types read it.
enum class OptionType : uint8_t {
  kBool,
  kText,
  kTextList,   // repeatable; one value may hold several, as one CSV record
  kTextArray,  // repeatable; each value is taken whole
  kInt,
  kUint,
  kFloat,
  kDuration,   // Go's "1h2m3s"
  kKeyValues,  // "a=1,b=2", repeatable
  kWaitStrategy,
  kPostRenderer,
  kPostRendererPath,  // of Helm 3: a program
  kChoice,            // one of Option::choices, separated by '|'
  // Of the Go logging library's flags that Helm hides:
  kGoBool,
  kGoUint,
  kLogLevel,
  kLogSeverity,
  kLogModules,
  kLogTrace,
};

// The part of the help that shows the option.
enum class OptionGroup : uint8_t {
  kMain,
  kValues,
  kOutput,
  kNoEffect,  // talks to a cluster or a repository: accepted, does nothing
  kHidden,
};

// The dialects that have the option.
enum class OptionDialects : uint8_t { kBoth, kHelm4, kHelm3 };

struct Option {
  std::string_view name;
  char shorthand = 0;  // 0: none
  OptionType type = OptionType::kText;
  OptionGroup group = OptionGroup::kMain;
  std::string_view placeholder;  // the value's name in the help
  std::string_view help;
  std::string_view default_text = {};
  std::string_view bare_value = {};  // the value of the option when none is given; "": it needs one
  std::string_view deprecated = {};  // what to use instead, as Helm says it
  std::string_view choices = {};
  OptionDialects dialects = OptionDialects::kBoth;

  // Whether `--name` alone is complete.
  [[nodiscard]] constexpr bool TakesNoValue() const { return BareValue() != std::string_view(); }
  [[nodiscard]] constexpr std::string_view BareValue() const {
    const bool is_switch = type == OptionType::kBool || type == OptionType::kGoBool;
    return is_switch ? std::string_view("true") : bare_value;
  }
  [[nodiscard]] constexpr bool IsList() const {
    return type == OptionType::kTextList || type == OptionType::kTextArray ||
           type == OptionType::kKeyValues;
  }
};

}  // namespace chartrender::cli
