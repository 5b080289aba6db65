// The `render` command.
#include <csignal>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "command_line.h"

int main(int argc, char** argv) {
  // A closed pipe shall be an error of the write, so that it can be told.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    return chartrender::cli::RunCommandLine(arguments, chartrender::cli::ProcessEnvironment());
  } catch (const std::exception& error) {
    std::cerr << "Error: " << error.what() << '\n';
    return 2;
  }
}
