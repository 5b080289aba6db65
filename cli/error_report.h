// How a command tells its errors on standard error: as Helm does, with our own frame below, or as
// one JSON document for tools, which then holds the lines of the log too.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"
#include "error_frame.h"
#include "terminal.h"

namespace chartrender::cli {

enum class ErrorFormat : uint8_t { kHelm, kFull, kJson };

class ErrorReport {
 public:
  ErrorReport(Terminal& terminal, ErrorFormat format, Colour colour)
      : terminal_(terminal), format_(format), colour_(colour) {}
  ErrorReport(const ErrorReport&) = delete;
  ErrorReport& operator=(const ErrorReport&) = delete;

  // Tells `error` with Helm's `text` for it, "Error: TEXT".
  void Add(const Error& error, std::string_view text);
  // The same for an error whose text the command's output has; Helm tells nothing more.
  void AddTold(const Error& error);
  // A sentence about the errors; none in JSON, where they can be counted.
  void Say(std::string_view line);
  // A record of Helm's log and the line that Helm prints for it.
  void Log(const LogRecord& record, std::string_view line);
  // Prints what was held back. To be called at the end, of each run where there are several.
  void Finish();

 private:
  Terminal& terminal_;
  ErrorFormat format_;
  Colour colour_;
  std::vector<Error> errors_;   // with kJson
  std::vector<LogRecord> log_;  // with kJson
};

}  // namespace chartrender::cli
