#include "command_line.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <optional>

#include "command_finder.h"
#include "go_text.h"
#include "helm_options.h"
#include "help.h"

namespace chartrender::cli {
namespace {

bool LooksLikeChart(const std::string& word) {
  std::error_code error;
  return word.find('/') != std::string::npos || word.starts_with('.') ||
         std::filesystem::exists(word, error);
}

const Command& TemplateCommand() {
  const auto& commands = RootCommand().subcommands;
  return *std::find_if(commands.begin(), commands.end(),
                       [](const Command& c) { return c.name == "template"; });
}

// `render CHART` means `render template CHART`: true when a word that is no command names a chart.
bool NamesChart(std::span<const std::string> arguments) {
  std::vector<LogRecord> log;
  std::vector<std::string> words(arguments.begin(), arguments.end());
  try {
    words = ParseFlags(OptionsOf(TemplateCommand()), arguments, log).arguments;
  } catch (const UsageError&) {
    std::erase_if(words, [](const std::string& word) { return word.starts_with('-'); });
  }
  return std::any_of(words.begin(), words.end(), LooksLikeChart);
}

// The time as Go prints it: "2026-11-22 08:34:23.572289561 +0000 UTC m=+0.003".
std::string GoTimeNow() {
  timespec now = {};
  timespec used = {};
  clock_gettime(CLOCK_REALTIME, &now);
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  tm fields = {};
  gmtime_r(&now.tv_sec, &fields);
  char text[96];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d.%09ld +0000 UTC m=+%ld.%09ld",
                fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour,
                fields.tm_min, fields.tm_sec, now.tv_nsec, used.tv_sec, used.tv_nsec);
  return text;
}

std::string Plural(size_t count) {
  return std::to_string(count) + (count == 1 ? " argument" : " arguments");
}

// Source: pkg/cmd/require/args.go.
void CheckArity(const Session& session, size_t count) {
  const bool helm3 = session.settings.dialect == Dialect::kHelm3;
  const Arity* own = helm3 ? session.command.helm3_arity : nullptr;
  const Arity& arity = own != nullptr ? *own : session.command.arity;
  if (count >= arity.least && (count <= arity.most || arity.most == UINT8_MAX)) return;
  std::string text = GoQuote(session.path);
  if (arity.most == 0) {
    text += " accepts no arguments";
  } else if (arity.least == arity.most) {
    text += " requires " + Plural(arity.least);
  } else if (count < arity.least) {
    text += " requires at least " + Plural(arity.least);
  } else {
    text += " accepts at most " + Plural(arity.most);
  }
  throw UsageError(text + "\n\nUsage:  " + UsageLine(session.path, session.command));
}

// Source: cobra's flag_groups.go validateExclusiveFlagGroups.
void CheckExclusive(const Command& command, const Arguments& arguments) {
  for (const std::string_view group : command.exclusive) {
    std::vector<std::string> given;
    for (size_t start = 0; start < group.size();) {
      const size_t end = std::min(group.find(' ', start), group.size());
      const std::string_view name = group.substr(start, end - start);
      if (arguments.Given(name)) given.emplace_back(name);
      start = end + 1;
    }
    if (given.size() < 2) continue;
    std::sort(given.begin(), given.end());
    std::string names;
    for (const std::string& name : given) names += (names.empty() ? "" : " ") + name;
    throw UsageError("if any flags in the group [" + std::string(group) +
                     "] are set none of the others can be; [" + names + "] were all set");
  }
}

std::string UnknownCommandText(const std::string& word) {
  std::string text = "unknown command " + GoQuote(word) + " for " + GoQuote(RootCommand().name);
  const auto suggestions = SuggestCommands(RootCommand(), word);
  if (!suggestions.empty()) text += "\n\nDid you mean this?";
  for (const std::string_view name : suggestions) text += "\n\t" + std::string(name);
  if (!suggestions.empty()) text += '\n';
  return text + "\nRun 'render --help' for usage.";
}

class CommandRun {
 public:
  CommandRun(Terminal& terminal, const Environment& environment)
      : terminal_(terminal), environment_(environment) {}

