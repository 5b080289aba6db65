#include <string>
#include <string_view>
#include <vector>

#include "api/boundary.h"
#include "api/render_run.h"

namespace chartrender {

namespace {

// The findings of Helm's text: a line with the chart's name, then "- at '/pointer': message" lines
// whose causes are indented below them.
std::vector<Diagnostic> ReadFindings(std::string_view text) {
  std::vector<Diagnostic> findings;
  std::string chart;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty()) continue;
    if (line.substr(0, 2) == "- ") {
      findings.push_back({Severity::kError, "schema", StrCat(chart, line.substr(2)), {}});
    } else if (line[0] == ' ' && !findings.empty()) {
      findings.back().message.append("\n").append(line);
    } else if (line.back() == ':') {
      chart = StrCat(line, " ");
    } else {
      findings.push_back({Severity::kError, "schema", StrCat(chart, line), {}});
    }
  }
  return findings;
}

}  // namespace

Result<std::vector<Diagnostic>> ValidateValues(const Chart& chart, const RenderOptions& options) {
  return AtBoundary<std::vector<Diagnostic>>([&] {
    RenderOptions without_schema = options;
    without_schema.skip_schema_validation = true;
    RenderRun run(chart, without_schema);
    return ReadFindings(run.SchemaFindings(run.ComposeValues()));
  });
}

}  // namespace chartrender
