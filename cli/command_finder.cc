#include "command_finder.h"

#include <algorithm>

#include "go_text.h"

namespace chartrender::cli {
namespace {

// A word this close to a command's name may be meant for it.
constexpr size_t kMostEdits = 2;

// Whether `word` is an option that takes the next word for its value.
bool TakesNextWord(const OptionSet& options, std::string_view word) {
  if (!word.starts_with('-') || word.find('=') != std::string_view::npos) return false;
  if (word.starts_with("--")) {
    const Option* option = options.Find(word.substr(2));
    return option == nullptr || !option->TakesNoValue();
  }
  if (word.size() != 2) return false;
  const Option* option = options.FindShorthand(word[1]);
  return option == nullptr || !option->TakesNoValue();
}

// Takes the first `name` out that is no value of an option.
std::vector<std::string> WithoutName(const OptionSet& options,
                                     std::span<const std::string> arguments,
                                     std::string_view name) {
  std::vector<std::string> rest(arguments.begin(), arguments.end());
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--") break;
    if (TakesNextWord(options, word)) {
      ++i;
    } else if (word == name) {
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }
  return rest;
}

size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = a[i - 1] == b[j - 1] ? diagonal : 1 + std::min({above, row[j - 1], diagonal});
      diagonal = above;
    }
  }
  return row[b.size()];
}

void Collect(const std::string& path, const Command& command, std::vector<NamedCommand>& commands) {
  commands.push_back({path, &command});
  for (const Command& sub : command.subcommands)
    Collect(path + ' ' + std::string(sub.name), sub, commands);
}

}  // namespace

std::vector<NamedCommand> EveryCommand() {
  std::vector<NamedCommand> commands;
  Collect(std::string(RootCommand().name), RootCommand(), commands);
  return commands;
}

std::vector<std::string> StripOptions(const OptionSet& options,
                                      std::span<const std::string> arguments) {
  std::vector<std::string> words;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    if (word == "--") break;
    if (TakesNextWord(options, word)) {
      if (arguments.size() - i <= 2) break;
      ++i;
    } else if (!word.empty() && word[0] != '-') {
      words.push_back(word);
    }
  }
  return words;
}

FoundCommand FindCommand(const Command& root, std::span<const std::string> arguments) {
  FoundCommand found{&root, std::string(root.name), {arguments.begin(), arguments.end()}};
  while (true) {
    // Before a command is known, only the options that all of them share are.
    const bool is_root = found.command == &root;
    const OptionSet options = is_root ? SharedOptions() : OptionsOf(*found.command);
    const std::vector<std::string> words = StripOptions(options, found.arguments);
    if (words.empty()) return found;
    const auto& commands = found.command->subcommands;
    const auto next = std::find_if(commands.begin(), commands.end(), [&](const Command& command) {
      return command.Answers(words[0]);
    });
    if (next == commands.end()) return found;
    found.arguments = WithoutName(options, found.arguments, words[0]);
    found.command = &*next;
    found.path += ' ';
    found.path += next->name;
  }
}

std::vector<std::string_view> SuggestCommands(const Command& root, std::string_view word) {
  std::vector<std::string_view> names;
  const std::string lower = LowerCase(word);
  for (const Command& command : root.subcommands) {
    if (EditDistance(lower, command.name) <= kMostEdits || command.name.starts_with(lower)) {
      names.push_back(command.name);
    }
  }
  return names;
}

}  // namespace chartrender::cli