  ExitCode Run(std::span<const std::string> arguments) {
    const std::vector<std::span<const Option>> global = {CompatOptions(), GlobalOptions(),
                                                         LoggingOptions()};
    early_ = ReadGlobalFlags(OptionSet(global), arguments);
    dialect_ = DialectOf(early_);
    if (dialect_ != Dialect::kHelm4)
      early_ = ReadGlobalFlags(OptionSet(global, dialect_), arguments);
    if (const std::string fault = ColorModeError(early_); !fault.empty()) {
      terminal_.PrintError(
          LogLine({LogRecord::Level::kWarning, "command failed", {{"error", fault}}}));
      return ExitCode::kFailed;
    }
    FoundCommand found = FindCommand(RootCommand(), arguments);
    if (found.command == &RootCommand()) {
      const auto words = StripOptions(SharedOptions(dialect_), found.arguments);
      if (NamesChart(found.arguments)) {
        found.command = &TemplateCommand();
        found.path += " template";
      } else if (!words.empty()) {
        terminal_.PrintError("Error: " + UnknownCommandText(words[0]));
        return ExitCode::kTrouble;
      }
    }
    ExitCode code = RunFound(found);
    if (!terminal_.Flush()) {
      ReportLoss();
      code = ExitCode::kTrouble;
    }
    if (errors_) errors_->Finish();
    return found.command->as_helm && code == ExitCode::kTrouble ? ExitCode::kFailed : code;
  }

 private:
  ExitCode RunFound(const FoundCommand& found) {
    const Command& command = *found.command;
    try {
      const OptionSet options = OptionsOf(command, dialect_);
      ParsedFlags flags = Parse(options, found.arguments);
      const Arguments arguments(options, early_, std::move(flags));
      if (arguments.Flag("help") || arguments.Flag("help-all") || command.run == nullptr) {
        terminal_.Print(HelpText(found.path, command, arguments.Flag("help-all"), dialect_));
        return ExitCode::kDone;
      }
      errors_.emplace(terminal_, FormatOf(arguments), ColourOf(arguments));
      const Settings settings = ReadSettings(environment_, early_, arguments, command.as_helm);
      const Session session{terminal_, *errors_, settings, command, found.path};
      CheckArity(session, arguments.positional().size());
      if (dialect_ == Dialect::kHelm4) CheckExclusive(command, arguments);
      return command.run(session, arguments);
    } catch (const UsageError& error) {
      Report(command, found.path, error.what());
      return ExitCode::kTrouble;
    }
  }

  // What is wrong with the command line.
  void Report(const Command& command, const std::string& path, std::string message) {
    Settings settings;
    settings.dialect = dialect_;
    settings.log_debug = settings.debug = DebugOf(environment_, early_);
    if (!errors_) errors_.emplace(terminal_, ErrorFormat::kHelm, Colour::kOff);
    Session{terminal_, *errors_, settings, command, path}.Report(
        {.code = ErrorCode::kUsage, .message = std::move(message)});
  }

  // Output that was lost.
  void ReportLoss() {
    const Error error{.code = ErrorCode::kIo, .message = terminal_.failure()};
    if (!errors_) errors_.emplace(terminal_, ErrorFormat::kHelm, Colour::kOff);
    errors_->Add(error, error.message);
  }

  static ErrorFormat FormatOf(const Arguments& arguments) {
    const std::string& name = arguments.Text("error-format");
    if (name == "json") return ErrorFormat::kJson;
    if (name == "full") return ErrorFormat::kFull;
    return name == "auto" && Terminal::ErrorsAreShown() ? ErrorFormat::kFull : ErrorFormat::kHelm;
  }

