#include "chart/loader.h"

#include <map>
#include <string>
#include <vector>

#include "algo/archive.h"
#include "algo/go_path.h"
#include "base/dialect.h"
#include "base/error.h"
#include "base/excerpt.h"
#include "base/stack.h"
#include "chart/disk.h"
#include "chart/folder.h"
#include "chart/log_events.h"
#include "codec/yaml/read.h"

namespace chartrender {

namespace {

// Runs `work`; a failure becomes one of the chart with `prefix` before its text, limits stay what
// they are.
template <class Work>
auto Prefixed(std::string_view prefix, const Work& work) {
  try {
    return work();
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit ||
        failure.error().code == ErrorCode::kCancelled) {
      throw;
    }
    Failure wrapped = failure.WithPrefix(prefix);
    if (wrapped.error().code != ErrorCode::kIo) wrapped.error().code = ErrorCode::kChart;
    throw wrapped;
  }
}

// The same for work on one file of a chart, which the failure then names.
template <class Work>
auto InFile(const ChartFile& file, std::string_view prefix, const Work& work) {
  return Prefixed(prefix, [&] {
    try {
      return work();
    } catch (Failure& failure) {
      Error& error = failure.error();
      error.where.file = file.name;
      if (error.excerpt.text.empty()) error.excerpt = ExcerptOfLine(file.data, error.where.line);
      throw;
    }
  });
}

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

ArchiveLimits LimitsOf(ChartStore& store) {
  ArchiveLimits limits;
  limits.total_bytes = store.budget.limits().archive_bytes;
  limits.files = store.budget.limits().archive_files;
  limits.budget = &store.budget;
  if (TraitsOf(store.dialect).limits_each_file) {
    limits.file_bytes = store.budget.limits().file_bytes;
    limits.helm3_texts = true;
  }
  return limits;
}

std::vector<ChartFile> Unpack(std::string_view packed, ChartStore& store) {
  std::vector<ChartFile> files;
  for (ArchiveFile& file : ReadChartArchive(packed, LimitsOf(store))) {
    files.push_back({store.arena.Copy(file.path), store.Keep(std::move(file.data))});
  }
  return files;
}

// Puts the files of one chart in their places and loads its subcharts.
// Source: loader.LoadFiles.
class ChartBuilder {
 public:
  // `v3`: as the loader that Helm has for charts of apiVersion v3.
  ChartBuilder(ChartStore& store, Log& log, LoadedChart& chart, bool v3 = false)
      : store_(store),
        log_(log),
        chart_(chart),
        v3_(v3),
        package_(v3 ? GoPackage::kV3 : PackageOf(store.dialect)),
        metadata_(store.arena, package_) {}

  void Build(const std::vector<ChartFile>& files) {
    CheckStack();
    // Each file is listed in every chart above it, and once more in its place.
    store_.budget.ChargeMemory(files.size() * 2 * sizeof(ChartFile) + sizeof(LoadedChart));
    store_.budget.ChargeSteps(files.size());
    chart_.raw.reserve(files.size());
    for (const ChartFile& file : files) {
      chart_.raw.push_back(file);
      if (file.name == "Chart.yaml") ReadMetadata(file);
    }
    for (const ChartFile& file : files) Place(file);
    if (!has_metadata_) throw Failure(ErrorCode::kChart, "Chart.yaml file is missing");
    chart_.metadata = metadata_.Result();
    ValidateMetadata(chart_.metadata);
    for (const auto& [name, subfiles] : subcharts_) Subchart(name, subfiles);
  }

 private:
  void ReadMetadata(const ChartFile& file) {
    has_metadata_ = true;
    InFile(file, "cannot load Chart.yaml: ", [&] { metadata_.Read(file.data); });
    if (metadata_.api_version().empty()) metadata_.set_api_version("v1");
  }

