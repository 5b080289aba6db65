#include "api/load_settings.h"

#include <string>
#include <utility>

#include "api/callback.h"
#include "api/log_sink.h"
#include "base/error.h"

namespace chartrender {

LoadSettings SettingsOf(const LoadOptions& options) {
  LoadSettings settings{options.dialect, options.limits,     MakeLogSink(options.log),
                        nullptr,         options.maps_files, options.keeps_schemas};
  if (options.fetch) {
    settings.fetch = [fetch = OnCallersStack(options.fetch)](const std::string& url) {
      Result<std::string> text = fetch(url);
      if (!text.ok()) throw Failure(text.error());
      return std::move(text).value();
    };
  }
  return settings;
}

}  // namespace chartrender
