// `render completion SHELL`: completion scripts made from the commands' and options' records.
#include "command_finder.h"
#include "commands.h"

namespace chartrender::cli {
namespace {

std::vector<const Option*> VisibleOptions(const Command& command) {
  std::vector<const Option*> visible;
  const OptionSet options = OptionsOf(command);
  for (const Option* option : options.options()) {
    if (option->group != OptionGroup::kHidden) visible.push_back(option);
  }
  return visible;
}

// Text in single quotes for a POSIX shell, or with "'" escaped in another way.
std::string Quoted(std::string_view text, std::string_view escaped_quote) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') {
      quoted += escaped_quote;
    } else {
      quoted += c;
    }
  }
  return quoted + '\'';
}
std::string ShellQuoted(std::string_view text) { return Quoted(text, "'\\''"); }
std::string FishQuoted(std::string_view text) { return Quoted(text, "\\'"); }

// The arms of a shell's `case` that follow a word from one command to another; `variable` holds the
// way so far.
std::string StepArms(const std::string& variable) {
  std::string arms;
  for (const NamedCommand& leaf : EveryCommand()) {
    for (const Command& sub : leaf.command->subcommands) {
      std::string target = "\"" + leaf.path;
      target.append(" ").append(sub.name).append("\"");
      arms.append("      ").append(target);
      for (const std::string_view other : sub.Aliases()) {
        arms.append("|\"").append(leaf.path).append(" ").append(other).append("\"");
      }
      arms.append(") ").append(variable).append("=").append(target).append(" ;;\n");
    }
  }
  return arms;
}

std::string BashScript() {
  std::string text =
      "# bash completion for render; load it with: source <(render completion bash)\n"
      "_render() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} path=render words= options= i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$path ${COMP_WORDS[i]}\" in\n" +
      StepArms("path") +
      "    esac\n"
      "  done\n"
      "  case \"$path\" in\n";
  for (const NamedCommand& leaf : EveryCommand()) {
    text += "    \"" + leaf.path + "\")\n      words='";
    for (const Command& sub : leaf.command->subcommands) text += std::string(sub.name) + ' ';
    text += "'\n      options='";
    for (const Option* option : VisibleOptions(*leaf.command))
      text += "--" + std::string(option->name) + ' ';
    text += "' ;;\n";
  }
  return text +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
         "  else\n"
         "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
         "  fi\n"
         "}\n"
         "complete -o default -F _render render\n";
}

std::string ZshScript() {
  std::string text =
      "#compdef render\n"
      "# zsh completion for render; load it with: source <(render completion zsh)\n"
      "_render() {\n"
      "  local path_=render word\n"
      "  local -a names options\n"
      "  for word in ${words[2,CURRENT-1]}; do\n"
      "    case \"$path_ $word\" in\n" +
      StepArms("path_") +
      "    esac\n"
      "  done\n"
      "  case \"$path_\" in\n";
  for (const NamedCommand& leaf : EveryCommand()) {
    text += "    \"" + leaf.path + "\")\n      names=(";
    for (const Command& sub : leaf.command->subcommands) {
      text += ShellQuoted(std::string(sub.name) + ':' + std::string(sub.summary)) + ' ';
    }
    text += ")\n      options=(";
    for (const Option* option : VisibleOptions(*leaf.command)) {
      text += "\n        " +
              ShellQuoted("--" + std::string(option->name) + ':' + std::string(option->help));
    }
    text += ") ;;\n";
  }
  return text +
         "  esac\n"
         "  if [[ $PREFIX == -* ]]; then\n"
         "    _describe option options\n"
         "  else\n"
         "    (( $#names )) && _describe command names\n"
         "    _files\n"
         "  fi\n"
         "}\n"
         "compdef _render render\n";
}

std::string FishOption(const std::string& condition, const Option& option) {
  std::string line =
      "complete -c render -n " + FishQuoted(condition) + " -l " + std::string(option.name);
  if (option.shorthand != 0) line += std::string(" -s ") + option.shorthand;
  if (!option.TakesNoValue()) line += " -r";
  return line + " -d " + FishQuoted(option.help) + '\n';
}

std::string FishScript() {
  std::string text =
      "# fish completion for render; load it with: render completion fish | source\n";
  for (const Command& command : RootCommand().subcommands) {
    text += "complete -c render -n __fish_use_subcommand -a " + std::string(command.name) + " -d " +
            FishQuoted(command.summary) + '\n';
    const std::string condition = "__fish_seen_subcommand_from " + std::string(command.name);
    for (const Command& sub : command.subcommands) {
      text += "complete -c render -n " + FishQuoted(condition) + " -a " + std::string(sub.name) +
              " -d " + FishQuoted(sub.summary) + '\n';
    }
    for (const Option* option : VisibleOptions(command)) text += FishOption(condition, *option);
  }
  return text;
}

}  // namespace

ExitCode RunCompletion(const Session& session, const Arguments& arguments) {
  const std::string& shell = arguments.positional()[0];
  if (shell == "bash") {
    session.terminal.Print(BashScript());
  } else if (shell == "zsh") {
    session.terminal.Print(ZshScript());
  } else if (shell == "fish") {
    session.terminal.Print(FishScript());
  } else {
    throw UsageError("there is no completion for \"" + shell + "\"; known are bash, zsh and fish");
  }
  return ExitCode::kDone;
}

}  // namespace chartrender::cli