  void Place(const ChartFile& file) {
    if (file.name == "Chart.yaml") return;
    if (file.name == "Chart.lock") {
      chart_.lock = InFile(file, "cannot load Chart.lock: ", [&] {
        return ReadLock(file.data, store_.arena, package_);
      });
    } else if (file.name == "values.yaml") {
      chart_.values = InFile(file, "cannot load values.yaml: ", [&] {
        return ReadValuesYaml(file.data, store_.arena, store_.dialect);
      });
    } else if (file.name == "values.schema.json") {
      chart_.schema = file.data;
      if (store_.fetch) chart_.fetch = &store_.fetch;
      chart_.keeps_schema = store_.keeps_schemas;
    } else if (file.name == "requirements.yaml") {
      Requirements(file);
    } else if (file.name == "requirements.lock") {
      RequirementsLock(file);
    } else if (StartsWith(file.name, "templates/")) {
      chart_.templates.push_back(file);
    } else if (StartsWith(file.name, "charts/") && PathExt(file.name) != ".prov") {
      const std::string_view name = file.name.substr(7);
      subcharts_[name.substr(0, name.find('/'))].push_back({name, file.data});
    } else {
      chart_.files.push_back(file);
    }
  }

  void Requirements(const ChartFile& file) {
    if (v3_) {
      chart_.files.push_back(file);
      return;
    }
    has_metadata_ = true;
    const bool v1 = metadata_.api_version() == "v1";
    if (!v1) {
      Warn(log_events::kDependenciesApart);
    }
    InFile(file, "cannot load requirements.yaml: ", [&] { metadata_.Read(file.data); });
    if (metadata_.api_version() == "v1") chart_.files.push_back(file);
  }

  void RequirementsLock(const ChartFile& file) {
    if (v3_) {
      chart_.files.push_back(file);
      return;
    }
    chart_.lock = Prefixed("cannot load requirements.lock: ",
                           [&] { return ReadLock(file.data, store_.arena, package_); });
    has_metadata_ = true;
    if (metadata_.api_version() != "v1") {
      Warn(log_events::kLockApart);
    } else {
      chart_.files.push_back(file);
    }
  }

  void Warn(const PlainLogEvent& event) {
    log_.Add(event);
    Diagnostic diagnostic;
    diagnostic.severity = Severity::kWarning;
    diagnostic.message = event.text;
    store_.warnings.push_back(std::move(diagnostic));
  }

  void Subchart(std::string_view name, const std::vector<ChartFile>& files) {
    if (name.empty() || name[0] == '_' || name[0] == '.') return;
    auto subchart = std::make_unique<LoadedChart>();
    const std::string& parent = chart_.metadata.name;
    if (PathExt(name) == ".tgz" && files[0].name != name) {
      throw Failure(ErrorCode::kChart, StrCat("error unpacking subchart tar in ", parent,
                                              ": expected ", name, ", got ", files[0].name));
    }
    Prefixed(StrCat("error unpacking subchart ", name, " in ", parent, ": "), [&] {
      ChartBuilder builder(store_, log_, *subchart, v3_);
      try {
        if (PathExt(name) == ".tgz") {
          builder.Build(Unpack(files[0].data, store_));
        } else {
          builder.Build(Inside(files));
        }
      } catch (Failure& failure) {
        std::string& file = failure.error().where.file;
        if (!file.empty()) file.insert(0, StrCat("charts/", name, "/"));
        throw;
      }
    });
    chart_.dependencies.push_back(std::move(subchart));
  }

  // The files below the first folder of their names; what lies beside folders is no part of a
  // chart.
  static std::vector<ChartFile> Inside(const std::vector<ChartFile>& files) {
    std::vector<ChartFile> inside;
    for (const ChartFile& file : files) {
      const size_t slash = file.name.find('/');
      if (slash != std::string_view::npos)
        inside.push_back({file.name.substr(slash + 1), file.data});
    }
    return inside;
  }

