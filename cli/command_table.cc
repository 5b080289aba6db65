// All commands of the command line.
#include "commands.h"
#include "helm_options.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;
using OptionTables = std::span<const std::span<const Option>>;

constexpr Option kHelp[] = {
    {"help", 'h', kBool, kMain, "", "show help for the command"},
    {"help-all", 0, kBool, kMain, "", "show every option of the command"},
};
constexpr Option kRoot[] = {{"version", 0, kBool, kMain, "", "print the version"}};
constexpr Option kValidate[] = {
    {"output", 'o', kChoice, kOutput, "FORMAT", "text, json or github", "text", "", "",
     "text|json|github"},
    {"kube-version", 0, kText, kHidden, "VERSION", "Kubernetes version that templates see"},
};
constexpr Option kFunctions[] = {
    {"missing", 0, kBool, kMain, "", "print the names of functions that Helm has and render lacks"},
    {"output", 'o', kChoice, kOutput, "FORMAT", "text or json", "text", "", "", "text|json"},
};
constexpr Option kVersion[] = {
    {"short", 0, kBool, kMain, "", "print the number alone"},
    {"output", 'o', kChoice, kOutput, "FORMAT", "text or json", "text", "", "", "text|json"},
};

constexpr std::string_view kTemplateExclusive[] = {
    "force force-conflicts", "force-replace force-conflicts", "validate dry-run"};

constexpr std::string_view kTemplateDetails =
    "CHART is a folder or a .tgz archive. Prints what `helm template` prints, byte for byte.\n"
    "`render CHART` is short for `render template CHART`. No cluster, repository or other network "
    "is\n"
    "ever asked: options that only talk to one are accepted and do nothing.";
constexpr std::string_view kLintDetails =
    "Prints what `helm lint` prints. Exit status 1 when a chart has errors, with --strict also "
    "when it\n"
    "has warnings.";
constexpr std::string_view kValuesDetails =
    "The chart's values.yaml with the values of -f and --set merged in, as templates see them in\n"
    ".Values.";
constexpr std::string_view kValidateDetails =
    "Checks each file of -f on its own against values.schema.json of the chart and its subcharts,\n"
    "without rendering; the --set options go on top of each. Without -f the chart's own values "
    "are\n"
    "checked. Exit status 1 when a file is not valid.";
constexpr std::string_view kEvalDetails =
    "Without FILE: reads one JSON request per line from standard input and writes one JSON answer "
    "per\n"
    "line. A request has template or files, and may have values or valuesYaml, chart, release,\n"
    "capabilities, strict, lint, skipSchemaValidation and id; the answer has out or err.\n"
    "  echo '{\"template\":\"{{ .Values.a | quote }}\",\"values\":{\"a\":1}}' | render eval\n"
    "With FILE: runs test cases, files of a title and the sections `-- values --` (optional),\n"
    "`-- template --` and `-- want --` or `-- error --`. Exit status 1 when one fails.";
constexpr std::string_view kCompletionDetails =
    "SHELL is bash, zsh or fish.  source <(render completion bash)";

// Tables of options are joined at first use: a span of spans needs a home.
OptionTables TemplateTables() {
  static const std::span<const Option> tables[] = {TemplateOptions(), InstallOptions(),
                                                   ValueOptions(), ChartPathOptions()};
  return tables;
}
OptionTables LintTables() {
  static const std::span<const Option> tables[] = {LintOptions(), ValueOptions()};
  return tables;
}
OptionTables ShowTables() {
  static const std::span<const Option> tables[] = {ShowOptions(), ChartPathOptions()};
  return tables;
}
OptionTables ShowValuesTables() {
  static const std::span<const Option> tables[] = {ShowValuesOptions(), ShowOptions(),
                                                   ChartPathOptions()};
  return tables;
}
OptionTables ValuesTables() {
  static const std::span<const Option> tables[] = {ValueOptions()};
  return tables;
}
OptionTables ValidateTables() {
  static const std::span<const Option> tables[] = {kValidate, ValueOptions()};
  return tables;
}
OptionTables FunctionsTables() {
  static const std::span<const Option> tables[] = {kFunctions};
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
constexpr Arity kOne{1, 1};
constexpr Arity kOneOrMore{1, UINT8_MAX};
constexpr Arity kAny{0, UINT8_MAX};

std::span<const Command> ShowCommands() {
  static const Command commands[] = {
      {"all", "", "all [CHART]", "print all of a chart's information", "", ShowTables(), kOne, true,
       RunShowAll},
      {"chart", "", "chart [CHART]", "print a chart's Chart.yaml", "", ShowTables(), kOne, true,
       RunShowChart},
      {"crds", "", "crds [CHART]", "print a chart's CRDs", "", ShowTables(), kOne, true,
       RunShowCrds},
      {"readme", "", "readme [CHART]", "print a chart's README", "", ShowTables(), kOne, true,
       RunShowReadme},
      {"values", "", "values [CHART]", "print a chart's values.yaml", "", ShowValuesTables(), kOne,
       true, RunShowValues},
  };
  return commands;
}

std::span<const Command> AllCommands() {
  static const Command commands[] = {
      {"template",
       "",
       "template [NAME] [CHART]",
       "render a chart's templates",
       kTemplateDetails,
       TemplateTables(),
       kOneOrMore,
       true,
       RunTemplate,
       {},
       kTemplateExclusive},
      {"lint", "", "lint PATH", "check charts for mistakes", kLintDetails, LintTables(), kOneOrMore,
       true, RunLint},
      {"show",
       "inspect",
       "show",
       "print parts of a chart",
       "",
       {},
       kNone,
       true,
       nullptr,
       ShowCommands()},
      {"values", "", "values CHART", "print the merged values of a chart", kValuesDetails,
       ValuesTables(), kOne, false, RunValues},
      {"validate", "", "validate CHART", "check values files against a chart's schema",
       kValidateDetails, ValidateTables(), kOne, false, RunValidate},
      {"eval",
       "",
       "eval [FILE...]",
       "answer render requests, or run test cases",
       kEvalDetails,
       {},
       kAny,
       false,
       RunEval},
      {"functions", "", "functions", "list the template functions", "", FunctionsTables(), kNone,
       false, RunFunctions},
      {"version", "", "version", "print the version", "", VersionTables(), kNone, false,
       RunVersion},
      {"completion",
       "",
       "completion SHELL",
       "print a completion script for a shell",
       kCompletionDetails,
       {},
       kOne,
       false,
       RunCompletion},
      {"help", "", "help [COMMAND]", "show help for a command", "", {}, kAny, false, RunHelp},
  };
  return commands;
}

}  // namespace

const Command& RootCommand() {
  static const Command root = {"render",
                               "",
                               "render [COMMAND]",
                               "Renders Helm charts as Helm 4 does, without a cluster.",
                               "",
                               RootTables(),
                               kNone,
                               false,
                               RunRoot,
                               AllCommands()};
  return root;
}

std::span<const std::span<const Option>> GlobalOptionTables() {
  static const std::span<const Option> tables[] = {kHelp, GlobalOptions(), LoggingOptions()};
  return tables;
}

std::span<const Option> HelpOptions() { return kHelp; }

}  // namespace chartrender::cli
