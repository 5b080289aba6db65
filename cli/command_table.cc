// All commands of the command line.
#include "check_options.h"
#include "commands.h"
#include "helm_options.h"
#include "kube_options.h"
#include "policy_input.h"
#include "shared_options.h"
#include "yaml_lint_input.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;

constexpr Option kHelp[] = {
    {"help", 'h', kBool, kMain, "", "show help for the command"},
    {"help-all", 0, kBool, kMain, "", "show every option of the command"},
};
constexpr Option kCompat[] = {
    {"compat", 0, kChoice, kMain, "HELM", "follow this Helm: helm4 (4.3.1) or helm3 (3.22.0)",
     "helm4", "", "", "helm4|helm3"},
};
constexpr Option kRoot[] = {{"version", 0, kBool, kMain, "", "print the version"}};
constexpr Option kValidate[] = {
    {"output", 'o', kChoice, kOutput, "FORMAT", "text, json or github", "text", "", "",
     "text|json|github"},
    {"kube-version", 0, kText, kHidden, "VERSION", "Kubernetes version that templates see"},
};
constexpr Option kGolden[] = {
    {"update", 0, kText, kMain, "CASE",
     "write the goldens that are missing or differ, all or those of CASE (PHASE/CASE, `*`)", "",
     "*"},
    {"pending", 0, kBool, kMain, "", "write what differs beside its golden, as FILE.got"},
    {"case", 0, kText, kMain, "CASE", "only the goldens of CASE (PHASE/CASE, `*`)"},
    {"golden-dir", 0, kText, kMain, "DIR", "the golden folder, in place of the chart's own"},
    {"oracle", 0, kText, kMain, "HELM",
     "render every case with this Helm too and tell differences; with --update its bytes are "
     "written"},
    {"obsolete", 0, kChoice, kMain, "WHAT",
     "obsolete goldens: report or fail (auto: fail when CI is set)", "auto", "", "",
     "auto|report|fail"},
    {"mutate", 0, kBool, kMain, "",
     "of a series: leave out one hunk of a patch at a time; each must break a rule"},
    {"jobs", 'j', kInt, kMain, "N", "renders at the same time (0: one for each processor)", "0"},
    {"summary", 0, kBool, kOutput, "", "print what each phase of a series changes, in numbers"},
    {"context", 'U', kInt, kOutput, "N", "lines around a difference", "3"},
    {"output", 'o', kChoice, kOutput, "FORMAT", "text, json, junit, github or markdown", "text", "",
     "", "text|json|junit|github|markdown"},
};
constexpr Option kBatch[] = {
    {"chart", 0, kText, kMain, "CHART", "the chart of releases that name none"},
    {"jobs", 'j', kInt, kMain, "N", "renders at the same time (0: one for each processor)", "0"},
    {"kube-version", 0, kText, kMain, "VERSION", "Kubernetes version that templates see"},
    {"api-versions", 'a', kTextList, kMain, "VERSIONS",
     "Kubernetes API versions that templates see"},
    {"include-crds", 0, kBool, kMain, "", "print the CRDs of the charts too"},
    {"no-hooks", 0, kBool, kMain, "", "leave hooks out"},
    {"skip-tests", 0, kBool, kMain, "", "leave tests out"},
    {"skip-schema-validation", 0, kBool, kMain, "", "do not check values against schemas"},
    {"output-dir", 0, kText, kOutput, "DIR", "write each release to DIR/ID.yaml"},
};
constexpr Option kDiff[] = {
    {"left-values", 0, kTextArray, kMain, "FILE", "values file for A alone"},
    {"right-values", 0, kTextArray, kMain, "FILE", "values file for B alone"},
    {"left-set", 0, kTextArray, kMain, "KEY=VALUE", "--set for A alone"},
    {"right-set", 0, kTextArray, kMain, "KEY=VALUE", "--set for B alone"},
    {"name", 0, kText, kMain, "NAME", "the release's name", "release-name"},
    {"kube-version", 0, kText, kMain, "VERSION", "Kubernetes version that templates see"},
    {"api-versions", 'a', kTextList, kMain, "VERSIONS",
     "Kubernetes API versions that templates see"},
    {"include-crds", 0, kBool, kMain, "", "compare the CRDs of the charts too"},
    {"no-hooks", 0, kBool, kMain, "", "leave hooks out"},
    {"exit-code", 0, kBool, kOutput, "", "exit status 0: equal, 1: changes, 2: trouble"},
    {"detailed-exitcode", 0, kBool, kOutput, "", "exit status 0: equal, 1: trouble, 2: changes"},
    {"context", 'U', kInt, kOutput, "N", "lines around a change within a text", "3"},
    {"output", 'o', kChoice, kOutput, "FORMAT", "text, json, github or markdown", "text", "", "",
     "text|json|github|markdown"},
};
constexpr Option kCheck[] = {
    {"only", 0, kTextList, kMain, "FAMILIES", "only these families: lint,kube"},
    {"skip", 0, kTextList, kMain, "FAMILIES", "all families but these"},
    {"config", 0, kText, kMain, "FILE", "in place of .render.yaml here or above"},
    {"list-rules", 0, kBool, kOutput, "", "print all rules (--output text, json or markdown)"},
};
constexpr Option kLintFindings[] = {
    {"rule-ids", 0, kBool, kMain, "",
     "findings with rule ids and places, and rules about what is rendered; so do all formats of "
     "--output but text"},
};
constexpr Option kImages[] = {
    {"output", 'o', kChoice, kOutput, "FORMAT",
     "text, list, json, cyclonedx, spdx, junit, sarif, github or markdown", "text", "", "",
     "text|list|json|cyclonedx|spdx|junit|sarif|github|markdown"},
};
constexpr Option kKube[] = {
    {"skip", 0, kTextList, kMain, "KINDS", "leave out these kinds: Secret, apps/v1/Deployment"},
    {"reject", 0, kTextList, kMain, "KINDS", "kinds that are errors"},
    {"summary", 0, kBool, kOutput, "", "print how many objects are valid, on standard error"},
};
constexpr Option kKubeKinds[] = {
    {"skip-kinds", 0, kTextList, kMain, "KINDS", "kinds that the family kube leaves out"},
    {"reject-kinds", 0, kTextList, kMain, "KINDS", "kinds that the family kube has as errors"},
};
constexpr Option kResources[] = {
    {"prices", 0, kText, kMain, "FILE",
     "price file: currency, hoursPerMonth, prices of cpu, memory, storage"},
    {"budget", 0, kText, kMain, "N",
     "fail when the requests cost more a month; with --base: when they cost that much more"},
    {"base", 0, kText, kMain, "REF|FILE",
     "compare the cost with a commit of git, or with a chart or manifests"},
    {"budget-at", 0, kChoice, kMain, "WHEN", "replicas that the budget is for: max or min", "max",
     "", "", "max|min"},
    {"nodes", 0, kInt, kMain, "N", "nodes that a DaemonSet runs on", "1"},
};
constexpr Option kFunctions[] = {
    {"missing", 0, kBool, kMain, "", "print the names of functions that Helm has and render lacks"},
    {"output", 'o', kChoice, kOutput, "FORMAT", "text or json", "text", "", "", "text|json"},
};
constexpr Option kMan[] = {
    {"output-dir", 0, kText, kOutput, "DIR", "write the pages of all commands into DIR"},
};
constexpr Option kVersion[] = {
    {"short", 0, kBool, kMain, "", "print the number alone"},
    {"output", 'o', kChoice, kOutput, "FORMAT", "text or json", "text", "", "", "text|json"},
};

