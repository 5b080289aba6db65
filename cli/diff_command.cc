// `render diff`: two charts, two values sets of one chart, or two files of manifests, compared
// resource by resource and field by field.
#include <filesystem>

#include "chartrender/diff.h"
#include "commands.h"
#include "file_text.h"
#include "json_text.h"
#include "render_setup.h"
#include "report_text.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

// Random values must not differ between the sides, and neither must the clock.
constexpr uint64_t kSeed = 1;
constexpr int64_t kNow = 1'700'000'000'000'000'000;

struct Side {
  std::string place;
  std::string_view values_option, set_option;
};

std::string_view KindName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    default:
      return "changed";
  }
}

bool IsChart(const std::string& place) {
  std::error_code code;
  return std::filesystem::is_directory(place, code) || place.ends_with(".tgz") ||
         place.ends_with(".tar.gz");
}

Json ValueOf(const std::string& json) {
  Json value = Json::parse(json, nullptr, false);
  return value.is_discarded() ? Json(json) : value;
}

std::string AsJson(const std::vector<ManifestChange>& changes) {
  Json list = Json::array();
  for (const ManifestChange& change : changes) {
    Json entry = {{"resource", change.resource},
                  {"path", change.path},
                  {"change", std::string(KindName(change.kind))}};
    if (!change.from.empty()) entry["from"] = ValueOf(change.from);
    if (!change.to.empty()) entry["to"] = ValueOf(change.to);
    list.push_back(std::move(entry));
  }
  return WriteJsonText({{"version", 1}, {"changes", std::move(list)}});
}

class DiffCommand {
 public:
  DiffCommand(const Session& session, const Arguments& arguments)
      : session_(session), arguments_(arguments), values_(arguments) {}

  ExitCode Run() {
    const auto& words = arguments_.positional();
    const Side left{words[0], "left-values", "left-set"};
    const Side right{words.back(), "right-values", "right-set"};
    if (arguments_.Flag("exit-code") && arguments_.Flag("detailed-exitcode"))
      throw UsageError("--exit-code and --detailed-exitcode exclude each other");
    if (words.size() == 1 && !IsChart(words[0]))
      throw UsageError("one file of manifests has nothing to be compared with: name two");
    if (words.size() == 1 && !OneSided(left) && !OneSided(right)) {
      throw UsageError(
          "one chart is compared with itself: give --left-values or --right-values "
          "(or --left-set, --right-set)");
    }
    const auto before = TextOf(left);
    if (!before.ok()) return Fail(left, before.error());
    const auto after = TextOf(right);
    if (!after.ok()) return Fail(right, after.error());
    const auto changes = DiffManifests(before.value(), after.value());
    if (!changes.ok()) {
      const bool left_is_bad = !DiffManifests(before.value(), "").ok();
      return Fail(left_is_bad ? left : right, changes.error());
    }
    session_.terminal.Print(Format(changes.value()));
    if (changes.value().empty()) return ExitCode::kDone;
    if (arguments_.Flag("detailed-exitcode")) return ExitCode::kTrouble;
    return arguments_.Flag("exit-code") ? ExitCode::kFailed : ExitCode::kDone;
  }

 private:
  [[nodiscard]] bool OneSided(const Side& side) const {
    return !arguments_.List(side.values_option).empty() ||
           !arguments_.List(side.set_option).empty();
  }

  ExitCode Fail(const Side& side, const Error& error) const {
    session_.Report(error, side.place + ": " + error.message);
    return arguments_.Flag("detailed-exitcode") ? ExitCode::kFailed : ExitCode::kTrouble;
  }

  [[nodiscard]] Result<std::string> TextOf(const Side& side) const {
    if (!IsChart(side.place)) {
      if (OneSided(side))
        throw UsageError("values are for charts, " + side.place + " holds manifests");
      if (side.place == "-") return Terminal::ReadInput();
      return ReadFile(side.place);
    }
    const auto chart = LoadChart(std::filesystem::path(side.place), BaseLoadOptions(session_));
    if (!chart.ok()) return chart.error();
    RenderOptions options = BaseOptions(session_);
    values_.Apply(options);
    for (const std::string& file : arguments_.List(side.values_option))
      options.values.push_back(ValuesSource::YamlFile(file));
    for (const std::string& argument : arguments_.List(side.set_option))
      options.values.push_back(ValuesSource::Set(argument));
    options.release_name = arguments_.Text("name");
    options.kube_version = arguments_.Text("kube-version");
    options.api_versions = arguments_.List("api-versions");
    options.include_crds = arguments_.Flag("include-crds");
    options.seed = kSeed;
    options.now = kNow;
    const auto result = Render(chart.value(), options);
    if (!result.ok()) return result.error();
    return result.value().Text(!arguments_.Flag("no-hooks"));
  }

  [[nodiscard]] std::string Format(const std::vector<ManifestChange>& changes) const {
    const std::string& format = arguments_.Text("output");
    if (format == "json") return AsJson(changes);
    if (format == "github") return AsGithub(changes);
    const auto context = static_cast<size_t>(std::max<int64_t>(arguments_.Number("context"), 0));
    std::string text = DescribeChanges(changes, context);
    if (format == "text") return text;
    if (changes.empty()) return "No changes.\n";
    return CutForComment(std::to_string(changes.size()) +
                         (changes.size() == 1 ? " change\n\n```diff\n" : " changes\n\n```diff\n") +
                         text + "```\n");
  }

  [[nodiscard]] static std::string AsGithub(const std::vector<ManifestChange>& changes) {
    std::string text;
    for (const ManifestChange& change : changes) {
      const std::string title = change.resource + (change.path.empty() ? "" : " " + change.path);
      text += GithubAnnotation("notice", {}, title, DescribeChanges({&change, 1}));
    }
    return text;
  }

  const Session& session_;
  const Arguments& arguments_;
  ValueSources values_;
};

}  // namespace

ExitCode RunDiff(const Session& session, const Arguments& arguments) {
  return DiffCommand(session, arguments).Run();
}

}  // namespace chartrender::cli
