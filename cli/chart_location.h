// Where a chart argument points to. Folders and archives are found; what names a repository or a
// URL is refused with the error that Helm has for it offline, or with one that says the network is
// never used. Source: Helm 4.3.1 pkg/action/install.go LocateChart,
// pkg/downloader/chart_downloader.go, pkg/cmd/root.go newRegistryClient.
#pragma once

#include <string>

#include "command.h"

namespace chartrender::cli {

// The absolute path of the chart.
Result<std::string> LocateChart(const Session& session, const Arguments& arguments,
                                const std::string& name);

// The certificate files among the options can be read. Helm checks this before it looks for the
// chart.
std::optional<Error> CheckCertificateFiles(const Arguments& arguments);

}  // namespace chartrender::cli
