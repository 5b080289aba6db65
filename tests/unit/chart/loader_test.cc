// Charts from files in memory and from folders; the texts are those of Helm 4.3.1.
#include "chart/loader.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"

namespace chartrender {

namespace {

constexpr std::string_view kChart = "apiVersion: v2\nname: c\nversion: 1.0.0\n";

// A folder of its own that is removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "loader-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void Write(const std::string& name, std::string_view data) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << data;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string Names(const std::vector<ChartFile>& files) {
  std::string names;
  for (const ChartFile& file : files) names += std::string(file.name) + " ";
  return names;
}

std::string ErrorOf(const std::filesystem::path& path) {
  try {
    LoadChartPath(path, {});
    return "";
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

}  // namespace

TEST_CASE("loader: files go to their places") {
  const auto store = LoadChartFiles(
      std::vector<ChartFile>{{"Chart.yaml", kChart},
                             {"values.yaml", "a: 1\n"},
                             {"values.schema.json", "{}"},
                             {"templates/x.yaml", "x"},
                             {"crds/c.yaml", "c"},
                             {"README.md", "r"},
                             {"charts/sub/Chart.yaml", "name: sub\nversion: 0.1.0\n"},
                             {"charts/sub/templates/y.yaml", "y"},
                             {"charts/_off/Chart.yaml", "name: off\n"},
                             {"charts/x.prov", "p"}},
      {});
  const LoadedChart& chart = store->root;
  CHECK(Names(chart.templates) == "templates/x.yaml ");
  CHECK(Names(chart.files) == "crds/c.yaml README.md charts/x.prov ");
  CHECK(chart.raw.size() == 10);
  CHECK(chart.schema == "{}");
  CHECK(chart.values.AsMap()->Get("a").AsFloat() == 1);
  REQUIRE(chart.dependencies.size() == 1);
  CHECK(chart.dependencies[0]->metadata.api_version == "v1");
  CHECK(Names(chart.dependencies[0]->templates) == "templates/y.yaml ");
}

TEST_CASE("loader: errors name the chart they are in") {
  const auto error = [](std::vector<ChartFile> files) -> std::string {
    try {
      LoadChartFiles(files, {});
      return "";
    } catch (const Failure& failure) {
      return failure.error().message;
    }
  };
  CHECK(error({{"values.yaml", ""}}) == "Chart.yaml file is missing");
  CHECK(error({{"Chart.yaml", kChart}, {"charts/README.md", "x"}}) ==
        "error unpacking subchart README.md in c: Chart.yaml file is missing");
  CHECK(error({{"Chart.yaml", kChart}, {"charts/a.tgz/b", "x"}}) ==
        "error unpacking subchart tar in c: expected a.tgz, got a.tgz/b");
  CHECK(error({{"Chart.yaml", kChart}, {"values.yaml", "- 1\n"}}) ==
        "cannot load values.yaml: cannot unmarshal yaml document: error unmarshaling JSON: while "
        "decoding JSON: json: cannot unmarshal array into Go value of type map[string]interface "
        "{}");
}

TEST_CASE("loader: a folder without what .helmignore names, links followed, marks cut off") {
  const Folder folder;
  folder.Write("Chart.yaml", kChart);
  folder.Write(".helmignore", "*.md\nskip/\n");
  folder.Write("README.md", "r");
  folder.Write("skip/x", "x");
  folder.Write("templates/.hidden", "h");
  folder.Write("templates/a.yaml",
               "\xEF\xBB\xBF"
               "a");
  const Folder outside;
  outside.Write("f.txt", "f");
  std::filesystem::create_directory_symlink(outside.path(), folder.path() / "linked");
  std::vector<std::string> lines;
  LoadSettings settings;
  settings.log = [&](LogLevel, std::string_view message, std::span<const Log::Attribute>) {
    lines.emplace_back(message);
  };
  const auto store = LoadChartPath(folder.path(), settings);
  CHECK(Names(store->root.files) == ".helmignore linked/f.txt ");
  REQUIRE(store->root.templates.size() == 1);
  CHECK(store->root.templates[0].data == "a");
  CHECK(lines == std::vector<std::string>{
                     "found symbolic link in path. Contents of linked file included and used"});
}

TEST_CASE("loader: what is no chart is told in Helm's words") {
  const Folder folder;
  const std::string top = folder.path().string();
  CHECK(ErrorOf(folder.path() / "none") == "stat " + top + "/none: no such file or directory");
  CHECK(ErrorOf(folder.path()) == "unable to detect chart at " + top + "/Chart.yaml: open " + top +
                                      "/Chart.yaml: no such file or directory");
  folder.Write("Chart.yaml", "apiVersion: v9\nname: c\n");
  CHECK(ErrorOf(folder.path()) == "unsupported chart version");
  folder.Write("Chart.yaml", kChart);
  REQUIRE(mkfifo((top + "/pipe").c_str(), 0600) == 0);
  CHECK(ErrorOf(folder.path()) ==
        "cannot load irregular file " + top + "/pipe as it has file mode type bits set");
  std::filesystem::remove(folder.path() / "pipe");
  std::filesystem::create_symlink("nowhere", folder.path() / "link");
  CHECK(ErrorOf(folder.path()) == "error evaluating symlink " + top + "/link: lstat " + top +
                                      "/nowhere: no such file or directory");
  folder.Write("plain.yaml", "a: 1\n");
  CHECK(ErrorOf(folder.path() / "plain.yaml") ==
        "file '" + top + "/plain.yaml' seems to be a YAML file, but expected a gzipped archive");
}

TEST_CASE("loader: a chart larger than its limit is not read") {
  const Folder folder;
  folder.Write("Chart.yaml", kChart);
  folder.Write("big", std::string(2000, 'x'));
  LoadSettings settings;
  settings.limits.archive_bytes = 1000;
  CHECK_THROWS_WITH(LoadChartPath(folder.path(), settings),
                    "error reading big: chart exceeds maximum decompressed size of 1000 bytes");
}

}  // namespace chartrender
