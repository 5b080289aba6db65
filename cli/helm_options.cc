#include "helm_options.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;

constexpr std::string_view kNoteless =
    "this flag has no effect for 'helm template' and will be removed in Helm 5";

constexpr OptionDialects kHelm4 = OptionDialects::kHelm4;
constexpr OptionDialects kHelm3 = OptionDialects::kHelm3;

// {name, shorthand, type, group, placeholder, help, default, bare value, deprecated, choices,
// dialects}
constexpr Option kGlobal[] = {
    {"namespace", 'n', kText, kMain, "NAME", "namespace of the release (HELM_NAMESPACE)"},
    {"debug", 0, kBool, kMain, "",
     "log details; print what was rendered even when it is not valid YAML"},
    {"kubeconfig", 0, kText, kNoEffect, "FILE",
     "cluster configuration; only its namespace is read"},
    {"kube-context", 0, kText, kNoEffect, "NAME", "context of the cluster configuration"},
    {"kube-token", 0, kText, kNoEffect, "TOKEN", "bearer token for the cluster"},
    {"kube-as-user", 0, kText, kNoEffect, "NAME", "user to act as"},
    {"kube-as-group", 0, kTextArray, kNoEffect, "NAME", "group to act as"},
    {"kube-apiserver", 0, kText, kNoEffect, "ADDRESS", "address of the cluster"},
    {"kube-ca-file", 0, kText, kNoEffect, "FILE", "certificate authority of the cluster"},
    {"kube-tls-server-name", 0, kText, kNoEffect, "NAME", "name in the cluster's certificate"},
    {"kube-insecure-skip-tls-verify", 0, kBool, kNoEffect, "",
     "trust any certificate of the cluster"},
    {"registry-config", 0, kText, kNoEffect, "FILE", "settings for OCI registries"},
    {"repository-config", 0, kText, kNoEffect, "FILE", "Helm's list of repositories"},
    {"repository-cache", 0, kText, kNoEffect, "DIR", "Helm's cached repository indexes"},
    {"content-cache", 0, kText, kNoEffect, "DIR", "Helm's cached charts", "", "", "", "", kHelm4},
    {"burst-limit", 0, kInt, kNoEffect, "N", "limit of requests to the cluster", "100"},
    {"qps", 0, kFloat, kNoEffect, "N", "requests to the cluster per second", "0"},
    {"color", 0, kText, kNoEffect, "MODE", "never, auto or always", "", "", "", "", kHelm4},
    {"colour", 0, kText, kHidden, "MODE", "never, auto or always", "", "", "", "", kHelm4},
};

constexpr Option kLogging[] = {
    {"add-dir-header", 0, kGoBool, kHidden, "", "", "false"},
    {"alsologtostderr", 0, kGoBool, kHidden, "", "", "false"},
    {"alsologtostderrthreshold", 0, kLogSeverity, kHidden, "", ""},
    {"legacy-stderr-threshold-behavior", 0, kGoBool, kHidden, "", "", "true"},
    {"log-backtrace-at", 0, kLogTrace, kHidden, "", ""},
    {"log-dir", 0, kText, kHidden, "", ""},
    {"log-file", 0, kText, kHidden, "", ""},
    {"log-file-max-size", 0, kGoUint, kHidden, "", ""},
    {"logtostderr", 0, kGoBool, kHidden, "", "", "true"},
    {"one-output", 0, kGoBool, kHidden, "", "", "false"},
    {"skip-headers", 0, kGoBool, kHidden, "", "", "false"},
    {"skip-log-headers", 0, kGoBool, kHidden, "", "", "false"},
    {"stderrthreshold", 0, kLogSeverity, kHidden, "", ""},
    {"v", 'v', kLogLevel, kHidden, "", ""},
    {"vmodule", 0, kLogModules, kHidden, "", ""},
};

constexpr Option kValueSources[] = {
    {"values", 'f', kTextList, kValues, "FILE",
     "values from a YAML file, '-' for standard input; later ones win"},
    {"set", 0, kTextArray, kValues, "KEY=VALUE", "set values: a.b=1,c[0]=x"},
    {"set-string", 0, kTextArray, kValues, "KEY=VALUE", "set values, all of them strings"},
    {"set-json", 0, kTextArray, kValues, "KEY=JSON",
     "set values given as JSON: a={\"b\":1} or {\"a\":1}"},
    {"set-file", 0, kTextArray, kValues, "KEY=FILE", "set values to the contents of files"},
    {"set-literal", 0, kTextArray, kValues, "KEY=VALUE", "set one string, taken as it stands"},
    // Ours: Helm would render the ciphertext.
    {"sops-placeholder", 0, kBool, kValues, "",
     "placeholders for what SOPS has encrypted (otherwise refused)"},
};