  // Source of NO_COLOR: https://no-color.org
  Colour ColourOf(const Arguments& arguments) const {
    bool wanted = environment_("NO_COLOR").value_or("").empty();
    for (const std::string_view name : {"color", "colour"}) {  // Helm 3 has neither
      wanted = wanted && !(arguments.Has(name) && arguments.Text(name) == "never");
    }
    return wanted && Terminal::ErrorsAreShown() ? Colour::kOn : Colour::kOff;
  }

  // Tells what reading logs, and which options are deprecated.
  ParsedFlags Parse(const OptionSet& options, std::span<const std::string> arguments) {
    std::vector<LogRecord> log;
    ParsedFlags flags;
    try {
      flags = ParseFlags(options, arguments, log);
    } catch (const UsageError&) {
      for (const LogRecord& record : log) terminal_.PrintError(LogLine(record));
      throw;
    }
    for (const LogRecord& record : log) terminal_.PrintError(LogLine(record));
    for (const std::string& notice : flags.notices) terminal_.PrintError(notice);
    return flags;
  }

  Terminal& terminal_;
  const Environment& environment_;
  std::vector<OptionUse> early_;
  Dialect dialect_ = Dialect::kHelm4;
  std::optional<ErrorReport> errors_;  // once the options are read
};

}  // namespace

std::vector<std::string_view> Command::Aliases() const {
  std::vector<std::string_view> names;
  for (size_t start = 0; start < alias.size();) {
    const size_t end = std::min(alias.find(' ', start), alias.size());
    names.push_back(alias.substr(start, end - start));
    start = end + 1;
  }
  return names;
}

void Session::Report(const Error& error) const { Report(error, error.message); }

void Session::Report(const Error& error, std::string_view text) const {
  errors.Add(error, text);
  // Helm 3 tells the error again to its log.
  if (settings.dialect == Dialect::kHelm3 && settings.log_debug)
    Log({LogRecord::Level::kDebug, std::string(text), {{"source", "helm.go:92"}}});
}

ExitCode Session::Fail(const Error& error) const {
  Report(error);
  return ExitCodeOf(error);
}

void Session::Log(const LogRecord& record) const {
  if (record.level == LogRecord::Level::kDebug && !settings.log_debug) return;
  if (settings.dialect == Dialect::kHelm4) {
    errors.Log(record, LogLine(record));
    return;
  }
  std::string line;
  for (const auto& [name, source] : record.attributes) {
    if (name == "source") line = source + ": ";
  }
  if (record.level == LogRecord::Level::kDebug) line += GoTimeNow() + " [debug] ";
  errors.Log(record, line + record.message);
}

void Session::LogInDialect(
    const LogEvent& event,
    const std::vector<std::pair<std::string, std::string>>& attributes) const {
  if (settings.dialect == Dialect::kHelm4) {
    if (!event.message.empty()) Log({event.level, std::string(event.message), attributes});
    return;
  }
  if (event.helm3_text.empty()) return;
  std::string text(event.helm3_text);
  if (const size_t mark = text.find("%s"); mark != std::string::npos)
    text.replace(mark, 2, attributes.empty() ? "" : attributes[0].second);
  Log({event.level, text, {{"source", std::string(event.helm3_source)}}});
}

ExitCode ExitCodeOf(const Error& error) {
  const bool trouble = error.code == ErrorCode::kIo || error.code == ErrorCode::kUsage;
  return trouble ? ExitCode::kTrouble : ExitCode::kFailed;
}

OptionSet SharedOptions(Dialect dialect) {
  return OptionSet({GlobalOptionTables().begin(), GlobalOptionTables().end()}, dialect);
}

OptionSet OptionsOf(const Command& command, Dialect dialect) {
  OptionSet options(dialect);
  for (const auto& table : command.Options()) options.Add(table);
  for (const auto& table : GlobalOptionTables()) options.Add(table);
  return options;
}

int RunCommandLine(std::span<const std::string> arguments, const Environment& environment) {
  Terminal terminal;
  return static_cast<int>(CommandRun(terminal, environment).Run(arguments));
}

}  // namespace chartrender::cli
