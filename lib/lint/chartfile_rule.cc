// Rules about Chart.yaml.
// Source: pkg/chart/v2/lint/rules/chartfile.go of Helm 4.3.1.
#include "algo/go_path.h"
#include "algo/semver.h"
#include "base/error.h"
#include "base/quote.h"
#include "chart/metadata.h"
#include "codec/yaml/read.h"
#include "lint/contact.h"
#include "lint/linter.h"
#include "value/print.h"

namespace chartrender::lint {

namespace {

constexpr std::string_view kFile = "Chart.yaml";

std::string NameProblemOf(const Metadata& metadata) {
  if (metadata.name.empty()) return "name is required";
  if (PathBase(metadata.name) == metadata.name) return {};
  std::string quoted;
  AppendQuote(quoted, metadata.name);
  return StrCat("chart name ", quoted, " is invalid");
}

std::string ApiVersionProblem(const Metadata& metadata) {
  constexpr std::string_view allowed = R"(The value must be either "v1" or "v2")";
  if (metadata.api_version.empty()) return StrCat("apiVersion is required. ", allowed);
  if (metadata.api_version == "v1" || metadata.api_version == "v2") return {};
  return StrCat("apiVersion '", metadata.api_version, "' is not valid. ", allowed);
}

std::string TypeProblem(const Map* fields, std::string_view name) {
  const Value* value = fields == nullptr ? nullptr : fields->Find(name);
  if (value == nullptr || value->is_string()) return {};
  return StrCat(name, " should be of type string but it's of type ", TypeName(*value));
}

std::string VersionProblem(const Metadata& metadata) {
  if (metadata.version.empty()) return "version is required";
  SemVer version;
  try {
    version = SemVer::Parse(metadata.version);
  } catch (const Failure&) {
    return StrCat("version '", metadata.version, "' is not a valid SemVer");
  }
  const std::vector<std::string> reasons = SemVerConstraint::Parse(">0.0.0-0").Reasons(version);
  return reasons.empty() ? std::string() : StrCat("version ", reasons[0]);
}

std::string StrictVersionProblem(const Metadata& metadata) {
  try {
    SemVer::ParseStrict(metadata.version);
    return {};
  } catch (const Failure&) {
    return StrCat("version '", metadata.version, "' is not a valid SemVerV2");
  }
}

std::string MaintainersProblem(const Metadata& metadata) {
  for (const auto& maintainer : metadata.maintainers) {
    if (!maintainer) return "a maintainer entry is empty";
    if (maintainer->name.empty()) return "each maintainer requires a name";
    if (!maintainer->email.empty() && !IsEmail(maintainer->email)) {
      return StrCat("invalid email '", maintainer->email, "' for maintainer '", maintainer->name,
                    "'");
    }
    if (!maintainer->url.empty() && !IsUrl(maintainer->url)) {
      return StrCat("invalid url '", maintainer->url, "' for maintainer '", maintainer->name, "'");
    }
  }
  return {};
}

std::string SourcesProblem(const Metadata& metadata) {
  for (const std::string& source : metadata.sources) {
    if (source.empty() || !IsRequestUrl(source)) return StrCat("invalid source URL '", source, "'");
  }
  return {};
}

std::string IconProblem(const Metadata& metadata) {
  if (metadata.icon.empty() || IsRequestUrl(metadata.icon)) return {};
  return StrCat("invalid icon URL '", metadata.icon, "'");
}

std::string ChartTypeProblem(const Metadata& metadata) {
  if (metadata.type.empty() || metadata.api_version == "v2") return {};
  return StrCat("chart type is not valid in apiVersion '", metadata.api_version,
                "'. It is valid in apiVersion 'v2'");
}

std::string DependenciesProblem(const Metadata& metadata) {
  if (metadata.dependencies.empty() || metadata.api_version == "v2") return {};
  return StrCat("dependencies are not valid in the Chart file with apiVersion '",
                metadata.api_version, "'. They are valid in apiVersion 'v2'");
}

// The fields as values, for their types; null when the file is no map.
const Map* Fields(std::string_view yaml, Arena& arena) {
  try {
    return ReadYamlMap(yaml, arena).AsMap();
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    return nullptr;
  }
}

void CheckFields(Linter& linter, const Metadata& metadata, const Map* fields) {
  const auto error = [&](std::string problem) {
    linter.Check(Severity::kError, kFile, std::move(problem));
  };
  error(NameProblemOf(metadata));
  error(ApiVersionProblem(metadata));
  error(TypeProblem(fields, "version"));
  error(VersionProblem(metadata));
  error(TypeProblem(fields, "appVersion"));
  error(MaintainersProblem(metadata));
  error(SourcesProblem(metadata));
  linter.Check(Severity::kInfo, kFile, metadata.icon.empty() ? "icon is recommended" : "");
  error(IconProblem(metadata));
  error(ChartTypeProblem(metadata));
  error(DependenciesProblem(metadata));
}

}  // namespace

void LintChartfile(Linter& linter) {
  linter.rule = "chartfile";
  const std::string name(kFile);
  if (linter.folder.Find(name) == EntryKind::kDirectory) {
    linter.Check(Severity::kError, kFile, "should be a file, not a directory");
  }
  std::string yaml;
  Arena& arena = linter.resources.arena;
  MetadataReader reader(arena, PackageOf(linter.input.load.dialect));
  const bool parsed = linter.Try(
      Severity::kError, kFile,
      [&] {
        yaml = linter.folder.Read(name);
        reader.Read(yaml);
      },
      "unable to parse YAML\n\t");
  if (!parsed) return;
  if (linter.traits.lints_strictly) {
    linter.Try(
        Severity::kWarning, kFile, [&] { MetadataReader(arena).ReadStrict(yaml); },
        "failed to strictly parse chart metadata file\n\t");
  }
  const Metadata metadata = reader.Result();
  CheckFields(linter, metadata, Fields(yaml, arena));
  if (linter.traits.lints_strictly)
    linter.Check(Severity::kWarning, kFile, StrictVersionProblem(metadata));
}

}  // namespace chartrender::lint
