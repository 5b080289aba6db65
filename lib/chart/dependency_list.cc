#include "chart/dependency_list.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "algo/go_path.h"
#include "algo/semver.h"
#include "base/error.h"
#include "base/quote.h"
#include "chart/disk.h"
#include "chart/disk_glob.h"
#include "chart/text_table.h"

namespace chartrender {

namespace {

constexpr std::string_view kArchiveSuffix = ".tgz";

bool EndsOperation(const Failure& failure) {
  return failure.error().code == ErrorCode::kLimit || failure.error().code == ErrorCode::kCancelled;
}

// Whether `work` ends without a failure.
template <class Work>
bool Succeeds(const Work& work) {
  try {
    work();
    return true;
  } catch (const Failure& failure) {
    if (EndsOperation(failure)) throw;
    return false;
  }
}

std::shared_ptr<const ChartStore> TryLoad(const std::string& path, const LoadSettings& settings) {
  std::shared_ptr<const ChartStore> store;
  (void)Succeeds([&] { store = LoadChartPathV2(path, settings); });
  return store;
}

// What is wrong with a version, "" when it meets the dependency's range.
std::string_view VersionProblem(const Dependency& dependency, const std::string& version) {
  if (version == dependency.version) return "";
  bool holds = false;
  const bool valid = Succeeds([&] {
    const SemVerConstraint constraint = SemVerConstraint::Parse(dependency.version);
    holds = constraint.Holds(SemVer::Parse(version));
  });
  if (!valid) return "invalid version";
  return holds ? "" : "wrong version";
}

class DependencyLister {
 public:
  DependencyLister(const std::string& path, const LoadSettings& settings, const LoadedChart& chart)
      : path_(path), settings_(settings), chart_(chart) {}

  std::string Table(uint64_t column_width) const {
    std::vector<TableRow> rows = {{"NAME", "VERSION", "REPOSITORY", "STATUS"}};
    for (const auto& dependency : chart_.metadata.dependencies) {
      if (!dependency) continue;
      rows.push_back({dependency->name, dependency->version, dependency->repository,
                      std::string(StatusOf(*dependency))});
    }
    return PrintTable(rows, column_width);
  }

  // Warnings about charts in charts/ that are no dependency.
  std::string Strangers() const {
    const auto files = disk::Glob(PathJoin(PathJoin(path_, "charts"), "*"));
    if (!files) return "syntax error in pattern\n";
    std::string text;
    for (const std::string& file : *files) text += WarningAbout(file);
    return text;
  }

 private:
  std::string WarningAbout(const std::string& file) const {
    disk::FileInfo info;
    try {
      info = disk::Stat(file);
    } catch (const Failure& failure) {
      return StrCat("Warning: ", failure.error().message, "\n");
    }
    if (info.kind != disk::FileKind::kDirectory && PathExt(file) != kArchiveSuffix) return "";
    std::string text = "WARNING: ";
    AppendQuote(text, file);
    const auto store = TryLoad(file, settings_);
    if (store == nullptr) return text + " is not a chart.\n";
    const auto& wanted = chart_.metadata.dependencies;
    const bool known = std::any_of(wanted.begin(), wanted.end(), [&](const auto& dependency) {
      return dependency && dependency->name == store->root.name();
    });
    return known ? "" : text + " is not in Chart.yaml.\n";
  }

  std::string_view StatusOf(const Dependency& dependency) const {
    const auto archives = disk::Glob(
        PathJoin(PathJoin(path_, "charts"), StrCat(dependency.name, "-*", kArchiveSuffix)));
    if (!archives) return "bad pattern";
    std::vector<std::string> candidates = *archives;
    if (candidates.size() > 1) {
      std::erase_if(candidates,
                    [&](const std::string& file) { return !NamesVersion(file, dependency); });
      if (candidates.size() > 1) return "too many matches";
    }
    if (candidates.size() == 1) {
      const std::string_view status = ArchiveStatus(candidates[0], dependency);
      if (!status.empty()) return status;
    }
    const LoadedChart* loaded = nullptr;
    for (const auto& subchart : chart_.dependencies) {
      if (subchart->name() == dependency.name) loaded = subchart.get();
    }
    if (loaded == nullptr) return "missing";
    const std::string_view problem = VersionProblem(dependency, loaded->metadata.version);
    return problem.empty() ? "unpacked" : problem;
  }

  // Whether the name of an archive ends in a version behind the dependency's name.
  static bool NamesVersion(const std::string& file, const Dependency& dependency) {
    std::string_view name = PathBase(file);
    if (name.ends_with(kArchiveSuffix)) name.remove_suffix(kArchiveSuffix.size());
    const std::string prefix = dependency.name + "-";
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    return Succeeds([&] { (void)SemVer::ParseStrict(name); });
  }

  // "" when the archive cannot be reached.
  std::string_view ArchiveStatus(const std::string& file, const Dependency& dependency) const {
    if (!disk::TryStat(file)) return "";
    const auto store = TryLoad(file, settings_);
    if (store == nullptr) return "corrupt";
    if (store->root.name() != dependency.name) return "misnamed";
    const std::string_view problem = VersionProblem(dependency, store->root.metadata.version);
    return problem.empty() ? "ok" : problem;
  }

  const std::string& path_;
  const LoadSettings& settings_;
  const LoadedChart& chart_;
};

}  // namespace

std::string DependencyList(const std::string& path, const LoadSettings& settings,
                           uint64_t column_width) {
  const auto store = LoadChartPathV2(path, settings);
  if (!store->root.metadata.declares_dependencies) {
    return StrCat("WARNING: no dependencies at ", PathJoin(path, "charts"), "\n");
  }
  const DependencyLister lister(path, settings, store->root);
  return StrCat(lister.Table(column_width), "\n\n", lister.Strangers());
}

}  // namespace chartrender
