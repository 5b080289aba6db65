// Finds the cases of a chart and reads their case.yaml.
#include <algorithm>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

#include "golden/bad_input.h"
#include "golden/case_flags.h"
#include "golden/chart_run.h"
#include "golden/file_text.h"
#include "golden/semantic_diff.h"

namespace chartrender::golden {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kDefault = "default";
constexpr size_t kVersion = 1;

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

// Names of the entries of a folder, sorted; empty when there is none.
std::vector<std::string> Entries(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code code;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    names.push_back(at->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// A text as a double-quoted YAML scalar, where it needs quotes.
std::string YamlScalar(const std::string& text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./~";
  const bool plain = !text.empty() && text.find_first_not_of(kPlain) == std::string::npos &&
                     text[0] != '-' && text[0] != '~' && !(text[0] >= '0' && text[0] <= '9');
  return plain ? text : JsonText(Value::String(text));
}

class CaseFinder {
 public:
  CaseFinder(const fs::path& chart, const fs::path& goldens) : chart_(chart), goldens_(goldens) {}

  std::vector<ChartCase> Find() {
    Add(std::string(kDefault), "", "");
    constexpr std::string_view kCiEnding = "-values.yaml";
    for (const std::string& name : Entries(chart_ / "ci")) {
      if (!EndsWith(name, kCiEnding)) continue;
      Add(name.substr(0, name.size() - kCiEnding.size()), "ci-", StrCat("ci/", name));
    }
    for (const std::string& name : Entries(chart_ / "tests" / "values")) {
      if (EndsWith(name, ".yaml"))
        Add(name.substr(0, name.size() - 5), "tests-", StrCat("tests/values/", name));
    }
    for (const std::string& name : Entries(chart_ / "examples")) {
      const std::string file = StrCat("examples/", name, "/values.yaml");
      std::error_code code;
      if (fs::is_regular_file(chart_ / file, code)) Add(name, "examples-", file);
    }
    for (const std::string& name : Entries(goldens_)) {
      std::error_code code;
      if (fs::is_regular_file(goldens_ / name / "case.yaml", code)) Declare(name);
    }
    std::vector<ChartCase> found;
    for (auto& [name, entry] : cases_) found.push_back(std::move(entry));
    std::stable_partition(found.begin(), found.end(),
                          [](const ChartCase& c) { return c.name == kDefault; });
    return found;
  }

 private:
  static std::optional<Dialect> ReadDialect(YamlFields& fields) {
    if (!fields.Has("compat")) return std::nullopt;
    const std::string name = fields.Text("compat");
    if (name == "helm4") return Dialect::kHelm4;
    if (name != "helm3") fields.Fail(fields.Get("compat"), "`compat` is helm4 or helm3");
    return Dialect::kHelm3;
  }

  // A name that is taken already gets the folder's prefix.
  void Add(std::string name, std::string_view prefix, const std::string& values) {
    if (cases_.count(name) != 0) name.insert(0, prefix);
    ChartCase entry;
    entry.name = name;
    entry.file = (goldens_ / name / "case.yaml").string();
    if (!values.empty()) entry.values.push_back(values);
    for (const std::string& file : entry.values) {
      const std::string path = (chart_ / file).lexically_normal().string();
      entry.request.flags.push_back({"-f", path, ReadFileText(path)});
    }
    if (!cases_.emplace(name, std::move(entry)).second) {
      throw BadInput((chart_ / values).string(), 0,
                     StrCat("the case name `", name, "` stands twice"));
    }
  }

  // Most case files: what an update wrote. They need not be read as YAML.
  static bool SaysNothingNew(const ChartCase& entry, const std::string& text) {
    constexpr Dialect kDialect = Dialect::kHelm4;
    return text == CaseFileText(entry, kDialect, HelmVersion(kDialect), "render") ||
           text == CaseFileText(entry, kDialect, HelmVersion(kDialect), "helm");
  }

  void Declare(const std::string& name) {
    const std::string file = (goldens_ / name / "case.yaml").string();
    const std::string text = ReadFileText(file);
    const auto known = cases_.find(name);
    if (known != cases_.end() && SaysNothingNew(known->second, text)) {
      known->second.declared = true;
      return;
    }
    YamlFields fields(ReadDocument(file, text), file, "a case");
    if (fields.Number("version", 0) != kVersion)
      fields.Fail(fields.Get("version"), "a case has `version: 1`");
    const bool found = known != cases_.end();
    ChartCase entry;
    entry.name = name;
    entry.file = file;
    entry.declared = true;
    entry.values = fields.Texts("values");
    std::error_code code;
    entry.obsolete =
        !found && !entry.values.empty() &&
        std::none_of(entry.values.begin(), entry.values.end(),
                     [&](const std::string& path) { return fs::exists(chart_ / path, code); });
    if (entry.obsolete) {
      cases_[name] = std::move(entry);
      return;
    }
    fields.Text("helm");
    fields.Text("made_by");
    entry.request.dialect = ReadDialect(fields);
    if (fields.Has("release")) {
      YamlFields release(fields.Get("release"), file, "`release`");
      entry.request.release_name = release.Text("name", entry.request.release_name);
      entry.request.release_namespace = release.Text("namespace", entry.request.release_namespace);
      release.Finish();
    }
    entry.request.flags = ReadCaseFlags(fields, chart_);
    entry.masks = ReadMasks(fields);
    fields.Finish();
    cases_[name] = std::move(entry);
  }

  const fs::path& chart_;
  const fs::path& goldens_;
  std::map<std::string, ChartCase> cases_;
};

}  // namespace

std::string_view HelmVersion(Dialect dialect) {
  return dialect == Dialect::kHelm3 ? "3.22.0" : "4.3.1";
}

std::string CaseFileText(const ChartCase& entry, Dialect dialect, std::string_view helm,
                         std::string_view made_by) {
  std::string text = StrCat("version: 1\nhelm: ", helm, "\nmade_by: ", made_by, "\n",
                            dialect == Dialect::kHelm3 ? "compat: helm3\n" : "",
                            "release: {name: ", YamlScalar(entry.request.release_name),
                            ", namespace: ", YamlScalar(entry.request.release_namespace), "}\n");
  if (!entry.values.empty()) text += "values:\n";
  for (const std::string& values : entry.values) text += StrCat("  - ", YamlScalar(values), "\n");
  if (!entry.masks.empty()) text += "masks:\n";
  for (const MaskSpec& mask : entry.masks) {
    text += StrCat("  - {kind: ", YamlScalar(mask.kind), ", name: ", YamlScalar(mask.name),
                   ", pointer: ", JsonText(Value::String(mask.pointer)), ", reason: ", mask.reason,
                   "}\n");
  }
  return text;
}

fs::path ChartGoldenFolder(const fs::path& chart, const GoldenOptions& options) {
  if (!options.golden_dir.empty()) return options.golden_dir;
  const fs::path plain = chart.lexically_normal();
  const fs::path folder = plain.has_filename() ? plain : plain.parent_path();
  std::error_code code;
  const fs::path whole = fs::canonical(folder, code);
  if (whole.parent_path().filename() == "charts") {
    const fs::path beside = (folder / ".." / ".." / "golden").lexically_normal();
    if (fs::is_directory(beside, code)) return beside / whole.filename();
  }
  return folder / "golden";
}

std::vector<ChartCase> FindChartCases(const fs::path& chart, const fs::path& goldens) {
  try {
    return CaseFinder(chart, goldens).Find();
  } catch (const YAML::Exception& error) {
    throw BadInput(goldens.string(), 0, error.msg);
  }
}

}  // namespace chartrender::golden
