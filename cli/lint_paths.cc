#include "lint_paths.h"

#include <algorithm>
#include <filesystem>

#include "file_text.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

// The charts below `folder`, in the order of a walk that sorts names. Links are not followed.
void CollectSubcharts(const std::string& folder, std::vector<std::string>& paths) {
  std::error_code error;
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    std::string path = folder;
    path.append("/").append(name);
    if (name == "Chart.yaml") {
      paths.push_back(folder);
    } else if (path.ends_with(".tgz") || path.ends_with(".tar.gz")) {
      paths.push_back(path);
    }
    if (fs::symlink_status(path, error).type() == fs::file_type::directory)
      CollectSubcharts(path, paths);
  }
}

}  // namespace

std::vector<std::string> LintPaths(const Arguments& arguments) {
  // Helm 3 takes no argument for the folder it stands in.
  std::vector<std::string> paths = arguments.positional();
  if (paths.empty()) paths.emplace_back(".");
  if (!arguments.Flag("with-subcharts")) return paths;
  for (const std::string& path : std::vector<std::string>(paths)) {
    CollectSubcharts(CleanPath(path.empty() ? "charts" : path + "/charts"), paths);
  }
  return paths;
}

}  // namespace chartrender::cli