constexpr std::string_view kTemplateExclusive[] = {
    "force force-conflicts", "force-replace force-conflicts", "validate dry-run"};

constexpr std::string_view kTemplateDetails =
    "CHART is a folder or a .tgz archive. Prints what `helm template` prints, byte for byte.\n"
    "`render CHART` is short for `render template CHART`. No cluster or repository is ever "
    "asked:\n"
    "options that only talk to one are accepted and do nothing. The network is used for values "
    "files\n"
    "that are named by an http or https address, for --enable-dns and for --allow-network alone.";
constexpr std::string_view kLintDetails =
    "Prints what `helm lint` prints. Exit status 1 when a chart has errors, with --strict also "
    "when it\n"
    "has warnings. With --rule-ids or another --output what is rendered is checked too: probes, "
    "requests\n"
    "and limits, history, names, labels, service accounts, security contexts, images, literal "
    "secrets.";
constexpr std::string_view kDependencyListDetails =
    "CHART is a folder or a .tgz archive, the current folder when it is left out. Prints what\n"
    "`helm dependency list` prints: what Chart.yaml wants, whether charts/ has it, and which "
    "charts\n"
    "in charts/ nobody wants.";
constexpr std::string_view kValuesDetails =
    "The chart's values.yaml with the values of -f and --set merged in, as templates see them in\n"
    ".Values.";
