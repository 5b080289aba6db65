#include "check_targets.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "file_text.h"
#include "flag_parser.h"
#include "past_files.h"
#include "render_setup.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

bool IsArchive(const std::string& path) {
  return path.ends_with(".tgz") || path.ends_with(".tar.gz");
}

bool IsManifest(const std::string& name) {
  return name.ends_with(".yaml") || name.ends_with(".yml") || name.ends_with(".json");
}

Error FileError(std::string message, const std::string& file) {
  return {.code = ErrorCode::kIo, .message = std::move(message), .where = {.file = file}};
}

class Loader {
 public:
  Loader(const Session& session, const Arguments& arguments, LoadListener listener = {})
      : session_(session),
        arguments_(arguments),
        listener_(std::move(listener)),
        values_(arguments) {}

  Result<std::vector<CheckTarget>> Load() {
    if (const auto error = ReadOptions()) return *error;
    return LoadWords(TakeReleaseName());
  }

  Result<std::vector<CheckTarget>> LoadGiven(const std::vector<std::string>& words) {
    if (const auto error = ReadOptions()) return *error;
    return LoadWords(words);
  }

  Result<std::vector<CheckTarget>> LoadBase(const std::string& base) {
    if (const auto error = ReadOptions()) return *error;
    const std::vector<std::string> words = TakeReleaseName();
    std::error_code code;
    if (fs::exists(base, code)) return LoadWords({base});
    if (const auto error = past_.Fetch(base, words, values_.files())) return *error;
    std::vector<std::string> past_words;
    past_words.reserve(words.size());
    for (const std::string& word : words) past_words.push_back(past_.PathOf(word));
    return LoadWords(past_words);
  }

 private:
  // The charts and files among the arguments.
  std::vector<std::string> TakeReleaseName() {
    std::vector<std::string> words = arguments_.positional();
    if (words.size() == 2 && IsReleaseName(words[0]) && IsChart(words[1])) {
      if (arguments_.Flag("generate-name"))
        throw UsageError("cannot set --generate-name and also specify a name");
      options_.release_name = words[0];
      words.erase(words.begin());
    }
    return words;
  }

  Result<std::vector<CheckTarget>> LoadWords(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      if (const auto error = IsChart(word) ? AddChart(word) : AddFiles(word)) return *error;
    }
    if (const auto error = ReadManifests()) return *error;
    return std::move(targets_);
  }

  static bool IsReleaseName(const std::string& word) {
    std::error_code code;
    return word != "-" && !fs::exists(word, code);
  }

  std::optional<Error> ReadOptions() {
    options_ = BaseOptions(session_);
    options_.kube_version = arguments_.Text("kube-version");
    if (const auto error = KubeVersionError(options_.kube_version))
      throw UsageError(error->message);
    SetRenderFlags(arguments_, options_);
    selection_.hooks = !arguments_.Flag("no-hooks");
    selection_.tests = !arguments_.Flag("skip-tests");
    selection_.show_only = arguments_.List("show-only");
    if (auto error = SetLookup(arguments_, options_)) return error;
    return ReadReleaseName();
  }

  std::optional<Error> ReadReleaseName() {
    const std::string& name_template = arguments_.Text("name-template");
    if (!name_template.empty()) {
      const auto name = RenderReleaseName(name_template, options_);
      if (!name.ok()) return name.error();
      options_.release_name = name.value();
    }
    if (arguments_.Given("name")) options_.release_name = arguments_.Text("name");
    return std::nullopt;
  }

  std::optional<Error> AddChart(const std::string& path) {
    LoadOptions load = BaseLoadOptions(session_);
    load.maps_files = true;
    auto chart = LoadChartAfterValues(path, load, values_, options_);
    if (!chart.ok()) return chart.error();
    RenderOptions options = options_;
    values_.Apply(options);
    if (past_.is_open()) {
      options.read_file = [this, now = options.read_file](const std::string& name) {
        const std::string past = past_.PathOf(name);
        return past == name ? now(name) : ReadFile(past);
      };
    }
    ObjectSelection selection = selection_;
    if (!IsArchive(path)) selection.folder = CleanPath(path);
    if (listener_.on_chart) listener_.on_chart({path, selection.folder, chart.value(), values_});
    if (listener_.on_rendered) {
      selection.on_rendered = [&](const ObjectSet& rendered) {
        listener_.on_rendered({path, selection.folder, rendered, chart.value()});
      };
    }
    auto objects = RenderObjects(chart.value(), options, selection);
    if (!objects.ok()) return objects.error();
    targets_.push_back(
        {path, selection.folder, std::move(objects).value(), std::move(chart).value()});
    return std::nullopt;
  }

  std::optional<Error> AddFiles(const std::string& word) {
    std::error_code code;
    if (word == "-") {
      manifests_.Add("stdin", Terminal::ReadInput());
      return std::nullopt;
    }
    if (!fs::is_directory(word, code)) return manifests_.Read(word);
    const std::vector<std::string> files = ManifestsBelow(word);
    if (files.empty()) {
      return FileError(word + ": neither a chart (no Chart.yaml) nor a folder of manifests", word);
    }
    for (const std::string& file : files) {
      if (auto error = manifests_.Read(file)) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> ReadManifests() {
    const std::vector<std::string>& names = manifests_.names();
    if (names.empty()) return std::nullopt;
    if (!arguments_.List("show-only").empty())
      throw UsageError("--show-only selects templates of a chart, and manifests were given");
    auto objects = ReadObjects(manifests_.Views(), options_.limits);
    if (!objects.ok()) return objects.error();
    targets_.push_back(
        {names.size() == 1 ? names[0] : "manifests", "", std::move(objects).value(), std::nullopt});
    return std::nullopt;
  }

  const Session& session_;
  const Arguments& arguments_;
  LoadListener listener_;
  ValueSources values_;
  RenderOptions options_;
  ObjectSelection selection_;
  NamedTexts manifests_;
  std::vector<CheckTarget> targets_;
  PastFiles past_;
};

}  // namespace

bool IsChart(const std::string& path) {
  std::error_code code;
  return IsArchive(path) || fs::exists(fs::path(path) / "Chart.yaml", code);
}

std::vector<std::string> ManifestsBelow(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code code;
  for (fs::recursive_directory_iterator entry(folder, code), end; entry != end;
       entry.increment(code)) {
    if (code) break;
    if (entry->is_regular_file(code) && IsManifest(entry->path().filename().string())) {
      files.push_back(entry->path().generic_string());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<CheckTarget>> LoadCheckTargets(const Session& session,
                                                  const Arguments& arguments,
                                                  const LoadListener& listener) {
  return Loader(session, arguments, listener).Load();
}

Result<std::vector<CheckTarget>> LoadCheckTargets(const Session& session,
                                                  const Arguments& arguments,
                                                  const std::vector<std::string>& words,
                                                  const LoadListener& listener) {
  return Loader(session, arguments, listener).LoadGiven(words);
}

Result<std::vector<CheckTarget>> LoadBaseTargets(const Session& session, const Arguments& arguments,
                                                 const std::string& base) {
  return Loader(session, arguments).LoadBase(base);
}

}  // namespace chartrender::cli
