// A rendered text as the YAML documents in it. Source: Helm 4.3.1
// pkg/release/v1/util/manifest.go, Helm 3.22.0 pkg/releaseutil/manifest.go.
#pragma once

#include <string_view>
#include <vector>

#include "base/dialect.h"

namespace chartrender::manifest {

// The documents of `text`, in order, without blank ones. Each loses the white space before it; Helm
// 3 takes the one behind it as well. A separator is `---` at the start of a line with the blanks
// behind it (for Helm 3 all white space, so that of two separators in a row the second belongs to
// the document); what else stands on that line belongs to the next document. The views point into
// `text`.
std::vector<std::string_view> SplitDocuments(std::string_view text,
                                             const DialectTraits& traits = TraitsOf({}));

}  // namespace chartrender::manifest