  ChartStore& store_;
  Log& log_;
  LoadedChart& chart_;
  const bool v3_;
  const GoPackage package_;
  MetadataReader metadata_;
  bool has_metadata_ = false;
  std::map<std::string_view, std::vector<ChartFile>> subcharts_;
};

// Helm 4 looks at apiVersion first and has a loader for each. True for v3.
bool DetectV3(std::string_view yaml, ChartStore& store) {
  const std::string version =
      Prefixed("cannot load Chart.yaml: ", [&] { return ReadApiVersion(yaml, store.arena); });
  if (!version.empty() && version != "v1" && version != "v2" && version != "v3") {
    throw Failure(ErrorCode::kChart, "unsupported chart version");
  }
  return version == "v3";
}

enum class Detection : uint8_t { kOff, kOn };

std::vector<ChartFile> FolderFiles(const std::string& folder, ChartStore& store, Log& log,
                                   FileAccess access, Detection detection, bool& v3) {
  const std::string top = disk::AbsolutePath(folder);
  if (detection == Detection::kOn) {
    const std::string file = PathJoin(top, "Chart.yaml");
    const std::string yaml = Prefixed(StrCat("unable to detect chart at ", file, ": "), [&] {
      return disk::ReadFile(file, store.budget.limits().archive_bytes);
    });
    v3 = DetectV3(yaml, store);
  }
  return ReadChartFolder(top, store, log, access);
}

std::vector<ChartFile> ArchiveFiles(std::string_view path, std::string_view packed,
                                    ChartStore& store, Detection detection, bool& v3) {
  store.budget.ExpectMemory(packed.size());
  CheckIsArchive(path, packed.substr(0, 512));
  std::vector<ChartFile> files;
  try {
    files = Unpack(packed, store);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    if (failure.error().message == "gzip: invalid header") {
      throw Failure(ErrorCode::kChart,
                    StrCat("file '", path, "' does not appear to be a valid chart file (details: ",
                           failure.error().message, ")"));
    }
    if (detection == Detection::kOff) throw;
    throw Failure(ErrorCode::kChart, "unable to load chart archive");
  }
  if (detection == Detection::kOff) return files;
  for (const ChartFile& file : files) {
    if (file.name != "Chart.yaml") continue;
    v3 = DetectV3(file.data, store);
    return files;
  }
  throw Failure(ErrorCode::kChart, "unable to detect chart version, no Chart.yaml found");
}

std::shared_ptr<ChartStore> NewStore(const LoadSettings& settings) {
  auto store = std::make_shared<ChartStore>(settings.dialect, settings.limits);
  store->fetch = settings.fetch;
  store->keeps_schemas = settings.keeps_schemas;
  return store;
}

std::shared_ptr<const ChartStore> LoadPath(const std::filesystem::path& path,
                                           const LoadSettings& settings, Detection detection) {
  const auto store = NewStore(settings);
  Log log(settings.dialect, settings.log);
  const std::string name = path.string();
  const bool is_folder = disk::Stat(name).kind == disk::FileKind::kDirectory;
  std::vector<ChartFile> files;
  bool v3 = false;
  if (is_folder) {
    const FileAccess access = settings.maps_files ? FileAccess::kMap : FileAccess::kRead;
    files = FolderFiles(name, *store, log, access, detection, v3);
  } else {
    const std::string packed = disk::ReadFile(name, store->budget.limits().memory_bytes);
    files = ArchiveFiles(name, packed, *store, detection, v3);
  }
  ChartBuilder(*store, log, store->root, v3).Build(files);
  return store;
}

Detection DetectionOf(Dialect dialect) {
  return TraitsOf(dialect).detects_chart_version ? Detection::kOn : Detection::kOff;
}

}  // namespace

std::shared_ptr<const ChartStore> LoadChartPath(const std::filesystem::path& path,
                                                const LoadSettings& settings) {
  return LoadPath(path, settings, DetectionOf(settings.dialect));
}

std::shared_ptr<const ChartStore> LoadChartPathV2(const std::filesystem::path& path,
                                                  const LoadSettings& settings) {
  return LoadPath(path, settings, Detection::kOff);
}

std::shared_ptr<const ChartStore> LoadChartArchive(std::string_view packed, std::string_view name,
                                                   const LoadSettings& settings) {
  const auto store = NewStore(settings);
  Log log(settings.dialect, settings.log);
  bool v3 = false;
  const std::vector<ChartFile> files =
      ArchiveFiles(name, packed, *store, DetectionOf(settings.dialect), v3);
  ChartBuilder(*store, log, store->root, v3).Build(files);
  return store;
}

std::shared_ptr<const ChartStore> LoadChartFiles(std::span<const ChartFile> files,
                                                 const LoadSettings& settings) {
  const auto store = NewStore(settings);
  Log log(settings.dialect, settings.log);
  std::vector<ChartFile> kept;
  kept.reserve(files.size());
  for (const ChartFile& file : files) {
    kept.push_back({store->arena.Copy(file.name), store->Keep(std::string(file.data))});
  }
  ChartBuilder(*store, log, store->root).Build(kept);
  return store;
}

}  // namespace chartrender
