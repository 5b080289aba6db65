// Other programs run to their end, with their output caught. Safe to use from several threads.
#pragma once

#include <string>
#include <vector>

#include "chartrender/error.h"

namespace chartrender::cli {

struct ProcessCall {
  std::vector<std::string> words;        // the program, found along PATH, and its arguments
  std::string folder;                    // to run in; "": the current one
  std::vector<std::string> environment;  // "NAME=VALUE", in place of the process's own; empty: that
};

struct ProcessAnswer {
  int exit_status = 0;  // 128 + N when signal N ended it, as shells say it
  std::string output;   // standard output
  std::string errors;   // standard error
};

// kIo when the program cannot be started. Standard input is empty.
Result<ProcessAnswer> RunProcess(const ProcessCall& call);

}  // namespace chartrender::cli
