// A command of the command line as data: names, texts, options, and the function that runs it. The
// table of all commands is in command_table.cc; finding, parsing, help and completion work from
// these records alone.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.h"
#include "error_report.h"
#include "flag_parser.h"
#include "settings.h"
#include "terminal.h"

namespace chartrender::cli {

struct Command;

// How a command ends. Commands of Helm know kDone and kFailed only.
enum class ExitCode : uint8_t {
  kDone = 0,
  kFailed = 1,  // findings, or the chart does not render
  kTrouble = 2  // bad usage, or a file that cannot be read or written
};

// kTrouble for files that cannot be read or written and for bad arguments, else kFailed.
ExitCode ExitCodeOf(const Error& error);

// A line that a command logs, in both dialects' words; "" is silence. `helm3_text` may hold %s for
// its one attribute.
struct LogEvent {
  LogRecord::Level level;
  std::string_view message;
  std::string_view helm3_source;  // the place that Helm 3 prints before it
  std::string_view helm3_text;
};

// What a running command has at hand.
struct Session {
  Terminal& terminal;
  ErrorReport& errors;
  const Settings& settings;
  const Command& command;
  std::string path;  // "render show values"

  // "Error: ..." on standard error, in the format that --error-format asks for. `text` stands for
  // the error's message where Helm says more or less than that.
  void Report(const Error& error) const;
  void Report(const Error& error, std::string_view text) const;
  // Reports it and gives ExitCodeOf(error): the end of a command that is not Helm's.
  ExitCode Fail(const Error& error) const;
  // A line of Helm's log; debug lines only with --debug.
  void Log(const LogRecord& record) const;
  void LogInDialect(const LogEvent& event,
                    const std::vector<std::pair<std::string, std::string>>& attributes = {}) const;
};

// How many positional arguments a command takes.
struct Arity {
  uint8_t least = 0;
  uint8_t most = UINT8_MAX;  // UINT8_MAX: no limit
};

// Options come in tables that commands share.
using OptionTables = std::span<const std::span<const Option>>;

struct Command {
  std::string_view name;
  std::string_view alias;     // other names, separated by blanks
  std::string_view usage;     // "template [NAME] [CHART]"
  std::string_view summary;   // one line, for lists
  std::string_view details;   // paragraphs of the help, may be empty
  OptionTables (*options)();  // its own, without the global ones; null: none
  Arity arity;
  bool as_helm = false;  // errors end with 1, never with 2
  ExitCode (*run)(const Session& session,
                  const Arguments& arguments) = nullptr;  // null: has subcommands
  std::span<const Command> subcommands = {};
  std::span<const std::string_view> exclusive =
      {};  // groups of options of which one may be given, "a b"; Helm 3 has none
  const Arity* helm3_arity = nullptr;  // null: as `arity`

  [[nodiscard]] OptionTables Options() const {
    return options == nullptr ? OptionTables() : options();
  }
  [[nodiscard]] std::vector<std::string_view> Aliases() const;
  [[nodiscard]] bool Answers(std::string_view word) const {
    if (word == name) return true;
    for (const std::string_view other : Aliases()) {
      if (word == other) return true;
    }
    return false;
  }
};

// The command without a name that all others are subcommands of.
const Command& RootCommand();

// --compat, which every command takes.
std::span<const Option> CompatOptions();
// Helm's global options and --help; every command takes them.
OptionTables GlobalOptionTables();
// --help and --help-all.
std::span<const Option> HelpOptions();

// The options of those tables.
OptionSet SharedOptions(Dialect dialect = Dialect::kHelm4);

// The options of `command` together with the global ones.
OptionSet OptionsOf(const Command& command, Dialect dialect = Dialect::kHelm4);

}  // namespace chartrender::cli
