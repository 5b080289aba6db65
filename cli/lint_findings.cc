// `render lint` in formats of our own: what `helm lint` says, under rule ids, and the rules of the
// families lint, images and resources about what the chart renders.
#include <filesystem>

#include "chartrender/images.h"
#include "chartrender/practices.h"
#include "chartrender/resources.h"
#include "check_targets.h"
#include "commands.h"
#include "file_text.h"
#include "finding_run.h"
#include "lint_paths.h"
#include "render_setup.h"
#include "value_sources.h"

namespace chartrender::cli {
namespace {

bool IsFolder(const std::string& path) {
  std::error_code code;
  return std::filesystem::is_directory(path, code);
}

class LintFindingsRun {
 public:
  LintFindingsRun(const Session& session, const Arguments& arguments)
      : session_(session),
        arguments_(arguments),
        values_(arguments),
        options_(LintOptionsOf(session, arguments, values_)),
        run_(session, arguments, {"lint", "images", "resources"}) {}

  ExitCode Run() {
    if (const auto error = KubeVersionError(options_.render.kube_version))
      throw UsageError(error->message);
    for (const std::string& path : LintPaths(arguments_)) {
      if (const auto error = AddChart(path)) {
        session_.Report(*error);
        return ExitCode::kFailed;
      }
    }
    if (arguments_.Flag("strict")) run_.FailOn(Severity::kWarning);
    return run_.Run();
  }

 private:
  std::optional<Error> AddChart(const std::string& path) {
    values_.Apply(options_.render);
    auto said = LintFindings(path, options_);
    if (!said.ok()) return said.error();
    for (Finding& finding : said.value()) run_.AddForAll(std::move(finding));
    // What does not render has been told above.
    LoadOptions load = options_.load;
    load.log = nullptr;
    const auto chart = LoadChart(std::filesystem::path(path), load);
    if (!chart.ok()) return std::nullopt;
    RenderOptions options = options_.render;
    options.lint_mode = true;
    options.log = nullptr;
    values_.Apply(options);  // again: who has read standard input finds it empty
    ObjectSelection selection;
    if (IsFolder(path)) selection.folder = CleanPath(path);
    auto objects = RenderObjects(chart.value(), options, selection);
    if (!objects.ok()) return std::nullopt;
    return AddObjects({path, selection.folder, std::move(objects).value(), std::nullopt});
  }

  std::optional<Error> AddObjects(const CheckTarget& target) {
    auto practices = CheckPractices(target.objects);
    if (!practices.ok()) return practices.error();
    auto images = ListImages(target.objects);
    if (!images.ok()) return images.error();
    auto resources = SumResources(target.objects);
    if (!resources.ok()) return resources.error();
    run_.Add(target, std::move(practices).value());
    run_.Add(target, std::move(images.value().findings));
    run_.Add(target, std::move(resources.value().findings));
    return std::nullopt;
  }

  const Session& session_;
  const Arguments& arguments_;
  ValueSources values_;
  LintOptions options_;
  FindingRun run_;
};

}  // namespace

ExitCode RunLintFindings(const Session& session, const Arguments& arguments) {
  return LintFindingsRun(session, arguments).Run();
}

}  // namespace chartrender::cli
