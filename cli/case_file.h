// A test case as a text file: title lines, then sections that start with a line `-- NAME --`:
//   values    values of the user, YAML (optional)
//   file PATH one more file of the chart, e.g. `-- file templates/_h.tpl --` (optional, may repeat)
//   template  the text of templates/t.yaml
//   want      what it must render, or
//   error     the error text it must give
// A section's text ends before the end of line in front of the next section, so a final blank line
// counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender::cli {

struct CaseFile {
  std::string title;
  std::optional<std::string> values;
  std::vector<std::pair<std::string, std::string>> files;  // path, text
  std::string template_text;
  std::optional<std::string> want;
  std::optional<std::string> error;
};

// kUsage when a section is unknown, stands twice, or the file has no template or not just one of
// want and error.
Result<CaseFile> ReadCaseFile(std::string_view text);

struct CaseOutcome {
  bool passed = false;
  std::string got;  // the rendered text or the error text
  bool got_error = false;
};

CaseOutcome RunCase(const CaseFile& test, Dialect dialect, const RenderOptions& base);

}  // namespace chartrender::cli
