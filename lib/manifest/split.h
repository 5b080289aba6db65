// A rendered text as the YAML documents in it. Source: Helm 4.3.1 pkg/release/v1/util/manifest.go.
#pragma once

#include <string_view>
#include <vector>

namespace chartrender::manifest {

// The documents of `text`, in order, without blank ones. Each loses the white space before it, not
// the one behind it. A separator is `---` at the start of a line with the blanks behind it; what
// else stands on that line belongs to the next document. The views point into `text`.
std::vector<std::string_view> SplitDocuments(std::string_view text);

}  // namespace chartrender::manifest
