// The loop of --watch: a command is run, and again whenever something that it reads has changed,
// until Ctrl-C.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "command.h"

namespace chartrender::cli {

struct WatchSteps {
  // What is to be watched; asked for again after each run.
  std::function<std::vector<std::string>()> paths;
  // Runs the command. `changed` is empty the first time.
  std::function<void(const std::vector<std::string>& changed)> run;
};

// Tells on standard error what changed. Ends with 128 + the number of the signal, as shells say it;
// kTrouble when files cannot be watched.
ExitCode RunWatching(const Session& session, const WatchSteps& steps);

// Whether `path` is one of `tops` or lies below one.
bool LiesIn(const std::string& path, const std::vector<std::string>& tops);

}  // namespace chartrender::cli
