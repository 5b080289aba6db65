#include "api/log_sink.h"

#include <string>

#include "api/callback.h"

namespace chartrender {

Log::Sink MakeLogSink(const LogCallback& callback) {
  if (!callback) return nullptr;
  return [tell = OnCallersStack(callback)](LogLevel level, std::string_view message,
                                           std::span<const Log::Attribute> attributes) {
    tell({static_cast<LogRecord::Level>(level),
          std::string(message),
          {attributes.begin(), attributes.end()}});
  };
}

Log MakeLog(Dialect dialect, const RenderOptions& options) {
  return Log(dialect, MakeLogSink(options.log), static_cast<LogLevel>(options.least_log_level));
}

}  // namespace chartrender
