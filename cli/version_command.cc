// `render version`, `render help` and `render` without a command.
#include "command_finder.h"
#include "commands.h"
#include "help.h"
#include "json_text.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kHelmVersion = "v4.3.1";

void PrintVersion(const Session& session) {
  session.terminal.Print("render " + std::string(Version()) + " (renders as Helm " +
                         std::string(kHelmVersion) + ")\n");
}

}  // namespace

ExitCode RunVersion(const Session& session, const Arguments& arguments) {
  if (arguments.Text("output") == "json") {
    session.terminal.Print(WriteJsonText({{"version", Version()}, {"helm", kHelmVersion}}));
  } else if (arguments.Flag("short")) {
    session.terminal.Print(std::string(Version()) + '\n');
  } else {
    PrintVersion(session);
  }
  return ExitCode::kDone;
}

ExitCode RunRoot(const Session& session, const Arguments& arguments) {
  if (arguments.Flag("version")) {
    PrintVersion(session);
  } else {
    session.terminal.Print(HelpText(session.path, session.command, false));
  }
  return ExitCode::kDone;
}

ExitCode RunHelp(const Session& session, const Arguments& arguments) {
  const FoundCommand found = FindCommand(RootCommand(), arguments.positional());
  const bool is_root = found.command == &RootCommand();
  if (is_root && !arguments.positional().empty()) {
    throw UsageError("there is no command \"" + arguments.positional()[0] + "\"");
  }
  session.terminal.Print(HelpText(found.path, *found.command, false));
  return ExitCode::kDone;
}

}  // namespace chartrender::cli
