#include "render_setup.h"

#include <chrono>
#include <utility>

#include "file_text.h"
#include "http_client.h"
#include "name_lookup.h"

namespace chartrender::cli {

namespace {

// A schema document, with Helm's words for what goes wrong.
// Source: Helm 4.3.1 pkg/chart/common/util/jsonschema.go HTTPURLLoader.
Result<std::string> FetchSchemaDocument(const std::string& address) {
  FetchRules rules;
  rules.most_time = std::chrono::seconds(15);
  auto answer = FetchAddress(address, rules);
  if (!answer.ok()) {
    Error error = answer.error();
    error.message.insert(0, "HTTP request failed for " + address + ": ");
    return error;
  }
  if (answer.value().status == 200) return std::move(answer.value().body);
  return Error{.code = ErrorCode::kIo,
               .message = "HTTP request to " + address + " returned status " +
                          std::to_string(answer.value().status) + " (" +
                          std::string(StatusName(answer.value().status)) + ")"};
}

}  // namespace

RenderOptions BaseOptions(const Session& session) {
  RenderOptions options;
  options.release_namespace = session.settings.release_namespace;
  options.time_zone = session.settings.time_zone;
  options.limits = session.settings.limits;
  options.log = [session](const LogRecord& record) { session.Log(record); };
  if (!session.settings.log_debug) options.least_log_level = LogRecord::Level::kInfo;
  return options;
}

LoadOptions BaseLoadOptions(const Session& session) {
  LoadOptions options;
  options.dialect = session.settings.dialect;
  if (session.settings.allow_network) options.fetch = FetchSchemaDocument;
  options.limits = session.settings.limits;
  options.log = [session](const LogRecord& record) { session.Log(record); };
  return options;
}

LintOptions LintOptionsOf(const Session& session, const Arguments& arguments,
                          const ValueSources& values) {
  LintOptions options;
  options.render = BaseOptions(session);
  options.render.kube_version = arguments.Text("kube-version");
  options.render.skip_schema_validation = arguments.Flag("skip-schema-validation");
  options.load = BaseLoadOptions(session);
  values.Apply(options.render);
  return options;
}

std::optional<Error> KubeVersionError(const std::string& version) {
  if (version.empty()) return std::nullopt;
  const auto parsed = ParseKubeVersion(version);
  if (parsed.ok()) return std::nullopt;
  return Error{
      .code = ErrorCode::kUsage,
      .message = "invalid kube version '" + version + "': " + parsed.error().message,
  };
}

void SetRenderFlags(const Arguments& arguments, RenderOptions& options) {
  options.is_upgrade = arguments.Flag("is-upgrade");
  options.api_versions = arguments.List("api-versions");
  options.all_errors = arguments.Flag("all-errors");
  options.include_crds = arguments.Flag("include-crds");
  options.skip_schema_validation = arguments.Flag("skip-schema-validation");
  if (arguments.Flag("enable-dns")) options.resolve_host = SystemNameLookup;
}

std::optional<Error> SetLookup(const Arguments& arguments, RenderOptions& options) {
  const std::vector<std::string>& names = arguments.List("lookup");
  if (names.empty()) return std::nullopt;
  NamedTexts texts;
  for (const std::string& name : names) {
    if (auto error = texts.Read(name)) return error;
  }
  auto lookup = LookupInManifests(texts.Views());
  if (!lookup.ok()) return lookup.error();
  options.lookup = std::move(lookup).value();
  return std::nullopt;
}

Result<Chart> LoadChartAfterValues(const std::string& path, const LoadOptions& load,
                                   const ValueSources& values, const RenderOptions& options) {
  // What loading says is said only once the values are known to be good.
  std::vector<LogRecord> said;
  LoadOptions quiet = load;
  quiet.log = [&said](const LogRecord& record) { said.push_back(record); };
  auto chart = LoadChart(std::filesystem::path(path), quiet);
  if (!chart.ok() || !said.empty()) {
    RenderOptions only_values = options;
    values.Apply(only_values);
    if (const auto merged = MergedUserValues(only_values, load.dialect); !merged.ok())
      return merged.error();
  }
  for (const LogRecord& record : said) load.log(record);
  return chart;
}

}  // namespace chartrender::cli
