// The golden harness of the public API: lib/golden with this library as its renderer.
#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "api/boundary.h"
#include "api/data.h"
#include "chart/ignore.h"
#include "golden/chart_run.h"
#include "golden/file_text.h"
#include "golden/pending.h"
#include "golden/series_run.h"
#include "golden/yaml_fields.h"

namespace chartrender {

namespace {

constexpr std::string_view kErrorPrefix = "Error: ";
// What Helm's command line adds when templates failed.
constexpr std::string_view kDebugHint = "\n\nUse --debug flag to render out invalid YAML";

ValuesSource::Kind KindOf(const std::string& flag) {
  if (flag == "--set-json") return ValuesSource::Kind::kSetJson;
  if (flag == "--set-string") return ValuesSource::Kind::kSetString;
  return ValuesSource::Kind::kSet;
}

RenderOptions OptionsOf(const GoldenRequest& request, const Limits& limits) {
  RenderOptions options;
  options.limits = limits;
  options.release_name = request.release_name;
  options.release_namespace = request.release_namespace;
  options.encrypted_values = EncryptedValues::kRefuse;  // a golden is no place for ciphertext
  for (const GoldenFlag& flag : request.flags) {
    if (flag.name == "-f") {
      options.values.push_back(ValuesSource::Yaml(flag.argument, flag.text));
    } else if (flag.name == "--kube-version") {
      options.kube_version = flag.argument;
    } else if (flag.name == "--api-versions") {
      options.api_versions.push_back(flag.argument);
    } else if (flag.name == "--include-crds") {
      options.include_crds = true;
    } else if (flag.name == "--is-upgrade") {
      options.is_upgrade = true;
    } else {
      options.values.push_back({KindOf(flag.name), "", flag.argument});
    }
  }
  return options;
}

GoldenRender FailedRender(const Error& error) {
  return {false, StrCat(kErrorPrefix, error.message, error.while_rendering ? kDebugHint : "", "\n"),
          ""};
}

class LoadedChart : public golden::RenderableChart {
 public:
  LoadedChart(const Result<Chart>& chart, const Limits& limits) : chart_(chart), limits_(limits) {}

  [[nodiscard]] GoldenRender Render(const GoldenRequest& request) const override {
    if (!chart_.ok()) return FailedRender(chart_.error());
    const auto result = chartrender::Render(chart_.value(), OptionsOf(request, limits_));
    if (!result.ok()) return FailedRender(result.error());
    return {true, result.value().Text(), result.value().notes()};
  }

 private:
  Result<Chart> chart_;
  Limits limits_;
};

// The chart's files as a folder's loader sees them: without what .helmignore names.
std::vector<FileView> LoadedFiles(const std::map<std::string, std::string>& files) {
  const auto rules_file = files.find(".helmignore");
  IgnoreRules rules = IgnoreRules::Parse(rules_file == files.end() ? "" : rules_file->second);
  rules.AddDefaults();
  std::vector<FileView> views;
  for (const auto& [path, text] : files) {
    bool ignored = rules.Ignores(path, false);
    for (size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      ignored = ignored || rules.Ignores(path.substr(0, slash), true);
    }
    if (!ignored) views.push_back({path, text});
  }
  return views;
}

LoadOptions LoadOptionsOf(const GoldenOptions& options) {
  LoadOptions load;
  load.dialect = options.dialect;
  load.limits = options.limits;
  load.fetch = options.fetch;
  return load;
}

golden::ChartLoader LoaderOf(const GoldenOptions& options) {
  return
      [&options](const GoldenChart& chart,
                 std::optional<Dialect> dialect) -> std::shared_ptr<const golden::RenderableChart> {
        LoadOptions load = LoadOptionsOf(options);
        load.dialect = dialect.value_or(options.dialect);
        if (chart.files == nullptr) {
          return std::make_shared<const LoadedChart>(LoadChart(chart.folder, load), load.limits);
        }
        const std::vector<FileView> views = LoadedFiles(*chart.files);
        return std::make_shared<const LoadedChart>(
            LoadChart(std::span<const FileView>(views), load), load.limits);
      };
}

}  // namespace

size_t GoldenReport::Count(GoldenStatus status) const {
  return static_cast<size_t>(std::count_if(
      items.begin(), items.end(), [&](const GoldenItem& item) { return item.status == status; }));
}

bool GoldenReport::ok() const {
  return Count(GoldenStatus::kFailed) + Count(GoldenStatus::kMissing) +
                 Count(GoldenStatus::kPending) ==
             0 &&
         !(fail_on_obsolete && Count(GoldenStatus::kObsolete) > 0);
}

Result<GoldenReport> RunGoldenChart(const std::filesystem::path& chart,
                                    const GoldenOptions& options) {
  return AtBoundary<GoldenReport>([&] {
    const auto loaded = LoadChart(chart, LoadOptionsOf(options));
    if (!loaded.ok()) {
      Error error = loaded.error();
      error.code = ErrorCode::kUsage;
      throw Failure(std::move(error));
    }
    return golden::RunChart(chart, options, LoaderOf(options));
  });
}

Result<GoldenReport> RunGoldenSeries(const std::filesystem::path& series,
                                     const GoldenOptions& options) {
  return AtBoundary<GoldenReport>(
      [&] { return golden::RunSeries(series, options, LoaderOf(options)); });
}

Result<GoldenReport> MutateGoldenSeries(const std::filesystem::path& series,
                                        const GoldenOptions& options) {
  return AtBoundary<GoldenReport>(
      [&] { return golden::MutateSeries(series, options, LoaderOf(options)); });
}

bool IsGoldenSeries(const std::filesystem::path& file) {
  try {
    const YAML::Node document = golden::ReadDocument(file.string(), golden::ReadFileText(file));
    return document.IsMap() && document["phases"].IsDefined();
  } catch (const std::exception&) {
    return false;
  }
}

std::filesystem::path GoldenFolderOf(const std::filesystem::path& chart,
                                     const GoldenOptions& options) {
  return golden::ChartGoldenFolder(chart, options);
}

Result<std::vector<GoldenPending>> FindPendingGoldens(const std::filesystem::path& chart_or_series,
                                                      const GoldenOptions& options) {
  return AtBoundary<std::vector<GoldenPending>>([&] {
    std::error_code code;
    const bool chart = std::filesystem::is_directory(chart_or_series, code);
    const std::filesystem::path folder =
        !options.golden_dir.empty()         ? options.golden_dir
        : chart                             ? golden::ChartGoldenFolder(chart_or_series, options)
        : chart_or_series.has_parent_path() ? chart_or_series.parent_path()
                                            : ".";
    return golden::FindPending(folder, options.context);
  });
}

Result<bool> AcceptGolden(const GoldenPending& pending) {
  return AtBoundary<bool>([&] {
    golden::Accept(pending);
    return true;
  });
}

Result<bool> RejectGolden(const GoldenPending& pending) {
  return AtBoundary<bool>([&] {
    golden::Reject(pending);
    return true;
  });
}

}  // namespace chartrender
