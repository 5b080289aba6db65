// `render golden`: compares what charts render with their goldens, writes goldens, and checks a
// series of patches. The verbs accept, reject and review handle what --pending left.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <thread>

#include "commands.h"
#include "go_number.h"
#include "go_text.h"
#include "golden_report.h"
#include "golden_workshop.h"
#include "render_setup.h"
#include "watch_loop.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

struct Target {
  std::string path;
  bool is_series = false;
};

Error TargetError(std::string message) {
  return {.code = ErrorCode::kUsage, .message = std::move(message)};
}

bool IsChart(const fs::path& folder) {
  std::error_code code;
  return fs::is_regular_file(folder / "Chart.yaml", code);
}

// Whether a folder below a golden folder holds cases of a chart.
bool HasCases(const fs::path& folder) {
  std::error_code code;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    std::error_code missing;
    if (fs::is_regular_file(at->path() / "case.yaml", missing)) return true;
  }
  return false;
}

// The series and charts in a folder: itself, or what lies one level below it or its golden/.
std::vector<Target> Search(const fs::path& folder) {
  std::error_code code;
  if (IsChart(folder)) return {{folder.string(), false}};
  if (fs::is_regular_file(folder / "series.yaml", code))
    return {{(folder / "series.yaml").string(), true}};
  std::vector<Target> found;
  for (const fs::path& above : {folder, folder / "golden"}) {
    for (fs::directory_iterator at(above, code), end; !code && at != end; at.increment(code)) {
      if (IsChart(at->path())) found.push_back({at->path().lexically_normal().string(), false});
      const fs::path series = at->path() / "series.yaml";
      if (fs::is_regular_file(series, code))
        found.push_back({series.lexically_normal().string(), true});
      const fs::path chart = above / ".." / "charts" / at->path().filename();
      if (IsChart(chart) && HasCases(at->path()))
        found.push_back({chart.lexically_normal().string(), false});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Target& a, const Target& b) { return a.path < b.path; });
  return found;
}

Result<std::vector<Target>> Resolve(const std::string& word) {
  std::error_code code;
  if (fs::is_directory(word, code)) {
    auto found = Search(word);
    if (found.empty())
      return TargetError(word + ": no Chart.yaml and no series.yaml in this folder");
    return found;
  }
  if (!fs::exists(word, code)) return TargetError(word + ": no such file or folder");
  if (word.ends_with(".tgz"))
    return TargetError(word + ": unpack the archive: goldens belong to a chart's folder");
  return std::vector<Target>{{word, true}};
}

