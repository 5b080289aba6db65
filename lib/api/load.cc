#include <memory>
#include <utility>
#include <vector>

#include "api/boundary.h"
#include "api/data.h"
#include "api/load_settings.h"
#include "chart/loader.h"

namespace chartrender {

namespace {

Chart MakeChart(std::shared_ptr<const ChartStore> store, const LoadOptions& options) {
  return Chart(std::make_shared<const Chart::Data>(std::move(store), options.functions));
}

}  // namespace

Result<Chart> LoadChart(const std::filesystem::path& path, const LoadOptions& options) {
  return AtBoundary<Chart>([&] {
    const auto load = options.detects_version ? LoadChartPath : LoadChartPathV2;
    return MakeChart(load(path, SettingsOf(options)), options);
  });
}

Result<Chart> LoadChart(std::span<const FileView> files, const LoadOptions& options) {
  return AtBoundary<Chart>([&] {
    std::vector<ChartFile> views;
    views.reserve(files.size());
    for (const FileView& file : files) views.push_back({file.path, file.data});
    return MakeChart(LoadChartFiles(views, SettingsOf(options)), options);
  });
}

Result<Chart> LoadChartArchive(std::string_view packed, std::string_view name,
                               const LoadOptions& options) {
  return AtBoundary<Chart>(
      [&] { return MakeChart(LoadChartArchive(packed, name, SettingsOf(options)), options); });
}

const std::string& Chart::name() const { return data_->store().root.metadata.name; }
const std::string& Chart::version() const { return data_->store().root.metadata.version; }
const std::string& Chart::app_version() const { return data_->store().root.metadata.app_version; }
const std::string& Chart::description() const { return data_->store().root.metadata.description; }
const std::string& Chart::type() const { return data_->store().root.metadata.type; }
bool Chart::deprecated() const { return data_->store().root.metadata.deprecated; }

std::vector<FileView> Chart::Files() const {
  std::vector<FileView> files;
  for (const ChartFile& file : data_->store().root.raw) files.push_back({file.name, file.data});
  return files;
}

std::string_view Version() { return CHARTRENDER_VERSION; }

}  // namespace chartrender
