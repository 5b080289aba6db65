// What several commands hand to the library in the same way.
#pragma once

#include <optional>
#include <string>

#include "chartrender/chartrender.h"
#include "command.h"
#include "value_sources.h"

namespace chartrender::cli {

// Options with the session's namespace, time zone and log.
RenderOptions BaseOptions(const Session& session);
LoadOptions BaseLoadOptions(const Session& session);

// What the rules of Helm's lint work with: --kube-version, --skip-schema-validation and the values.
LintOptions LintOptionsOf(const Session& session, const Arguments& arguments,
                          const ValueSources& values);

// kUsage: "invalid kube version 'x': ..."; none for a good one and for "".
std::optional<Error> KubeVersionError(const std::string& version);

// --is-upgrade, --api-versions, --all-errors, --include-crds, --skip-schema-validation,
// --enable-dns.
void SetRenderFlags(const Arguments& arguments, RenderOptions& options);

// What --lookup names becomes the cluster that `lookup` asks.
std::optional<Error> SetLookup(const Arguments& arguments, RenderOptions& options);

// Loads the chart at `path`. As Helm reads values before the chart, faulty values win over a faulty
// chart.
Result<Chart> LoadChartAfterValues(const std::string& path, const LoadOptions& load,
                                   const ValueSources& values, const RenderOptions& options);

}  // namespace chartrender::cli
