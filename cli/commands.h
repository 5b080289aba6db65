// The functions that run the commands; command_table.cc joins them to names, texts and options.
#pragma once

#include "command.h"

namespace chartrender::cli {

ExitCode RunTemplate(const Session& session, const Arguments& arguments);
ExitCode RunLint(const Session& session, const Arguments& arguments);
ExitCode RunLintFindings(const Session& session, const Arguments& arguments);
ExitCode RunDependencyList(const Session& session, const Arguments& arguments);
ExitCode RunShowAll(const Session& session, const Arguments& arguments);
ExitCode RunShowChart(const Session& session, const Arguments& arguments);
ExitCode RunShowValues(const Session& session, const Arguments& arguments);
ExitCode RunShowReadme(const Session& session, const Arguments& arguments);
ExitCode RunShowCrds(const Session& session, const Arguments& arguments);
ExitCode RunValues(const Session& session, const Arguments& arguments);
ExitCode RunValidate(const Session& session, const Arguments& arguments);
ExitCode RunGolden(const Session& session, const Arguments& arguments);
ExitCode RunBatch(const Session& session, const Arguments& arguments);
ExitCode RunDiff(const Session& session, const Arguments& arguments);
ExitCode RunCheck(const Session& session, const Arguments& arguments);
ExitCode RunKube(const Session& session, const Arguments& arguments);
ExitCode RunImages(const Session& session, const Arguments& arguments);
ExitCode RunPolicy(const Session& session, const Arguments& arguments);
ExitCode RunYaml(const Session& session, const Arguments& arguments);
ExitCode RunResources(const Session& session, const Arguments& arguments);
ExitCode RunEval(const Session& session, const Arguments& arguments);
ExitCode RunFunctions(const Session& session, const Arguments& arguments);
ExitCode RunVersion(const Session& session, const Arguments& arguments);
ExitCode RunCompletion(const Session& session, const Arguments& arguments);
ExitCode RunMan(const Session& session, const Arguments& arguments);
ExitCode RunHelp(const Session& session, const Arguments& arguments);
ExitCode RunRoot(const Session& session, const Arguments& arguments);

}  // namespace chartrender::cli
