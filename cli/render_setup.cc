#include "render_setup.h"

namespace chartrender::cli {

RenderOptions BaseOptions(const Session& session) {
  RenderOptions options;
  options.release_namespace = session.settings.release_namespace;
  options.time_zone = session.settings.time_zone;
  options.log = [session](const LogRecord& record) { session.Log(record); };
  return options;
}

LoadOptions BaseLoadOptions(const Session& session) {
  LoadOptions options;
  options.dialect = session.settings.dialect;
  options.log = [session](const LogRecord& record) { session.Log(record); };
  return options;
}

Result<Chart> LoadChartAfterValues(const std::string& path, const LoadOptions& load,
                                   const ValueSources& values, const RenderOptions& options) {
  // What loading says is said only once the values are known to be good.
  std::vector<LogRecord> said;
  LoadOptions quiet = load;
  quiet.log = [&said](const LogRecord& record) { said.push_back(record); };
  auto chart = LoadChart(std::filesystem::path(path), quiet);
  if (!chart.ok() || !said.empty()) {
    RenderOptions only_values = options;
    values.Apply(only_values);
    if (const auto merged = MergedUserValues(only_values, load.dialect); !merged.ok())
      return merged.error();
  }
  for (const LogRecord& record : said) load.log(record);
  return chart;
}

}  // namespace chartrender::cli
