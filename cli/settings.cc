#include "settings.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>

#include "go_number.h"
#include "go_text.h"
#include "kube_namespace.h"
#include "local_zone.h"
#include "shared_options.h"

namespace chartrender::cli {
namespace {

std::string Variable(const Environment& environment, std::string_view name) {
  return environment(name).value_or("");
}

// Source: pkg/helmpath/lazypath.go, lazypath_unix.go.
std::string HelmPlace(const Environment& environment, std::string_view helm_variable,
                      std::string_view xdg_variable, std::string_view home_folder) {
  std::string base = Variable(environment, helm_variable);
  if (!base.empty()) return base;
  base = Variable(environment, xdg_variable);
  if (base.empty()) base = Variable(environment, "HOME") + "/" + std::string(home_folder);
  return base + "/helm";
}

// Source: XDG Base Directory Specification 0.8.
std::vector<std::string> DataFolders(const Environment& environment) {
  std::string own = Variable(environment, "XDG_DATA_HOME");
  if (own.empty()) own = Variable(environment, "HOME") + "/.local/share";
  std::vector<std::string> folders = {std::move(own)};
  std::string shared = Variable(environment, "XDG_DATA_DIRS");
  if (shared.empty()) shared = "/usr/local/share:/usr/share";
  for (size_t at = 0; at <= shared.size();) {
    const size_t end = std::min(shared.find(':', at), shared.size());
    if (end > at) folders.push_back(shared.substr(at, end - at));
    at = end + 1;
  }
  return folders;
}

std::string OptionOr(const Arguments& arguments, std::string_view option,
                     const std::string& otherwise) {
  return arguments.Text(option).empty() ? otherwise : arguments.Text(option);
}

const std::string* LastUse(const std::vector<OptionUse>& uses, std::string_view name) {
  const std::string* value = nullptr;
  for (const OptionUse& use : uses) {
    if (use.option->name == name) value = &use.value;
  }
  return value;
}

std::string HelmNamespace(const Environment& environment, const std::vector<OptionUse>& early,
                          const Arguments& arguments) {
  const bool given = arguments.Given("namespace") || LastUse(early, "namespace") != nullptr;
  KubeQuery query;
  query.release_namespace =
      given ? arguments.Text("namespace") : Variable(environment, "HELM_NAMESPACE");
  query.config_file = arguments.Text("kubeconfig");
  query.context = OptionOr(arguments, "kube-context", Variable(environment, "HELM_KUBECONTEXT"));
  return KubeNamespace(environment, query);
}

}  // namespace

Environment ProcessEnvironment() {
  return [](std::string_view name) -> std::optional<std::string> {
    const char* value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return std::string(value);
  };
}

Settings ReadSettings(const Environment& environment, const std::vector<OptionUse>& early,
                      const Arguments& arguments, bool as_helm) {
  Settings settings;
  settings.dialect = DialectOf(early);
  settings.log_debug = DebugOf(environment, early);
  const bool given = arguments.Given("debug") || LastUse(early, "debug") != nullptr;
  settings.debug = given ? arguments.Flag("debug") : settings.log_debug;

  settings.release_namespace =
      as_helm ? HelmNamespace(environment, early, arguments) : arguments.Text("namespace");
  if (settings.release_namespace.empty()) settings.release_namespace = "default";

  const std::string config =
      HelmPlace(environment, "HELM_CONFIG_HOME", "XDG_CONFIG_HOME", ".config");
  const std::string cache = HelmPlace(environment, "HELM_CACHE_HOME", "XDG_CACHE_HOME", ".cache");
  settings.repository_config =
      OptionOr(arguments, "repository-config",
               environment("HELM_REPOSITORY_CONFIG").value_or(config + "/repositories.yaml"));
  settings.repository_cache =
      OptionOr(arguments, "repository-cache",
               environment("HELM_REPOSITORY_CACHE").value_or(cache + "/repository"));
  settings.allow_network = arguments.Has("allow-network") && arguments.Flag("allow-network");
  if (arguments.Has("limit")) settings.limits = ReadLimits(arguments.List("limit"));
  settings.data_folders = DataFolders(environment);
  settings.time_zone = LocalZone(environment);
  // Source of SOURCE_DATE_EPOCH: https://reproducible-builds.org/specs/source-date-epoch
  const auto epoch = environment("SOURCE_DATE_EPOCH").value_or("");
  const auto [end, fault] =
      std::from_chars(epoch.data(), epoch.data() + epoch.size(), settings.document_time);
  if (epoch.empty() || fault != std::errc() || end != epoch.data() + epoch.size()) {
    settings.document_time = std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
  }
  // Source of NO_COLOR: https://no-color.org
  settings.plain_text = !environment("NO_COLOR").value_or("").empty();
  for (const std::string_view name : {"color", "colour"}) {  // Helm 3 has neither
    settings.plain_text =
        settings.plain_text || (arguments.Has(name) && arguments.Text(name) == "never");
  }
  return settings;
}

bool DebugOf(const Environment& environment, const std::vector<OptionUse>& uses) {
  const std::string* value = LastUse(uses, "debug");
  return ParseBool(value != nullptr ? *value : Variable(environment, "HELM_DEBUG")).value_or(false);
}

Dialect DialectOf(const std::vector<OptionUse>& early) {
  const std::string* value = LastUse(early, "compat");
  return value != nullptr && *value == "helm3" ? Dialect::kHelm3 : Dialect::kHelm4;
}

std::string ColorModeError(const std::vector<OptionUse>& early) {
  const std::string* mode = nullptr;
  for (const OptionUse& use : early) {
    if (use.option->name == "color" || use.option->name == "colour") mode = &use.value;
  }
  if (mode == nullptr || *mode == "never" || *mode == "auto" || *mode == "always") return "";
  return "invalid color mode " + GoQuote(*mode) + ": must be one of: never, auto, always";
}

}  // namespace chartrender::cli
