// Which command the arguments name. Follows cobra: options before and behind the command's name are
// passed over, guessing their values from what the command at hand knows. Source:
// spf13/cobra 1.10.2 command.go (Find, stripFlags, argsMinusFirstX, SuggestionsFor).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "command.h"

namespace chartrender::cli {

struct FoundCommand {
  const Command* command = nullptr;
  std::string path;                    // "render show values"
  std::vector<std::string> arguments;  // without the names of commands
};
FoundCommand FindCommand(const Command& root, std::span<const std::string> arguments);

// The words of `arguments` that are neither options nor values of options, for all that `options`
// tells.
std::vector<std::string> StripOptions(const OptionSet& options,
                                      std::span<const std::string> arguments);

struct NamedCommand {
  std::string path;  // "render show values"
  const Command* command = nullptr;
};
// The root and all commands below it.
std::vector<NamedCommand> EveryCommand();

// Names of commands that `word` may be meant for.
std::vector<std::string_view> SuggestCommands(const Command& root, std::string_view word);

}  // namespace chartrender::cli