constexpr std::string_view kValidateDetails =
    "Checks each file of -f on its own against values.schema.json of the chart and its subcharts,\n"
    "without rendering; the --set options go on top of each. Without -f the chart's own values "
    "are\n"
    "checked. Exit status 1 when a file is not valid.";
constexpr std::string_view kGoldenDetails =
    "CHART: its cases are `default`, every ci/*-values.yaml, tests/values/*.yaml and "
    "examples/*/values.yaml, and each folder of\n"
    "the golden folder with a case.yaml (arguments, values, masks, `compat: helm3`). A case is "
    "rendered and compared byte for byte with\n"
    "want.yaml (or want.err) of its folder in CHART/golden, or in golden/CHART beside charts/.\n"
    "SERIES.yaml: a base chart, patches and rules: every phase of every case is rendered, and what "
    "each phase changes is\n"
    "compared with PHASE.diff. The format is told at the head of the file.\n"
    "FOLDER: the charts and series in it. Nothing is written without --update or --pending.\n\n"
    "  render golden accept|reject|review [CHART | SERIES.yaml]   decide about what --pending "
    "left\n\n"
    "Exit status 0: all is as it should be; 1: something differs; 2: bad input, or a file that "
    "cannot be read or written.";
constexpr std::string_view kBatchDetails =
    "FILE (`-` or none: standard input) holds one release in each line, as JSON:\n"
    "  {\"name\": \"a\", \"namespace\": \"x\", \"chart\": \"./web\", \"values\": {\"replicas\": "
    "3}}\n"
    "The fields: id, chart, name, namespace, files (as -f), values or valuesYaml, set, setString, "
    "kubeVersion,\n"
    "apiVersions, revision, isUpgrade. A FILE that ends in .yaml is a matrix, lists of such "
    "entries "
    "of which every\n"
    "combination is a release:\n"
    "  charts: [./web, ./api]\n"
    "  values: [ci/small.yaml, {set: replicas=9}]\n"
    "  releases: [{name: a, namespace: x}, {name: b}]\n"
    "Paths are relative to FILE. A chart is loaded and compiled once. The results are JSON lines "
    "in "
    "the order of the\n"
    "releases: id, chart, name, namespace, and manifest or error. Exit status 0; 1: a release "
    "failed; "
    "2: bad input, or\n"
    "a file that cannot be read or written.";
constexpr std::string_view kDiffDetails =
    "A and B are charts or files of manifests (`-` is standard input). With one chart alone its "
    "two "
    "values sets are compared:\n"
    "  render diff CHART --left-values a.yaml --right-values b.yaml\n"
    "-f and --set are for both sides. Resources are compared field by field; key order, quotes and "
    "comments do not count.\n"
    "Random values and the clock are the same on both sides. Exit status 0, or 2 for trouble, "
    "unless an option says otherwise.";
constexpr std::string_view kTargetDetails =
    "Charts are rendered with the options of `render template`; files and folders of manifests "
    "are\n"
    "read as they are, `-` is standard input. Findings carry the line of the template that they "
    "come from.\n"
    "Exit status 0: fine, 1: findings (--fail-on) or a chart that does not render, 2: bad input.";
constexpr std::string_view kPolicyDetails =
    "Applies Kyverno's validation rules, the Pod Security Standards and the globs of "
    "ClusterImagePolicies\n"
    "to what a chart renders or to manifests. Policies that are rendered themselves count too, and "
    "so do\n"
    "the pod-security labels of Namespaces. Findings carry the line of the template that they come "
    "from.\n"
    "Exit status 0: fine, 1: findings (--fail-on) or a chart that does not render, 2: bad input, "
    "a\n"
    "policy that asks for what is not supported among it.";
