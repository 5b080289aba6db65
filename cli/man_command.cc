// `render man`: manual pages.
#include "command_finder.h"
#include "commands.h"
#include "man_page.h"
#include "manifest_files.h"

namespace chartrender::cli {

ExitCode RunMan(const Session& session, const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  const std::string& folder = arguments.Text("output-dir");
  if (folder.empty()) {
    const FoundCommand found = FindCommand(RootCommand(), words);
    if (!words.empty() && found.command == &RootCommand())
      throw UsageError("there is no command \"" + words[0] + "\"");
    session.terminal.Print(ManPage(found.path, *found.command));
    return ExitCode::kDone;
  }
  if (!words.empty()) throw UsageError("--output-dir writes the pages of all commands: name none");
  for (const NamedCommand& named : EveryCommand()) {
    const auto error =
        WriteTextFile(folder + "/" + ManPageName(named.path), ManPage(named.path, *named.command));
    if (!error) continue;
    session.Report(*error);
    return ExitCodeOf(*error);
  }
  return ExitCode::kDone;
}

}  // namespace chartrender::cli
