// The chart that is linted, as a folder of files: one on disk, or the content of an archive in
// memory. Helm unpacks archives to a folder of its own; nothing is written here. Source:
// helm.sh/helm/v4@v4.3.1 pkg/action/lint.go, pkg/chart/v2/util/expand.go.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "chart/chart.h"
#include "chart/loader.h"

namespace chartrender::lint {

enum class EntryKind { kFile, kDirectory };

class Folder {
 public:
  // Throws Failure as Helm does before it lints: "unable to check Chart.yaml file in chart: ...".
  static std::unique_ptr<Folder> Open(const std::string& path, const LoadSettings& settings);
  virtual ~Folder() = default;

  // How Helm calls the folder in messages.
  const std::string& name() const { return name_; }
  // What stands at `path` (relative, without a slash at its end); nothing when it is missing.
  virtual std::optional<EntryKind> Find(const std::string& path) const = 0;
  // Throws Failure(kIo) with Go's text.
  virtual std::string Read(const std::string& path) const = 0;
  // The chart, loaded as version v1 or v2. Throws as LoadChartPathV2.
  virtual std::shared_ptr<const ChartStore> Load(const LoadSettings& settings) const = 0;
  // Whether that is what loading the same path for a render gives, `apiVersion: v3` aside.
  virtual bool LoadsAsRendered() const = 0;

 protected:
  explicit Folder(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

}  // namespace chartrender::lint
