// `render dependency list`: what `helm dependency list` prints. Source: Helm 4.3.1
// pkg/cmd/dependency.go.
#include "commands.h"
#include "file_text.h"
#include "go_number.h"
#include "render_setup.h"

namespace chartrender::cli {

ExitCode RunDependencyList(const Session& session, const Arguments& arguments) {
  const auto& words = arguments.positional();
  DependencyListOptions options;
  options.load = BaseLoadOptions(session);
  options.column_width = ParseUint(arguments.Text("max-col-width"), 0).value;
  const auto text = ListDependencies(words.empty() ? "." : CleanPath(words[0]), options);
  if (!text.ok()) {
    session.Report(text.error());
    return ExitCode::kFailed;
  }
  session.terminal.Print(text.value());
  return ExitCode::kDone;
}

}  // namespace chartrender::cli
