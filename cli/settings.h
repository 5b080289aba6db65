// What the environment and Helm's global options say: namespace, debug output, places of Helm's own
// files. Source: Helm 4.3.1 pkg/cli/environment.go, pkg/helmpath.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.h"
#include "chartrender/dialect.h"
#include "chartrender/limits.h"

namespace chartrender::cli {

// The environment of the process, or of a test.
using Environment = std::function<std::optional<std::string>(std::string_view name)>;
Environment ProcessEnvironment();

struct Settings {
  Dialect dialect = Dialect::kHelm4;
  std::string release_namespace;
  bool debug = false;      // --debug or HELM_DEBUG, as the command sees it
  bool log_debug = false;  // whether debug lines of the log are shown; decided before the command's
                           // options are read
  std::string repository_config;  // Helm's list of repositories
  std::string repository_cache;
  Limits limits;               // --limit
  bool allow_network = false;  // --allow-network
  int64_t document_time = 0;   // of documents that name their time: SOURCE_DATE_EPOCH, else now
  bool plain_text = false;     // --color never or NO_COLOR: no colours
  std::vector<std::string> data_folders;  // that data of programs is looked for in, in this order
  std::string time_zone;                  // as RenderOptions::time_zone
};

// `early` are the global options read ahead of the command line (see ReadGlobalFlags). The
// namespace comes from the environment and the cluster configuration for Helm's own commands only;
// what the others give depends on the command line alone.
Settings ReadSettings(const Environment& environment, const std::vector<OptionUse>& early,
                      const Arguments& arguments, bool as_helm);

// Whether debug lines of the log are shown.
bool DebugOf(const Environment& environment, const std::vector<OptionUse>& uses);

// The one that --compat names.
Dialect DialectOf(const std::vector<OptionUse>& early);

// Empty when --color is never, auto or always, else the text of the error Helm logs.
std::string ColorModeError(const std::vector<OptionUse>& early);

}  // namespace chartrender::cli
