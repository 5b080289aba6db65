// Rules about the templates and what they render.
// Source: pkg/chart/v2/lint/rules/template.go of Helm 4.3.1.
#include <algorithm>
#include <charconv>

#include "algo/go_path.h"
#include "algo/regex.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/quote.h"
#include "base/utf8.h"
#include "chart/dependencies.h"
#include "chart/values.h"
#include "engine/functions.h"
#include "engine/objects.h"
#include "engine/render.h"
#include "lint/deprecated_apis.h"
#include "lint/documents.h"
#include "lint/linter.h"
#include "lint/object_name.h"

namespace chartrender::lint {

namespace {

constexpr std::string_view kFolder = "templates/";

std::string ExtensionProblem(std::string_view file) {
  const std::string_view extension = PathExt(file);
  for (const std::string_view valid : {".yaml", ".yml", ".tpl", ".txt"}) {
    if (extension == valid) return {};
  }
  return StrCat("file extension '", extension,
                "' not valid. Valid extensions are .yaml, .yml, .tpl, or .txt");
}

bool IsYamlFile(std::string_view file, const DialectTraits& traits) {
  if (!traits.lints_yml) return PathExt(file) == ".yaml";
  const std::string extension = LowerAscii(PathExt(file));
  return extension == ".yaml" || extension == ".yml";
}

std::string IndentProblem(std::string_view text) {
  constexpr size_t max_line = size_t{64} * 1024;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end >= max_line) return "bufio.Scanner: token too long";
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (TrimSpace(line).empty()) continue;
    if (line[0] != ' ' && line[0] != '\t') return {};
    std::string quoted;
    AppendQuote(quoted, line);
    return StrCat("document starts with an illegal indent: ", quoted,
                  ", which may cause parsing problems");
  }
  return {};
}

std::string SelectorProblem(const ObjectHead& head, std::string_view manifest) {
  const bool needs_selector = head.kind == "Deployment" || head.kind == "ReplicaSet" ||
                              head.kind == "DaemonSet" || head.kind == "StatefulSet";
  if (!needs_selector || manifest.find("matchLabels") != std::string_view::npos ||
      manifest.find("matchExpressions") != std::string_view::npos) {
    return {};
  }
  std::string quoted;
  AppendQuote(quoted, head.name);
  return StrCat("a ", head.kind, " must contain matchLabels or matchExpressions, and ", quoted,
                " does not");
}