constexpr Option kChartPath[] = {
    {"version", 0, kText, kNoEffect, "RANGE", "version of a chart in a repository"},
    {"verify", 0, kBool, kNoEffect, "", "check the provenance file of a packaged chart"},
    {"keyring", 0, kText, kNoEffect, "FILE", "public keys for --verify"},
    {"repo", 0, kText, kNoEffect, "URL", "repository of the chart"},
    {"username", 0, kText, kNoEffect, "NAME", "user of the repository"},
    {"password", 0, kText, kNoEffect, "TEXT", "password of the repository"},
    {"cert-file", 0, kText, kNoEffect, "FILE", "client certificate for the repository"},
    {"key-file", 0, kText, kNoEffect, "FILE", "key of the client certificate"},
    {"insecure-skip-tls-verify", 0, kBool, kNoEffect, "",
     "trust any certificate of the repository"},
    {"plain-http", 0, kBool, kNoEffect, "", "use HTTP for the repository"},
    {"ca-file", 0, kText, kNoEffect, "FILE", "certificate authority of the repository"},
    {"pass-credentials", 0, kBool, kNoEffect, "", "send the password to every host"},
};

constexpr Option kInstall[] = {
    {"generate-name", 'g', kBool, kMain, "", "take no NAME argument"},
    {"name-template", 0, kText, kMain, "TEMPLATE", "make the release's name from a template"},
    {"no-hooks", 0, kBool, kMain, "", "leave out hooks"},
    {"skip-schema-validation", 0, kBool, kMain, "",
     "do not check values against values.schema.json"},
    {"enable-dns", 0, kBool, kMain, "", "let getHostByName ask the network"},
    {"create-namespace", 0, kBool, kNoEffect, "", "create the namespace"},
    {"force-replace", 0, kBool, kNoEffect, "", "replace resources instead of patching them", "", "",
     "", "", kHelm4},
    {"force", 0, kBool, kHidden, "", "", "", "", "use --force-replace instead", "", kHelm4},
    {"force", 0, kBool, kNoEffect, "", "replace resources instead of patching them", "", "", "", "",
     kHelm3},
    {"force-conflicts", 0, kBool, kNoEffect, "", "win over other field managers", "", "", "", "",
     kHelm4},
    {"server-side", 0, kBool, kNoEffect, "", "apply resources in the server", "true", "", "", "",
     kHelm4},
    {"replace", 0, kBool, kNoEffect, "", "use a deleted release's name again"},
    {"timeout", 0, kDuration, kNoEffect, "TIME", "time for one operation of the cluster", "5m0s"},
    {"wait-for-jobs", 0, kBool, kNoEffect, "", "wait for jobs"},
    {"description", 0, kText, kNoEffect, "TEXT", "description of the release"},
    {"devel", 0, kBool, kNoEffect, "", "take development versions from a repository"},
    {"dependency-update", 0, kBool, kNoEffect, "",
     "fetch missing dependencies (needs the network: refused when one is missing)"},
    {"disable-openapi-validation", 0, kBool, kNoEffect, "",
     "do not ask the cluster whether manifests are valid"},
    {"rollback-on-failure", 0, kBool, kNoEffect, "", "undo a failed installation", "", "", "", "",
     kHelm4},
    {"atomic", 0, kBool, kHidden, "", "", "", "", "use --rollback-on-failure instead", "", kHelm4},
    {"atomic", 0, kBool, kNoEffect, "", "undo a failed installation", "", "", "", "", kHelm3},
    {"skip-crds", 0, kBool, kNoEffect, "", "do not install CRDs"},
    {"render-subchart-notes", 0, kBool, kHidden, "", "", "", "", kNoteless, "", kHelm4},
    {"render-subchart-notes", 0, kBool, kNoEffect, "", "render the notes of subcharts too", "", "",
     "", "", kHelm3},
    {"labels", 'l', kKeyValues, kNoEffect, "KEY=VALUE", "labels of the release's record"},
    {"hide-notes", 0, kBool, kHidden, "", "", "", "", kNoteless, "", kHelm4},
    {"hide-notes", 0, kBool, kNoEffect, "", "do not print notes", "", "", "", "", kHelm3},
    {"take-ownership", 0, kBool, kNoEffect, "", "take over resources of others"},
    {"wait", 0, kWaitStrategy, kNoEffect, "HOW",
     "wait until resources are ready: watcher, hookOnly, legacy", "hookOnly", "watcher", "", "",
     kHelm4},
    {"wait", 0, kBool, kNoEffect, "", "wait until resources are ready", "", "", "", "", kHelm3},
};

