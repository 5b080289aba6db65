// `helm template --show-only`. Source: Helm 4.3.1 pkg/cmd/template.go.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algo/glob.h"
#include "api/boundary.h"
#include "chartrender/chartrender.h"
#include "manifest/split.h"

namespace chartrender {

namespace {

// The path below the chart's folder in the document's first source line: `# Source: [^/]+/(.+)`.
std::optional<std::string_view> SourcePath(std::string_view document) {
  constexpr std::string_view kMark = "# Source: ";
  for (size_t mark = document.find(kMark); mark != std::string_view::npos;
       mark = document.find(kMark, mark + 1)) {
    const size_t chart = mark + kMark.size();
    const size_t slash = document.find('/', chart);
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view path =
        document.substr(slash + 1, document.find('\n', slash) - slash - 1);
    if (slash > chart && !path.empty()) return path;
  }
  return std::nullopt;
}

}  // namespace

Result<std::string> SelectDocuments(std::string_view rendered,
                                    std::span<const std::string> patterns, Dialect dialect) {
  return AtBoundary<std::string>([&] {
    const std::vector<std::string_view> documents =
        manifest::SplitDocuments(rendered, TraitsOf(dialect));
    std::string selected;
    for (const std::string& pattern : patterns) {
      bool missing = true;
      for (const std::string_view document : documents) {
        const auto path = SourcePath(document);
        if (!path || !PathMatch(pattern, *path).value_or(false)) continue;
        selected.append("---\n").append(document).append("\n");
        missing = false;
      }
      if (missing) {
        throw Failure(ErrorCode::kUsage, StrCat("could not find template ", pattern, " in chart"));
      }
    }
    return selected;
  });
}

}  // namespace chartrender