uint64_t ToNumber(std::string_view digits) {
  uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// Renders the chart as Helm's linter does, and checks each of its own templates' texts.
class TemplatesRule {
 public:
  TemplatesRule(Linter& linter, const ChartStore& store)
      : linter_(linter),
        store_(store),
        tree_(store.root),
        programs_(engine::ChartFunctions(store.dialect)),
        capabilities_(DefaultCapabilities(store.dialect)) {
    if (linter.input.kube_version) capabilities_.kube_version = *linter.input.kube_version;
  }

  void Run() {
    Map* values = Compose();
    if (values == nullptr) return;
    std::vector<engine::RenderedTemplate> rendered;
    if (!linter_.Try(Severity::kError, kFolder, [&] { rendered = Render(values); })) return;
    for (const ChartFile& file : store_.root.templates) {
      linter_.Check(Severity::kError, file.name, ExtensionProblem(file.name));
      CheckLeftovers(file);
      if (!IsYamlFile(file.name, linter_.traits)) continue;
      const std::string path = PathJoin(tree_.root().name(), file.name);
      const auto found = std::find_if(rendered.begin(), rendered.end(),
                                      [&](const auto& text) { return text.path == path; });
      if (found == rendered.end() || TrimSpace(found->text).empty()) continue;
      linter_.Check(Severity::kWarning, file.name, IndentProblem(found->text));
      if (!CheckDocuments(file.name, found->text)) return;
    }
  }

 private:
  // The values of the render; null when they do not come together, which Helm's linter passes over
  // in silence, or do not meet the schemas.
  Map* Compose() {
    const LintResources& with = linter_.resources;
    Map* values = nullptr;
    try {
      ProcessDependencies(tree_, linter_.input.values, with.arena, with.log);
      values = CoalesceValues(tree_.root(), linter_.input.values, with.arena, with.log);
    } catch (const Failure& failure) {
      if (failure.error().code == ErrorCode::kLimit) throw;
      return nullptr;
    }
    const bool valid = linter_.Try(Severity::kError, kFolder, [&] {
      values = CoalesceValues(tree_.root(), values, with.arena, with.log);
      if (linter_.input.skip_schema_validation) return;
      const std::string text = ValidateAgainstSchemas(tree_.root(), values, with.arena, with.log);
      if (text.empty()) return;
      throw Failure(ErrorCode::kSchema,
                    StrCat("values don't meet the specifications of the schema(s) in the following "
                           "chart(s):\n",
                           text));
    });
    return valid ? values : nullptr;
  }

  std::vector<engine::RenderedTemplate> Render(Map* values) {
    const LintResources& with = linter_.resources;
    Map* release = Map::New(with.arena, 6);
    release->Set("IsInstall", Value::Bool(false));
    release->Set("IsUpgrade", Value::Bool(false));
    release->Set("Name", Value::String("test-release"));
    release->Set("Namespace", Value::String(linter_.input.release_namespace));
    release->Set("Revision", Value::Int(0));
    release->Set("Service", Value::String("Helm"));
    const KubeVersion& kube = capabilities_.kube_version;
    const Object* object = engine::MakeCapabilities(
        with.arena, store_.dialect,
        {kube.version, kube.normalized, kube.major, kube.minor, capabilities_.api_versions,
         capabilities_.helm.version, capabilities_.helm.go_version,
         capabilities_.helm.kube_client_version});
    engine::RenderInput input{tree_.root(), values, release, object};
    input.lint_mode = true;
    return engine::RenderTemplates(
        input, {with.arena, with.budget, with.environment, programs_, with.log});
  }

  // What Helm 2 knew and no later Helm does, in the template's own text.
  void CheckLeftovers(const ChartFile& file) {
    if (!linter_.traits.lints_old_hooks) return;
    static const Regex crd_hook(R"("?helm\.sh/hook"?:\s+crd-install)");
    if (crd_hook.Matches(file.data)) {
      linter_.Check(
          Severity::kWarning, file.name,
          "manifest is a crd-install hook. This hook is no longer supported in v3 and all "
          "CRDs should also exist the crds/ directory at the top level of the chart");
    }
    if (file.data.find(".Release.Time") != std::string_view::npos) {
      linter_.Check(Severity::kError, file.name,
                    ".Release.Time has been removed in v3, please replace with the `now` function "
                    "in your templates");
    }
  }

  // False when a document does not parse: Helm then ends the rule.
  bool CheckDocuments(std::string_view file, std::string_view text) {
    DocumentReader documents(text, linter_.resources.arena, store_.dialect);
    for (;;) {
      ObjectHead head;
      auto step = DocumentReader::Step::kEnd;
      const bool parsed = linter_.Try(
          Severity::kError, file, [&] { step = documents.Next(head); }, "unable to parse YAML: ");
      if (!parsed) return false;
      if (step == DocumentReader::Step::kEnd) return true;
      if (step == DocumentReader::Step::kObject) CheckObject(file, head, text);
    }
  }

  void CheckObject(std::string_view file, const ObjectHead& head, std::string_view text) {
    linter_.Check(Severity::kWarning, file, NameProblem(head.kind, head.name));
    const KubeVersion& kube = capabilities_.kube_version;
    if (!head.api_version.empty() && !head.kind.empty()) {
      linter_.Check(Severity::kWarning, file,
                    DeprecationWarning(head.api_version, head.kind, ToNumber(kube.major),
                                       ToNumber(kube.minor)));
    }
    linter_.Check(Severity::kError, file, SelectorProblem(head, text));
    if (head.kind != "List") return;
    linter_.Try(
        Severity::kError, file,
        [&] {
          constexpr std::string_view policy = "helm.sh/resource-policy";
          if (!ListItemHasAnnotation(text, policy, linter_.resources.arena)) return;
          linter_.Check(Severity::kError, file,
                        StrCat(linter_.traits.lint_list_annotation,
                               " 'helm.sh/resource-policy' within List objects are ignored"));
        },
        "unable to parse YAML: ");
  }

  Linter& linter_;
  const ChartStore& store_;
  ChartTree tree_;
  engine::ProgramCache programs_;
  Capabilities capabilities_;
};

}  // namespace

void LintTemplates(Linter& linter) {
  linter.rule = "templates";
  const auto kind = linter.folder.Find("templates");
  if (!kind && linter.traits.lint_wants_templates) {
    linter.Check(Severity::kWarning, kFolder, "directory does not exist");
    return;
  }
  if (kind && kind != EntryKind::kDirectory) {
    linter.Check(linter.traits.lint_wants_templates ? Severity::kError : Severity::kWarning,
                 kFolder, "not a directory");
    return;
  }
  if (const ChartStore* store = linter.Load(kFolder)) TemplatesRule(linter, *store).Run();
}

}  // namespace chartrender::lint
