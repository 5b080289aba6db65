#include "help.h"

#include <algorithm>
#include <sstream>

#include "shared_options.h"

namespace chartrender::cli {
namespace {

// Boost leaves a blank where it breaks a line.
std::string WithoutTrailingBlanks(const std::string& text) {
  std::string clean;
  for (const char c : text) {
    if (c == '\n') clean.erase(clean.find_last_not_of(' ') + 1);
    clean += c;
  }
  return clean;
}

// A group's options, aligned and wrapped by Boost; nothing when the group is empty.
std::string GroupText(const OptionSet& options, OptionGroup group, const std::string& caption) {
  const auto description = DescribeOptions(options, group, caption);
  if (description.options().empty()) return "";
  std::ostringstream text;
  text.imbue(std::locale::classic());
  text << '\n' << description;
  return WithoutTrailingBlanks(text.str());
}

std::string CommandList(const Command& command) {
  if (command.subcommands.empty()) return "";
  size_t width = 0;
  for (const Command& sub : command.subcommands) width = std::max(width, sub.name.size());
  std::string text = "\nCommands:\n";
  for (const Command& sub : command.subcommands) {
    text += "  " + std::string(sub.name) + std::string(width - sub.name.size() + 3, ' ') +
            std::string(sub.summary) + '\n';
  }
  return text;
}

bool HasGroup(const OptionSet& options, OptionGroup group) {
  const auto& all = options.options();
  return std::any_of(all.begin(), all.end(), [&](const Option* o) { return o->group == group; });
}

}  // namespace

std::string AsSentence(std::string_view summary) {
  std::string sentence(summary);
  if (sentence[0] >= 'a' && sentence[0] <= 'z')
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence.ends_with('.') ? sentence : sentence + '.';
}

OptionSet ShownOptions(const Command& command, Dialect dialect) {
  if (command.as_helm) return OptionsOf(command, dialect);
  OptionSet options(dialect);
  for (const auto& table : command.Options()) options.Add(table);
  options.Add(OwnGlobalOptions());
  options.Add(HelpOptions());
  options.Add(CompatOptions());
  return options;
}

std::string UsageLine(const std::string& path, const Command& command) {
  const size_t last_name = path.rfind(' ');
  const std::string parent = last_name == std::string::npos ? "" : path.substr(0, last_name + 1);
  const std::string flags =
      command.usage.find("[flags]") == std::string_view::npos ? " [flags]" : "";
  return parent + std::string(command.usage) + flags;
}

std::string HelpText(const std::string& path, const Command& command, bool all, Dialect dialect) {
  const OptionSet options = ShownOptions(command, dialect);
  std::string text = AsSentence(command.summary);
  text += "\n\nUsage:\n  " + UsageLine(path, command) + '\n';
  if (const auto others = command.Aliases(); !others.empty()) {
    text += others.size() == 1 ? "\nAlias:" : "\nAliases:";
    for (const std::string_view other : others) text += ' ' + std::string(other);
    text += '\n';
  }
  if (!command.details.empty()) text += '\n' + std::string(command.details) + '\n';
  text += CommandList(command);
  text += GroupText(options, OptionGroup::kMain, "Options");
  text += GroupText(options, OptionGroup::kValues, "Values");
  text += GroupText(options, OptionGroup::kOutput, "Output");
  if (all) {
    text += GroupText(options, OptionGroup::kNoEffect,
                      "Accepted for Helm's sake; no cluster and no repository is asked");
  } else if (HasGroup(options, OptionGroup::kNoEffect) && command.run != nullptr) {
    text += "\nMore of Helm's options are accepted: see --help-all.\n";
  }
  if (!command.subcommands.empty())
    text += "\nUse \"" + path + " COMMAND --help\" for more about a command.\n";
  return text;
}

}  // namespace chartrender::cli
