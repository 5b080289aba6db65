#include "lint/folder.h"

#include <algorithm>
#include <vector>

#include "algo/archive.h"
#include "algo/go_path.h"
#include "base/error.h"
#include "chart/disk.h"
#include "chart/ignore.h"
#include "chart/metadata.h"

namespace chartrender::lint {

namespace {

bool EndsWith(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

class DiskFolder : public Folder {
 public:
  explicit DiskFolder(const std::string& path) : Folder(disk::AbsolutePath(path)) {}

  std::optional<EntryKind> Find(const std::string& path) const override {
    const auto info = disk::TryStat(PathJoin(name(), path));
    if (!info) return std::nullopt;
    return info->kind == disk::FileKind::kDirectory ? EntryKind::kDirectory : EntryKind::kFile;
  }
  std::string Read(const std::string& path) const override {
    return disk::ReadFile(PathJoin(name(), path));
  }
  std::shared_ptr<const ChartStore> Load(const LoadSettings& settings) const override {
    return LoadChartPathV2(name(), settings);
  }
  bool LoadsAsRendered() const override { return true; }
};

class MemoryFolder : public Folder {
 public:
  MemoryFolder(std::string name, std::vector<ArchiveFile> files) : Folder(std::move(name)) {
    for (ArchiveFile& file : files) files_[file.path] = std::move(file.data);
  }

  std::optional<EntryKind> Find(const std::string& path) const override {
    if (files_.contains(path)) return EntryKind::kFile;
    const auto inside = files_.lower_bound(path + "/");
    if (inside == files_.end() || inside->first.compare(0, path.size() + 1, path + "/") != 0) {
      return std::nullopt;
    }
    return EntryKind::kDirectory;
  }

  std::string Read(const std::string& path) const override {
    const auto file = files_.find(path);
    if (file != files_.end()) return file->second;
    throw Failure(ErrorCode::kIo,
                  StrCat("open ", PathJoin(name(), path), ": no such file or directory"));
  }

  std::shared_ptr<const ChartStore> Load(const LoadSettings& settings) const override {
    IgnoreRules rules;
    const auto ignore_file = files_.find(".helmignore");
    if (ignore_file != files_.end()) rules = IgnoreRules::Parse(ignore_file->second);
    rules.AddDefaults();
    std::vector<ChartFile> kept;
    for (const auto& [path, data] : files_) {
      if (!Ignored(rules, path)) kept.push_back({path, data});
    }
    return LoadChartFiles(kept, settings);
  }
  bool LoadsAsRendered() const override { return false; }  // archives know no .helmignore

 private:
  // True when the file or a folder above it is ignored.
  static bool Ignored(const IgnoreRules& rules, std::string_view path) {
    for (size_t slash = path.find('/'); slash != std::string_view::npos;
         slash = path.find('/', slash + 1)) {
      if (rules.Ignores(path.substr(0, slash), true)) return true;
    }
    return rules.Ignores(path, false);
  }

  std::map<std::string, std::string> files_;
};

std::string ChartName(const std::vector<ArchiveFile>& files) {
  std::string name;
  for (const ArchiveFile& file : files) {
    if (file.path != "Chart.yaml") continue;
    Arena arena;
    MetadataReader reader(arena);
    try {
      reader.Read(file.data);
    } catch (const Failure& failure) {
      throw failure.WithPrefix("cannot load Chart.yaml: ");
    }
    name = reader.Result().name;
  }
  if (name.empty()) throw Failure(ErrorCode::kChart, "chart name not specified");
  return name;
}

std::unique_ptr<Folder> OpenArchive(const std::string& path, const LoadSettings& settings) {
  std::string packed;
  try {
    packed = disk::ReadFile(path, settings.limits.memory_bytes);
  } catch (const Failure& failure) {
    throw failure.WithPrefix("unable to open tarball: ");
  }
  try {
    ArchiveLimits limits;
    limits.total_bytes = settings.limits.archive_bytes;
    std::vector<ArchiveFile> files = ReadChartArchive(packed, limits);
    return std::make_unique<MemoryFolder>(PathJoin("/", ChartName(files)), std::move(files));
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    throw failure.WithPrefix("unable to extract tarball: ");
  }
}

}  // namespace

std::unique_ptr<Folder> Folder::Open(const std::string& path, const LoadSettings& settings) {
  if (EndsWith(path, ".tgz") || EndsWith(path, ".tar.gz")) return OpenArchive(path, settings);
  try {
    disk::Stat(PathJoin(path, "Chart.yaml"));
  } catch (const Failure& failure) {
    throw failure.WithPrefix("unable to check Chart.yaml file in chart: ");
  }
  return std::make_unique<DiskFolder>(path);
}

}  // namespace chartrender::lint
