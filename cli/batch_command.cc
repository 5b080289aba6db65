// `render batch`: many releases of some charts, on several threads, in the order they are named.

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "base64_text.h"
#include "batch_list.h"
#include "chartrender/batch.h"
#include "commands.h"
#include "file_text.h"
#include "json_string.h"
#include "made_once.h"
#include "manifest_files.h"
#include "render_setup.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

// What a release gave, until its turn comes.
struct Outcome {
  std::string id, chart, name, release_namespace;
  std::string manifest;
  std::optional<Error> error;
  std::vector<LogRecord> log;
};

class BatchCommand {
 public:
  BatchCommand(const Session& session, const Arguments& arguments)
      : session_(session),
        arguments_(arguments),
        sources_(arguments),
        base_(BaseOptions(session)),
        output_dir_(arguments.Text("output-dir")),
        shows_progress_(Terminal::ShowsProgress()) {
    base_.kube_version = arguments.Text("kube-version");
    base_.api_versions = arguments.List("api-versions");
    base_.include_crds = arguments.Flag("include-crds");
    base_.skip_schema_validation = arguments.Flag("skip-schema-validation");
    sources_.Apply(base_);
    const auto is_file = [](const ValuesSource& source) {
      return source.kind == ValuesSource::Kind::kYamlFile;
    };
    const auto settings = std::find_if_not(base_.values.begin(), base_.values.end(), is_file);
    settings_.assign(settings, base_.values.end());
    base_.values.erase(settings, base_.values.end());
    base_.read_file = [this, read = base_.read_file](const std::string& path) {
      return texts_.Get(path, [&] { return read(path); });
    };
    base_.log = nullptr;
  }

  ExitCode Run() {
    if (const auto error = ReadLists()) {
      session_.Report(*error);
      return ExitCode::kTrouble;
    }
    const auto jobs = static_cast<unsigned>(std::clamp<int64_t>(arguments_.Number("jobs"), 0, 512));
    outcomes_.resize(total_);
    BatchSteps steps;
    steps.release = [this](size_t index) { return Prepare(index); };
    steps.text = [this](size_t index, Result<RenderResult> result) {
      return Finish(*outcomes_[index], std::move(result));
    };
    steps.take = [this](size_t index, const std::string& text) { return Take(index, text); };
    RenderBatch(total_, steps, jobs);
    ShowProgress(total_, true);
    if (failed_ > 0) {
      session_.errors.Say(std::to_string(failed_) + " of " + std::to_string(total_) +
                          (total_ == 1 ? " release failed" : " releases failed"));
    }
    return has_trouble_ ? ExitCode::kTrouble : failed_ > 0 ? ExitCode::kFailed : ExitCode::kDone;
  }

 private:
  std::optional<Error> ReadLists() {
    std::vector<std::string> names = arguments_.positional();
    if (names.empty()) names.emplace_back("-");
    for (const std::string& name : names) {
      Result<std::string> text = name == "-" ? Terminal::ReadInput() : ReadFile(name);
      if (!text.ok()) return text.error();
      auto list = ReadBatchList(name, std::move(text).value());
      if (!list.ok()) return list.error();
      total_ += list.value()->size();
      lists_.push_back(std::move(list).value());
    }
    return std::nullopt;
  }

  Result<BatchEntry> EntryAt(size_t index) const {
    auto list = lists_.begin();
    while (index >= (*list)->size()) index -= (*list++)->size();
    return (*list)->Entry(index);
  }

  Result<BatchRelease> Prepare(size_t index) {
    Outcome& outcome = *(outcomes_[index] = std::make_unique<Outcome>());
    auto read = EntryAt(index);
    if (!read.ok()) return read.error();
    BatchEntry entry = std::move(read).value();
    if (!entry.chart) entry.chart = arguments_.Text("chart");
    outcome.chart = *entry.chart;
    outcome.name = entry.name.value_or(base_.release_name);
    outcome.release_namespace = entry.release_namespace.value_or(base_.release_namespace);
    outcome.id = entry.id.value_or(outcome.release_namespace + '/' + outcome.name);
    RenderOptions options = base_;
    options.release_name = outcome.name;
    options.release_namespace = outcome.release_namespace;
    options.revision = entry.revision.value_or(1);
    options.is_upgrade = entry.is_upgrade.value_or(false);
    if (entry.kube_version) options.kube_version = *entry.kube_version;
    for (auto* list : {&entry.values, &settings_, &entry.settings})
      options.values.insert(options.values.end(), list->begin(), list->end());
    options.api_versions.insert(options.api_versions.end(), entry.api_versions.begin(),
                                entry.api_versions.end());
    options.log = [&outcome](const LogRecord& record) { outcome.log.push_back(record); };
    if (const auto error = KubeVersionError(options.kube_version)) return *error;
    return WithChart(outcome, std::move(options));
  }

  static Error UsageFault(std::string message) {
    return {.code = ErrorCode::kUsage, .message = std::move(message)};
  }

