// Findings as SARIF 2.1.0, which code scanning reads.
// Source: OASIS Static Analysis Results Interchange Format 2.1.0.
#pragma once

#include <string>
#include <string_view>

#include "finding_report.h"

namespace chartrender::cli {

// A result's place is the line of the template; the rendered line stands among its properties.
// Ignored findings are suppressed results.
std::string FindingsAsSarif(const FindingReport& report);

}  // namespace chartrender::cli