constexpr std::string_view kKubeDetails =
    "Validates objects as kubeconform does, and tells what a dry run at the client tells: removed "
    "APIs,\n"
    "missing names, names and labels that Kubernetes refuses, duplicates, selectors. Custom "
    "resources\n"
    "are validated by the definitions in crds/ of the chart, among the objects, or of --crd.\n"
    "Schemas of built-in kinds come from schema packs, made once for each version:\n"
    "  cmake/kube_pack.py 1.37        (or ./dev kube-packs)\n\n"
    "Charts are rendered with the options of `render template`; files and folders of manifests "
    "are\n"
    "read as they are, `-` is standard input. Exit status 0: fine, 1: findings (--fail-on) or a "
    "chart\n"
    "that does not render, 2: bad input, or no schema pack of the version.";
constexpr std::string_view kCheckDetails =
    "Renders each chart once and applies every family of rules:\n\n"
    "  lint       `helm lint` and good practice\n"
    "  images     tags and digests\n"
    "  resources  requests and limits\n"
    "  policy     Kyverno's policies, Pod Security levels, image policies (--policy, --psa)\n"
    "  yaml       yamllint's rules for values files and what is rendered, where it is configured\n"
    "  kube       schemas, API versions, names, labels, selectors, duplicates (--schema-pack)\n"
    "  golden     the chart's golden files, where it has some\n\n"
    "Charts, manifests and options may stand in .render.yaml. Findings carry the line of the\n"
    "template that they come from. Exit status 0: fine, 1: findings (--fail-on) or a chart that\n"
    "does not render, 2: bad input.";
constexpr std::string_view kYamlDetails =
    "Applies yamllint's rules, by yamllint's configuration files and comments. Of a chart, its "
    "values\n"
    "files (values*.yaml, those of subcharts and of -f) and what it renders are checked; files, "
    "the\n"
    "YAML files of folders and standard input (`-`) are checked as they are. Findings in what is "
    "rendered\n"
    "carry the line of the template that they come from.\n"
    "Exit status 0: fine, 1: findings (--fail-on) or a chart that does not render, 2: bad input.";
constexpr std::string_view kEvalDetails =
    "Without FILE: reads one JSON request per line from standard input and writes one JSON answer "
    "per\n"
    "line. A request has template or files, and may have values or valuesYaml, chart, release,\n"
    "capabilities, strict, lint, skipSchemaValidation and id; the answer has out or err.\n"
    "  echo '{\"template\":\"{{ .Values.a | quote }}\",\"values\":{\"a\":1}}' | render eval\n"
    "With FILE: runs test cases, files of a title and the sections `-- values --` (optional),\n"
    "`-- template --` and `-- want --` or `-- error --`. Exit status 1 when one fails.";
constexpr std::string_view kManDetails =
    "Without COMMAND the page of render itself.  render man yaml | man -l -";
constexpr std::string_view kCompletionDetails =
    "SHELL is bash, zsh or fish.  source <(render completion bash)";