void AddOnce(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

// The charts that a series names, as it names them; those that can be read.
std::vector<std::string> SeriesCharts(const std::string& file) {
  std::vector<std::string> charts;
  try {
    const YAML::Node series = YAML::LoadFile(file);
    for (const char* key : {"chart", "final"}) {
      if (series.IsMap() && series[key] && series[key].IsScalar())
        charts.push_back(series[key].Scalar());
    }
  } catch (const YAML::Exception&) {
    charts.clear();  // the run tells what is wrong
  }
  return charts;
}

class GoldenCommand {
 public:
  GoldenCommand(const Session& session, const Arguments& arguments)
      : session_(session), arguments_(arguments), workshop_(arguments.Text("oracle")) {
    const auto ci = ProcessEnvironment()("CI");
    in_ci_ = ci && ParseBool(*ci).value_or(!ci->empty());
    words_ = arguments.positional();
    if (!words_.empty() &&
        (words_[0] == "accept" || words_[0] == "reject" || words_[0] == "review")) {
      verb_ = words_[0];
      words_.erase(words_.begin());
    }
    if (words_.empty()) words_.emplace_back(".");
    ReadOptions();
  }

  ExitCode Run() {
    const auto targets = Targets();
    if (!targets.ok()) return Fail(targets.error());
    return RunOn(targets.value());
  }

  Result<std::vector<Target>> Targets() const {
    std::vector<Target> targets;
    for (const std::string& word : words_) {
      const auto found = Resolve(word);
      if (!found.ok()) return found.error();
      targets.insert(targets.end(), found.value().begin(), found.value().end());
    }
    return targets;
  }

  // The folders that a run over the target reads.
  [[nodiscard]] std::vector<std::string> FoldersOf(const Target& target) const {
    if (!target.is_series) return {target.path, GoldenFolderOf(target.path, options_).string()};
    std::vector<std::string> folders;
    if (!options_.golden_dir.empty()) folders.push_back(options_.golden_dir.string());
    const fs::path path = target.path;
    const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
    folders.push_back(folder.string());
    for (std::string& chart : SeriesCharts(target.path)) {
      folders.push_back((folder / chart).string());
    }
    return folders;
  }

  [[nodiscard]] bool decides() const { return !verb_.empty(); }

  ExitCode RunOn(const std::vector<Target>& targets) {
    if (in_ci_ && (!verb_.empty() || options_.mode == GoldenMode::kPending)) {
      return Fail(TargetError("CI is set: goldens are written only with --update"));
    }
    return verb_.empty() ? Check(targets) : Decide(targets);
  }

 private:
  void ReadOptions() {
    const LoadOptions load = BaseLoadOptions(session_);
    options_.dialect = load.dialect;
    options_.limits = load.limits;
    options_.fetch = load.fetch;
    options_.golden_dir = arguments_.Text("golden-dir");
    options_.use_oracle = !arguments_.Text("oracle").empty();
    options_.context = static_cast<size_t>(std::max<int64_t>(arguments_.Number("context"), 0));
    options_.jobs = static_cast<unsigned>(std::max<int64_t>(arguments_.Number("jobs"), 0));
    if (options_.jobs == 0) options_.jobs = std::max(1U, std::thread::hardware_concurrency());
    const std::string& obsolete = arguments_.Text("obsolete");
    options_.fail_on_obsolete = obsolete == "fail" || (obsolete == "auto" && in_ci_);
    options_.tools = &workshop_;
    if (arguments_.Given("update")) {
      if (arguments_.Flag("pending")) throw UsageError("--update and --pending exclude each other");
      options_.mode = GoldenMode::kUpdate;
      options_.only = arguments_.Text("update");
    } else if (arguments_.Flag("pending")) {
      options_.mode = GoldenMode::kPending;
    }
    if (arguments_.Given("case")) options_.only = arguments_.Text("case");
  }

  ExitCode Fail(const Error& error) const {
    session_.Report(error);
    return error.code == ErrorCode::kManifest ? ExitCode::kFailed : ExitCode::kTrouble;
  }

  ExitCode Check(const std::vector<Target>& targets) {
    std::vector<GoldenRun> runs;
    for (const Target& target : targets) {
      options_.command = "render golden " + target.path;
      auto report = RunOne(target);
      if (!report.ok()) return Fail(report.error());
      runs.push_back({target.path, std::move(report).value()});
    }
    if (const auto error = NothingSelected(runs)) return Fail(*error);
    const std::string& format = arguments_.Text("output");
    if (arguments_.Flag("summary") && format == "text")
      session_.terminal.Print(GoldenSummary(runs));
    session_.terminal.Print(FormatGolden(runs, format));
    const bool good =
        std::all_of(runs.begin(), runs.end(), [](const GoldenRun& run) { return run.report.ok(); });
    return good ? ExitCode::kDone : ExitCode::kFailed;
  }

  // A name that no golden has is a mistake, not a success.
  [[nodiscard]] std::optional<Error> NothingSelected(const std::vector<GoldenRun>& runs) const {
    if (options_.only == "*" || arguments_.Flag("mutate")) return std::nullopt;
    std::vector<std::string> names;
    for (const GoldenRun& run : runs) {
      if (run.report.selected > 0) return std::nullopt;
      names.insert(names.end(), run.report.names.begin(), run.report.names.end());
    }
    return MissingCase(names);
  }

  [[nodiscard]] Error MissingCase(const std::vector<std::string>& names) const {
    std::vector<std::string> cases;
    std::vector<std::string> phases;
    for (const std::string& name : names) {
      const size_t slash = name.find('/');
      if (slash != std::string::npos) AddOnce(phases, name.substr(0, slash));
      AddOnce(cases, slash == std::string::npos ? name : name.substr(slash + 1));
    }
    std::string message = "no case `" + options_.only + "`; there are: " + Joined(cases);
    if (!phases.empty()) message += "; in the phases: " + Joined(phases);
    return TargetError(message);
  }

  Result<GoldenReport> RunOne(const Target& target) const {
    if (arguments_.Flag("mutate")) {
      if (!target.is_series) return TargetError("--mutate needs a series");
      return MutateGoldenSeries(target.path, options_);
    }
    return target.is_series ? RunGoldenSeries(target.path, options_)
                            : RunGoldenChart(target.path, options_);
  }

  // accept, reject, review.
  ExitCode Decide(const std::vector<Target>& targets) {
    size_t count = 0;
    std::vector<std::string> left;
    for (const Target& target : targets) {
      const auto pending = FindPendingGoldens(target.path, options_);
      if (!pending.ok()) return Fail(pending.error());
      for (const GoldenPending& entry : pending.value()) {
        if (!Selected(entry)) {
          left.push_back(NameOf(entry));
          continue;
        }
        ++count;
        const char answer = verb_ == "accept" ? 'a' : verb_ == "reject" ? 'r' : Ask(entry);
        if (answer == 'q') return ExitCode::kDone;
        if (const auto error = Apply(entry, answer)) return Fail(*error);
      }
    }
    if (count == 0 && !left.empty()) return Fail(MissingCase(left));
    if (count == 0) session_.terminal.Print("nothing is pending\n");
    return ExitCode::kDone;
  }

  std::optional<Error> Apply(const GoldenPending& entry, char answer) const {
    if (answer != 'a' && answer != 'r') return std::nullopt;
    const auto done = answer == 'a' ? AcceptGolden(entry) : RejectGolden(entry);
    if (!done.ok()) return done.error();
    session_.terminal.Print((answer == 'a' ? "accepted " : "rejected ") + entry.golden.string() +
                            "\n");
    return std::nullopt;
  }

  // --case names the golden's file without its ending, or the folder of a chart's case.
  [[nodiscard]] bool Selected(const GoldenPending& entry) const {
    if (!arguments_.Given("case")) return true;
    const std::string& wanted = arguments_.Text("case");
    const std::string stem = entry.golden.stem().string();
    const std::string above = entry.golden.parent_path().filename().string();
    return wanted == stem || wanted == above || wanted == above + "/" + stem;
  }

  // CASE of a chart's case, PHASE/CASE of a series' golden.
  [[nodiscard]] static std::string NameOf(const GoldenPending& entry) {
    const std::string stem = entry.golden.stem().string();
    const std::string above = entry.golden.parent_path().filename().string();
    return stem == "want" ? above : above + "/" + stem;
  }

  // A, R and S answer for all that follow.
  char Ask(const GoldenPending& entry) {
    if (always_ != 0) return always_;
    session_.terminal.Print(entry.golden.string() + "\n" + entry.difference +
                            "[a]ccept, [r]eject, [s]kip, [q]uit (capitals: all that follow)? ");
    session_.terminal.Flush();
    const int first = std::getchar();
    for (int next = first; next != '\n' && next != EOF;) next = std::getchar();
    if (first == EOF) return 'q';
    const char answer = first == '\n' ? 's' : static_cast<char>(first);
    if (answer == 'A' || answer == 'R' || answer == 'S') {
      always_ = static_cast<char>(answer - 'A' + 'a');
      return always_;
    }
    return answer;
  }

  const Session& session_;
  const Arguments& arguments_;
  GoldenWorkshop workshop_;
  GoldenOptions options_;
  bool in_ci_ = false;
  std::string verb_;
  std::vector<std::string> words_;
  char always_ = 0;
};

// Runs over the targets again of which something changed.
ExitCode WatchGoldens(const Session& session, const Arguments& arguments) {
  if (GoldenCommand(session, arguments).decides())
    throw UsageError("--watch does not go with accept, reject and review");
  const auto each_target = [&](const auto& use) {
    const GoldenCommand command(session, arguments);
    const auto targets = command.Targets();
    if (!targets.ok()) return;
    for (const Target& target : targets.value()) use(target, command.FoldersOf(target));
  };
  WatchSteps steps;
  steps.paths = [&] {
    std::vector<std::string> paths = arguments.positional();
    each_target([&](const Target& /*target*/, const std::vector<std::string>& folders) {
      paths.insert(paths.end(), folders.begin(), folders.end());
    });
    if (paths.empty()) paths.emplace_back(".");
    return paths;
  };
  steps.run = [&](const std::vector<std::string>& changed) {
    std::vector<Target> touched;
    each_target([&](const Target& target, const std::vector<std::string>& folders) {
      const auto touches = [&](const std::string& path) { return LiesIn(path, folders); };
      if (std::any_of(changed.begin(), changed.end(), touches)) touched.push_back(target);
    });
    GoldenCommand command(session, arguments);
    touched.empty() ? command.Run() : command.RunOn(touched);
  };
  return RunWatching(session, steps);
}

}  // namespace

ExitCode RunGolden(const Session& session, const Arguments& arguments) {
  if (arguments.Flag("watch")) return WatchGoldens(session, arguments);
  return GoldenCommand(session, arguments).Run();
}

}  // namespace chartrender::cli