constexpr Option kTemplate[] = {
    {"show-only", 's', kTextArray, kMain, "FILE",
     "print only what this template gave: templates/a.yaml, templates/*.yaml"},
    {"notes", 0, kBool, kMain, "", "print the rendered NOTES.txt instead of the manifests"},
    {"output-dir", 0, kText, kMain, "DIR", "write one file per template into DIR"},
    {"release-name", 0, kBool, kMain, "",
     "put the files of --output-dir into a folder of the release's name"},
    {"include-crds", 0, kBool, kMain, "", "print the chart's CRDs too"},
    {"skip-tests", 0, kBool, kMain, "", "leave out test hooks"},
    {"is-upgrade", 0, kBool, kMain, "", "render as for an upgrade"},
    {"kube-version", 0, kText, kMain, "VERSION", "Kubernetes version that templates see"},
    {"api-versions", 'a', kTextList, kMain, "API",
     "API versions that templates see besides the built-in ones"},
    {"validate", 0, kBool, kHidden, "", "", "", "", "use '--dry-run=server' instead", "", kHelm4},
    {"validate", 0, kBool, kNoEffect, "", "needs a cluster: refused", "", "", "", "", kHelm3},
    {"dry-run", 0, kText, kNoEffect, "HOW", "client; 'server' needs a cluster and is refused",
     "client", "unset", "", "", kHelm4},
    {"dry-run", 0, kText, kNoEffect, "HOW",
     "client or true; no cluster is asked with others either", "true", "client", "", "", kHelm3},
    {"post-renderer", 0, kPostRenderer, kNoEffect, "PLUGIN",
     "plugin to pass manifests through (none is ever found)", "", "", "", "", kHelm4},
    {"post-renderer", 0, kPostRendererPath, kNoEffect, "PROGRAM",
     "program to pass manifests through: refused, none is ever run", "", "", "", "", kHelm3},
    {"post-renderer-args", 0, kTextArray, kNoEffect, "TEXT", "argument of the plugin"},
};

constexpr Option kLint[] = {
    {"strict", 0, kBool, kMain, "", "fail on warnings too"},
    {"with-subcharts", 0, kBool, kMain, "", "check the charts in charts/ as well"},
    {"quiet", 0, kBool, kMain, "", "print only warnings and errors"},
    {"skip-schema-validation", 0, kBool, kMain, "",
     "do not check values against values.schema.json"},
    {"kube-version", 0, kText, kMain, "VERSION", "Kubernetes version that templates see"},
};

constexpr Option kShow[] = {
    {"devel", 0, kBool, kNoEffect, "", "take development versions from a repository"},
};

constexpr Option kShowValues[] = {
    {"jsonpath", 0, kText, kMain, "TEMPLATE",
     "print what a JSONPath template selects: '{.image.tag}'"},
};

constexpr Option kDependencyList[] = {
    {"max-col-width", 0, kUint, kMain, "N", "cut cells that are longer; 0: cut none", "80"},
};

}  // namespace

std::span<const Option> GlobalOptions() { return kGlobal; }
std::span<const Option> LoggingOptions() { return kLogging; }
std::span<const Option> ValueOptions() { return kValueSources; }
std::span<const Option> ChartPathOptions() { return kChartPath; }
std::span<const Option> InstallOptions() { return kInstall; }
std::span<const Option> TemplateOptions() { return kTemplate; }
std::span<const Option> LintOptions() { return kLint; }
std::span<const Option> ShowOptions() { return kShow; }
std::span<const Option> ShowValuesOptions() { return kShowValues; }
std::span<const Option> DependencyListFlags() { return kDependencyList; }

}  // namespace chartrender::cli