// Tables of options are joined at first use: a span of spans needs a home.
OptionTables TemplateTables() {
  static const std::span<const Option> tables[] = {
      TemplateOptions(),  InstallOptions(), ValueOptions(),   ChartPathOptions(),
      RenderingOptions(), WatchOptions(),   NetworkOptions(), LimitOptions()};
  return tables;
}
OptionTables LintTables() {
  static const std::span<const Option> tables[] = {
      LintOptions(),  kLintFindings,    FindingFormatOptions(), FindingOptions(),
      ValueOptions(), NetworkOptions(), LimitOptions()};
  return tables;
}
OptionTables ShowTables() {
  static const std::span<const Option> tables[] = {ShowOptions(), ChartPathOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables ShowValuesTables() {
  static const std::span<const Option> tables[] = {ShowValuesOptions(), ShowOptions(),
                                                   ChartPathOptions(), LimitOptions()};
  return tables;
}
OptionTables ValuesTables() {
  static const std::span<const Option> tables[] = {ValueOptions(), NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables DependencyListTables() {
  static const std::span<const Option> tables[] = {DependencyListFlags(), LimitOptions()};
  return tables;
}
OptionTables EvalTables() {
  static const std::span<const Option> tables[] = {LimitOptions()};
  return tables;
}
OptionTables ValidateTables() {
  static const std::span<const Option> tables[] = {kValidate, ValueOptions(), NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables GoldenTables() {
  static const std::span<const Option> tables[] = {kGolden, WatchOptions(), NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables BatchTables() {
  static const std::span<const Option> tables[] = {kBatch, ValueOptions(), NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables DiffTables() {
  static const std::span<const Option> tables[] = {kDiff, ValueOptions(), NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables CheckTables() {
  static const std::span<const Option> tables[] = {kCheck,
                                                   PolicyInputOptions(),
                                                   YamlLintCheckOptions(),
                                                   CheckTargetOptions(),
                                                   FindingFormatOptions(),
                                                   FindingOptions(),
                                                   kKubeKinds,
                                                   KubeSchemaOptions(),
                                                   InstallOptions(),
                                                   ValueOptions(),
                                                   ChartPathOptions(),
                                                   RenderingOptions(),
                                                   NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables PolicyTables() {
  static const std::span<const Option> tables[] = {
      PolicyInputOptions(), CheckTargetOptions(), FindingFormatOptions(), FindingOptions(),
      InstallOptions(),     ValueOptions(),       ChartPathOptions(),     RenderingOptions(),
      NetworkOptions(),     LimitOptions()};
  return tables;
}
OptionTables YamlTables() {
  static const std::span<const Option> tables[] = {
      YamlLintOptions(),  CheckTargetOptions(), FindingOptions(), InstallOptions(), ValueOptions(),
      ChartPathOptions(), RenderingOptions(),   NetworkOptions(), LimitOptions()};
  return tables;
}
OptionTables ImagesTables() {
  static const std::span<const Option> tables[] = {
      CheckTargetOptions(), kImages,          FindingOptions(),
      InstallOptions(),     ValueOptions(),   ChartPathOptions(),
      RenderingOptions(),   NetworkOptions(), LimitOptions()};
  return tables;
}
OptionTables KubeTables() {
  static const std::span<const Option> tables[] = {KubeSchemaOptions(),  kKube,
                                                   CheckTargetOptions(), FindingFormatOptions(),
                                                   FindingOptions(),     InstallOptions(),
                                                   ValueOptions(),       ChartPathOptions(),
                                                   RenderingOptions(),   NetworkOptions(),
                                                   LimitOptions()};
  return tables;
}
OptionTables ResourcesTables() {
  static const std::span<const Option> tables[] = {
      kResources,       CheckTargetOptions(), FindingFormatOptions(), FindingOptions(),
      InstallOptions(), ValueOptions(),       ChartPathOptions(),     RenderingOptions(),
      NetworkOptions(), LimitOptions()};
  return tables;
}
OptionTables FunctionsTables() {
  static const std::span<const Option> tables[] = {kFunctions};
  return tables;
}
OptionTables ManTables() {
  static const std::span<const Option> tables[] = {kMan};
  return tables;
}
OptionTables VersionTables() {
  static const std::span<const Option> tables[] = {kVersion};
  return tables;
}
OptionTables RootTables() {
  static const std::span<const Option> tables[] = {kRoot};
  return tables;
}

constexpr Arity kNone{0, 0};
constexpr Arity kAtMostOne{0, 1};
constexpr Arity kOne{1, 1};
constexpr Arity kOneOrTwo{1, 2};
constexpr Arity kOneOrMore{1, UINT8_MAX};
constexpr Arity kAny{0, UINT8_MAX};

constexpr Command kShowCommands[] = {
    {"all", "", "all [CHART]", "print all of a chart's information", "", ShowTables, kOne, true,
     RunShowAll},
    {"chart", "", "chart [CHART]", "print a chart's Chart.yaml", "", ShowTables, kOne, true,
     RunShowChart},
    {"crds", "", "crds [CHART]", "print a chart's CRDs", "", ShowTables, kOne, true, RunShowCrds},
    {"readme", "", "readme [CHART]", "print a chart's README", "", ShowTables, kOne, true,
     RunShowReadme},
    {"values", "", "values [CHART]", "print a chart's values.yaml", "", ShowValuesTables, kOne,
     true, RunShowValues},
};

constexpr Command kDependencyCommands[] = {
    {"list", "ls", "list CHART", "list a chart's dependencies", kDependencyListDetails,
     DependencyListTables, kAtMostOne, true, RunDependencyList},
};

constexpr Command kCommands[] = {
    {"template",
     "",
     "template [NAME] [CHART]",
     "render a chart's templates",
     kTemplateDetails,
     TemplateTables,
     kOneOrMore,
     true,
     RunTemplate,
     {},
     kTemplateExclusive},
    {"lint",
     "",
     "lint PATH",
     "check charts for mistakes",
     kLintDetails,
     LintTables,
     kOneOrMore,
     true,
     RunLint,
     {},
     {},
     &kAny},
    {"show",
     "inspect",
     "show",
     "print parts of a chart",
     "",
     {},
     kNone,
     true,
     nullptr,
     kShowCommands},
    {"dependency",
     "dep dependencies",
     "dependency",
     "tell of a chart's dependencies",
     "",
     {},
     kNone,
     true,
     nullptr,
     kDependencyCommands},
    {"values", "", "values CHART", "print the merged values of a chart", kValuesDetails,
     ValuesTables, kOne, false, RunValues},
    {"validate", "", "validate CHART", "check values files against a chart's schema",
     kValidateDetails, ValidateTables, kOne, false, RunValidate},
    {"batch", "", "batch [FILE...]", "render many releases at once", kBatchDetails, BatchTables,
     kAny, false, RunBatch},
    {"diff", "", "diff A [B]", "compare two charts, values sets or manifests", kDiffDetails,
     DiffTables, kOneOrTwo, false, RunDiff},
    {"golden", "", "golden [CHART | SERIES.yaml | FOLDER...]",
     "compare what charts render with golden files", kGoldenDetails, GoldenTables, kAny, false,
     RunGolden},
    {"check", "", "check [[NAME] CHART | FILE...]", "check what is rendered, all rules in one run",
     kCheckDetails, CheckTables, kAny, false, RunCheck},
    {"kube", "", "kube [NAME] CHART | FILE...", "validate what is rendered as Kubernetes does",
     kKubeDetails, KubeTables, kOneOrMore, false, RunKube},
    {"images", "", "images [NAME] CHART | FILE...", "list the images that are deployed",
     kTargetDetails, ImagesTables, kOneOrMore, false, RunImages},
    {"policy", "", "policy [NAME] CHART | FILE...",
     "check by policies: Kyverno, Pod Security, image globs", kPolicyDetails, PolicyTables,
     kOneOrMore, false, RunPolicy},
    {"resources", "", "resources [NAME] CHART | FILE...", "sum up what workloads ask for",
     kTargetDetails, ResourcesTables, kOneOrMore, false, RunResources},
    {"yaml", "", "yaml [NAME] CHART | FILE...", "check how YAML is written, by yamllint's rules",
     kYamlDetails, YamlTables, kOneOrMore, false, RunYaml},
    {"eval", "", "eval [FILE...]", "answer render requests, or run test cases", kEvalDetails,
     EvalTables, kAny, false, RunEval},
    {"functions", "", "functions [NAME...]", "list the template functions, or tell of some", "",
     FunctionsTables, kAny, false, RunFunctions},
    {"version", "", "version", "print the version", "", VersionTables, kNone, false, RunVersion},
    {"completion",
     "",
     "completion SHELL",
     "print a completion script for a shell",
     kCompletionDetails,
     {},
     kOne,
     false,
     RunCompletion},
    {"man", "", "man [COMMAND]", "print a manual page", kManDetails, ManTables, kAny, false,
     RunMan},
    {"help", "", "help [COMMAND]", "show help for a command", "", {}, kAny, false, RunHelp},
};

constexpr Command kRootCommand = {"render",
                                  "",
                                  "render [COMMAND]",
                                  "Renders Helm charts as Helm 4 does, without a cluster.",
                                  "",
                                  RootTables,
                                  kNone,
                                  false,
                                  RunRoot,
                                  kCommands};

}  // namespace

const Command& RootCommand() { return kRootCommand; }

OptionTables GlobalOptionTables() {
  static const std::span<const Option> tables[] = {kHelp, kCompat, OwnGlobalOptions(),
                                                   GlobalOptions(), LoggingOptions()};
  return tables;
}

std::span<const Option> HelpOptions() { return kHelp; }

std::span<const Option> CompatOptions() { return kCompat; }

}  // namespace chartrender::cli
