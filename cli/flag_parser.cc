#include "flag_parser.h"

#include <algorithm>
#include <optional>

#include "flag_value.h"
#include "go_text.h"

namespace chartrender::cli {
namespace {

enum class OnUnknown { kFail, kPassOver };

class FlagParser {
 public:
  FlagParser(const OptionSet& options, std::span<const std::string> arguments, OnUnknown on_unknown,
             std::vector<LogRecord>* log)
      : options_(options), rest_(arguments), on_unknown_(on_unknown), log_(log) {}

  // False: stopped at a request for help that is no option of the set.
  bool Parse() {
    while (!rest_.empty()) {
      const std::string& argument = rest_.front();
      rest_ = rest_.subspan(1);
      if (argument.size() < 2 || argument[0] != '-') {
        flags_.arguments.push_back(argument);
      } else if (argument == "--") {
        flags_.arguments.insert(flags_.arguments.end(), rest_.begin(), rest_.end());
        break;
      } else if (!(argument[1] == '-' ? ParseLong(argument) : ParseShorthands(argument))) {
        return false;
      }
    }
    return true;
  }

  ParsedFlags& flags() { return flags_; }

 private:
  bool ParseLong(std::string_view argument) {
    std::string_view name = argument.substr(2);
    if (name[0] == '-' || name[0] == '=')
      throw UsageError("bad flag syntax: " + std::string(argument));
    std::optional<std::string_view> value;
    if (const size_t equals = name.find('='); equals != std::string_view::npos) {
      value = name.substr(equals + 1);
      name = name.substr(0, equals);
    }
    const Option* option = options_.Find(name);
    if (option == nullptr) return HandleUnknown(name, value.has_value());
    if (value) {
      Use(*option, std::string(*value));
    } else if (option->TakesNoValue()) {
      Use(*option, std::string(option->BareValue()));
    } else if (!rest_.empty()) {
      Use(*option, TakeArgument());
    } else {
      throw UsageError("flag needs an argument: --" + std::string(name));
    }
    return true;
  }

  bool HandleUnknown(std::string_view name, bool has_value) {
    if (name == "help") return false;
    if (on_unknown_ == OnUnknown::kFail) throw UsageError("unknown flag: --" + std::string(name));
    if (!has_value) PassOverValue();
    return true;
  }

  bool ParseShorthands(std::string_view argument) {
    std::string_view letters = argument.substr(1);
    while (!letters.empty()) {
      // pflag leaves what looks like a flag of `go test` alone.
      if (letters.starts_with("test.")) return true;
      if (!ParseShorthand(letters)) return false;
    }
    return true;
  }

  // Takes one letter, with its value, off `letters`.
  bool ParseShorthand(std::string_view& letters) {
    const std::string_view group = letters;
    const char letter = group[0];
    letters.remove_prefix(1);
    const bool has_equals = group.size() > 2 && group[1] == '=';
    const Option* option = options_.FindShorthand(letter);
    if (option == nullptr) {
      if (letter == 'h') return false;
      if (on_unknown_ == OnUnknown::kFail) {
        throw UsageError("unknown shorthand flag: " + GoQuoteByte(letter) + " in -" +
                         std::string(group));
      }
      if (has_equals) {
        letters = {};
      } else {
        PassOverValue();
      }
      return true;
    }
    if (has_equals) {
      Use(*option, std::string(group.substr(2)));
      letters = {};
    } else if (option->TakesNoValue()) {
      Use(*option, std::string(option->BareValue()));
    } else if (group.size() > 1) {
      Use(*option, std::string(group.substr(1)));
      letters = {};
    } else if (!rest_.empty()) {
      Use(*option, TakeArgument());
    } else {
      throw UsageError("flag needs an argument: " + GoQuoteByte(letter) + " in -" +
                       std::string(group));
    }
    return true;
  }

  std::string TakeArgument() {
    const std::string& argument = rest_.front();
    rest_ = rest_.subspan(1);
    return argument;
  }

  // pflag takes the argument behind an unknown option for its value unless it looks like an option;
  // the last one of the line it drops all the same.
  void PassOverValue() {
    if (rest_.empty() || (!rest_.front().empty() && rest_.front()[0] == '-')) return;
    rest_ = rest_.subspan(1);
  }

  void Use(const Option& option, std::string value) {
    const std::string fault = ValueFault(option, value, flags_.uses);
    if (!fault.empty()) {
      std::string name = "--" + std::string(option.name);
      if (option.shorthand != 0) name = std::string("-") + option.shorthand + ", " + name;
      throw UsageError("invalid argument " + GoQuote(value) + " for " + GoQuote(name) +
                       " flag: " + fault);
    }
    if (option.type == OptionType::kWaitStrategy && log_ != nullptr) LogOldWaitValue(value);
    flags_.uses.push_back({&option, std::move(value)});
    if (!option.deprecated.empty()) {
      flags_.notices.push_back("Flag --" + std::string(option.name) + " has been deprecated, " +
                               std::string(option.deprecated));
    }
  }

  void LogOldWaitValue(std::string_view value) {
    if (value != "true" && value != "false") return;
    const std::string_view instead = value == "true" ? "watcher" : "hookOnly";
    log_->push_back({LogRecord::Level::kWarning,
                     "--wait=" + std::string(value) +
                         " is deprecated (boolean value) and can be replaced with --wait=" +
                         std::string(instead),
                     {}});
  }

  const OptionSet& options_;
  std::span<const std::string> rest_;
  OnUnknown on_unknown_;
  std::vector<LogRecord>* log_;
  ParsedFlags flags_;
};

}  // namespace

void OptionSet::Add(std::span<const Option> table) {
  const OptionDialects other =
      dialect_ == Dialect::kHelm4 ? OptionDialects::kHelm3 : OptionDialects::kHelm4;
  for (const Option& option : table) {
    if (option.dialects != other) options_.push_back(&option);
  }
}

const Option* OptionSet::Find(std::string_view name) const {
  const auto found = std::find_if(options_.begin(), options_.end(),
                                  [&](const Option* option) { return option->name == name; });
  return found == options_.end() ? nullptr : *found;
}

const Option* OptionSet::FindShorthand(char shorthand) const {
  const auto found = std::find_if(options_.begin(), options_.end(), [&](const Option* option) {
    return option->shorthand == shorthand;
  });
  return found == options_.end() ? nullptr : *found;
}

ParsedFlags ParseFlags(const OptionSet& options, std::span<const std::string> arguments,
                       std::vector<LogRecord>& log) {
  FlagParser parser(options, arguments, OnUnknown::kFail, &log);
  parser.Parse();
  return std::move(parser.flags());
}

std::vector<OptionUse> ReadGlobalFlags(const OptionSet& options,
                                       std::span<const std::string> arguments) {
  FlagParser parser(options, arguments, OnUnknown::kPassOver, nullptr);
  try {
    parser.Parse();
  } catch (const UsageError&) {
    // The command's own parse reports it.
  }
  return std::move(parser.flags().uses);
}

}  // namespace chartrender::cli
