// Splits a command line into uses of options and positional arguments exactly as spf13/pflag does
// it: `--name=value`,
// `--name value`, `-n value`, `-nvalue`, `-n=value`, grouped shorthands, `--`, options and
// arguments in any order. Each value is checked when it is met, so the first fault from the left is
// the one reported, in pflag's words. Source: spf13/pflag 1.0.10 flag.go.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"
#include "option.h"

namespace chartrender::cli {

// A wrong command line; the text is complete but for "Error: ".
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The options that a command understands in a dialect; they point into constant tables.
class OptionSet {
 public:
  explicit OptionSet(Dialect dialect = Dialect::kHelm4) : dialect_(dialect) {}
  explicit OptionSet(const std::vector<std::span<const Option>>& tables,
                     Dialect dialect = Dialect::kHelm4)
      : dialect_(dialect) {
    for (const auto& table : tables) Add(table);
  }

  // Takes those of the dialect.
  void Add(std::span<const Option> table);
  [[nodiscard]] const Option* Find(std::string_view name) const;
  [[nodiscard]] const Option* FindShorthand(char shorthand) const;
  [[nodiscard]] const std::vector<const Option*>& options() const { return options_; }

 private:
  Dialect dialect_;
  std::vector<const Option*> options_;
};

struct OptionUse {
  const Option* option;
  std::string value;  // as given, or the option's bare value
};

struct ParsedFlags {
  std::vector<OptionUse> uses;         // in the order given
  std::vector<std::string> arguments;  // positional
  std::vector<std::string> notices;    // "Flag --atomic has been deprecated, ..."
};

// Throws UsageError. `log` gets what Helm logs at once while it reads, also before a fault.
ParsedFlags ParseFlags(const OptionSet& options, std::span<const std::string> arguments,
                       std::vector<LogRecord>& log);

// What Helm reads ahead of the command line for its global options: unknown options are passed over
// (with the argument behind them, as pflag guesses) and reading stops silently at the first fault
// or at a request for help.
std::vector<OptionUse> ReadGlobalFlags(const OptionSet& options,
                                       std::span<const std::string> arguments);

}  // namespace chartrender::cli
