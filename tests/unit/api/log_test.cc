#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender {

namespace {

// The levels and messages of what a render logs.
std::vector<std::string> Logged(const Chart& chart, LogRecord::Level least) {
  std::vector<std::string> lines;
  RenderOptions options;
  options.least_log_level = least;
  options.log = [&](const LogRecord& record) {
    lines.push_back(std::string(LogLevelName(record.level)) + " " + record.message);
  };
  REQUIRE(Render(chart, options).ok());
  return lines;
}

}  // namespace

TEST_CASE("records below the least level are not told") {
  const std::vector<FileView> files = {
      {"Chart.yaml", "apiVersion: v2\nname: demo\nversion: 1.0.0\ndeprecated: true\n"},
      {"values.schema.json", R"({"properties":{"count":{"type":"integer"}}})"},
      {"templates/a.yaml", "metadata: {annotations: {helm.sh/hook: no-such-hook}}\n"},
  };
  const auto chart = LoadChart(files);
  REQUIRE(chart.ok());
  const std::vector<std::string> all = Logged(chart.value(), LogRecord::Level::kDebug);
  const std::vector<std::string> info = Logged(chart.value(), LogRecord::Level::kInfo);
  const std::vector<std::string> warnings = Logged(chart.value(), LogRecord::Level::kWarning);
  CHECK(all == std::vector<std::string>{"warning this chart is deprecated", "debug chart name",
                                        "debug unmarshalled JSON schema",
                                        "debug number of dependencies in the chart",
                                        "info skipping unknown hooks"});
  CHECK(info == std::vector<std::string>{"warning this chart is deprecated",
                                         "info skipping unknown hooks"});
  CHECK(warnings == std::vector<std::string>{"warning this chart is deprecated"});
  CHECK(Logged(chart.value(), LogRecord::Level::kError).empty());
}

}  // namespace chartrender