  // A chart is loaded when its first release comes; what that logs goes to every release.
  Result<BatchRelease> WithChart(Outcome& outcome, RenderOptions options) {
    if (outcome.chart.empty())
      return UsageFault("no chart: name one in the field `chart`, or for all with --chart");
    const LoadedChart& loaded = charts_.Get(outcome.chart, [&] {
      std::vector<LogRecord> log;
      LoadOptions load = BaseLoadOptions(session_);
      load.log = [&log](const LogRecord& record) { log.push_back(record); };
      Result<Chart> chart = LoadChart(std::filesystem::path(outcome.chart), load);
      return LoadedChart{std::move(chart), std::move(log)};
    });
    outcome.log = loaded.log;
    if (!loaded.chart.ok()) return loaded.chart.error();
    return BatchRelease{loaded.chart.value(), std::move(options)};
  }

  // The line for standard output, or with --output-dir the text of the file.
  std::string Finish(Outcome& outcome, Result<RenderResult> result) const {
    if (result.ok()) {
      outcome.manifest =
          result.value().Text(!arguments_.Flag("no-hooks"), !arguments_.Flag("skip-tests"));
    } else {
      outcome.error = result.error();
    }
    if (!output_dir_.empty()) return std::move(outcome.manifest);
    std::string line = "{";
    const auto put = [&line](std::string_view field, const std::string& text) {
      line += line.size() == 1 ? "\"" : ",\"";
      line += field;
      const size_t end = line.size();
      line += "\":";
      if (AppendJsonString(line, text)) return;
      line.resize(end);
      line += "Base64\":";
      AppendJsonString(line, EncodeBase64(text));
    };
    if (!outcome.id.empty()) {
      put("id", outcome.id);
      put("chart", outcome.chart);
      put("name", outcome.name);
      put("namespace", outcome.release_namespace);
    }
    outcome.error ? put("error", outcome.error->message) : put("manifest", outcome.manifest);
    outcome.manifest.clear();
    line += "}\n";
    return line;
  }

  bool Take(size_t index, const std::string& text) {
    Outcome& outcome = *outcomes_[index];
    for (const LogRecord& record : outcome.log) session_.Log(record);
    if (output_dir_.empty()) {
      session_.terminal.Print(text);
    } else if (!outcome.error) {
      outcome.error = WriteFileOf(outcome, text);
    }
    if (outcome.error) Fail(outcome);
    outcomes_[index].reset();
    ShowProgress(index + 1, false);
    if (session_.terminal.failure().empty()) return true;
    has_trouble_ = true;
    return false;
  }

  void Fail(const Outcome& outcome) {
    ++failed_;
    const Error& error = *outcome.error;
    has_trouble_ = has_trouble_ || ExitCodeOf(error) == ExitCode::kTrouble;
    session_.Report(error, outcome.id.empty() ? error.message : outcome.id + ": " + error.message);
  }

  // ID.yaml below --output-dir.
  std::optional<Error> WriteFileOf(const Outcome& outcome, const std::string& text) {
    const std::string path = CleanPath(outcome.id) + ".yaml";
    if (path.starts_with('/') || path.starts_with(".."))
      return UsageFault("the id is no path within --output-dir");
    if (!written_.insert(path).second) {
      return UsageFault("a release before has the same id, and " + output_dir_ + '/' + path +
                        " is its file; give them ids");
    }
    const std::string file = output_dir_ + '/' + path;
    if (auto error = WriteTextFile(file, text)) return error;
    session_.terminal.Print("wrote " + file + '\n');
    return std::nullopt;
  }

  // A line that is written over, where standard error is a terminal.
  void ShowProgress(size_t done, bool at_end) const {
    constexpr size_t kStep = 16;
    if (!shows_progress_ || (!at_end && done % kStep != 0)) return;
    std::string line = "\r" + std::to_string(done) + " of " + std::to_string(total_) + " releases";
    if (failed_ > 0) line += ", " + std::to_string(failed_) + " failed";
    if (at_end) line.assign("\r\033[K");
    Terminal::ShowError(line);
  }

  struct LoadedChart {
    Result<Chart> chart;
    std::vector<LogRecord> log;
  };

  const Session& session_;
  const Arguments& arguments_;
  ValueSources sources_;
  RenderOptions base_;
  std::vector<ValuesSource> settings_;  // of --set and its kin, for all
  const std::string output_dir_;
  const bool shows_progress_;
  std::vector<std::unique_ptr<BatchList>> lists_;
  size_t total_ = 0;
  MadeOnce<LoadedChart> charts_;         // by path
  MadeOnce<Result<std::string>> texts_;  // values files, by path
  std::vector<std::unique_ptr<Outcome>> outcomes_;
  // What follows is of the thread that takes.
  std::set<std::string> written_;
  size_t failed_ = 0;
  bool has_trouble_ = false;
};

}  // namespace

ExitCode RunBatch(const Session& session, const Arguments& arguments) {
  return BatchCommand(session, arguments).Run();
}

}  // namespace chartrender::cli
