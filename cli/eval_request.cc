#include "eval_request.h"

#include <cmath>
#include <map>

#include "base64_text.h"
#include "go_text.h"
#include "json_text.h"
#include "render_setup.h"

namespace chartrender::cli {
namespace {

// Below this every whole number is exact as a float.
constexpr double kWholeLimit = 1e15;
constexpr char kTemplatePath[] = "templates/t.yaml";

// Why a request cannot be answered with a text.
struct Refusal {
  std::string message;
};

std::string TextOf(const Json& value, const std::string& name) {
  if (!value.is_string()) throw Refusal{"bad request: " + name + ": a string is needed"};
  return value.get<std::string>();
}

const Json* Field(const Json& object, const std::string& name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

const Json* ObjectField(const Json& object, const std::string& name) {
  const Json* field = Field(object, name);
  if (field != nullptr && !field->is_object())
    throw Refusal{"bad request: " + name + ": an object is needed"};
  return field;
}

bool BoolField(const Json& object, const std::string& name) {
  const Json* field = Field(object, name);
  if (field == nullptr) return false;
  if (!field->is_boolean()) throw Refusal{"bad request: " + name + ": true or false is needed"};
  return field->get<bool>();
}

// Whole numbers written as floats read back as whole numbers, as they do after Go's float64.
void NormalizeNumbers(Json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (std::floor(number) == number && std::fabs(number) < kWholeLimit)
      value = static_cast<int64_t>(number);
  } else if (value.is_structured()) {
    for (Json& element : value) NormalizeNumbers(element);
  }
}

using Files = std::map<std::string, std::string>;

Files ChartFiles(const Json& request) {
  Files files;
  if (const Json* field = ObjectField(request, "files")) {
    for (const auto& [path, text] : field->items()) files[path] = TextOf(text, "files." + path);
  }
  if (const Json* text = Field(request, "template"))
    files[kTemplatePath] = TextOf(*text, "template");
  if (const Json* text = Field(request, "templateBase64")) {
    auto data = DecodeBase64(TextOf(*text, "templateBase64"));
    if (!data) throw Refusal{"bad request: templateBase64: not base64"};
    files[kTemplatePath] = std::move(*data);
  }
  if (files.contains("Chart.yaml")) return files;
  Json metadata = {{"apiVersion", "v2"}, {"name", "chart"}, {"version", "0.1.0"}};
  if (const Json* chart = ObjectField(request, "chart")) {
    for (const auto& [key, value] : chart->items()) metadata[key] = value;
  }
  NormalizeNumbers(metadata);
  files["Chart.yaml"] = WriteJsonLine(metadata);
  return files;
}

void ReadRelease(const Json& request, RenderOptions& options) {
  const Json* release = ObjectField(request, "release");
  if (release == nullptr) return;
  if (const Json* name = Field(*release, "name"))
    options.release_name = TextOf(*name, "release.name");
  if (const Json* space = Field(*release, "namespace"))
    options.release_namespace = TextOf(*space, "release.namespace");
  if (const Json* revision = Field(*release, "revision")) {
    if (!revision->is_number_integer())
      throw Refusal{"bad request: release.revision: a number is needed"};
    options.revision = revision->get<int64_t>();
  }
  options.is_upgrade = BoolField(*release, "isUpgrade");
}

void ReadCapabilities(const Json& request, RenderOptions& options) {
  const Json* capabilities = ObjectField(request, "capabilities");
  if (capabilities == nullptr) return;
  if (const Json* version = Field(*capabilities, "kubeVersion")) {
    options.kube_version = TextOf(*version, "capabilities.kubeVersion");
  }
  if (const Json* versions = Field(*capabilities, "apiVersions")) {
    if (!versions->is_array())
      throw Refusal{"bad request: capabilities.apiVersions: a list is needed"};
    for (const Json& version : *versions)
      options.api_versions.push_back(TextOf(version, "capabilities.apiVersions"));
  }
}

void ReadValues(const Json& request, RenderOptions& options) {
  if (const Json* yaml = Field(request, "valuesYaml")) {
    options.values.push_back(ValuesSource::Yaml("", TextOf(*yaml, "valuesYaml")));
  } else if (const Json* values = ObjectField(request, "values")) {
    options.values.push_back({ValuesSource::Kind::kJson, "", WriteJsonLine(*values)});
  }
}

RenderOptions ReadOptions(const Json& request, const RenderOptions& base) {
  RenderOptions options = base;
  options.release_namespace = "default";
  options.templates_only = true;
  options.strict = BoolField(request, "strict");
  options.lint_mode = BoolField(request, "lint");
  options.skip_schema_validation = BoolField(request, "skipSchemaValidation");
  ReadRelease(request, options);
  ReadCapabilities(request, options);
  ReadValues(request, options);
  return options;
}

// Values come before the Kubernetes version, and both before the chart's own steps.
void CheckKubeVersion(Dialect dialect, const RenderOptions& options) {
  const auto error = KubeVersionError(options.kube_version);
  if (!error) return;
  if (const auto values = MergedUserValues(options, dialect); !values.ok())
    throw Refusal{values.error().message};
  throw Refusal{error->message};
}

std::vector<TemplateOutput> RenderFiles(const Files& files, Dialect dialect,
                                        const RenderOptions& options) {
  std::vector<FileView> views;
  for (const auto& [path, data] : files) views.push_back({path, data});
  LoadOptions load;
  load.dialect = dialect;
  load.limits = options.limits;
  load.log = options.log;
  const auto chart = LoadChart(views, load);
  if (!chart.ok()) throw Refusal{chart.error().message};
  CheckKubeVersion(dialect, options);
  auto result = Render(chart.value(), options);
  if (!result.ok()) throw Refusal{result.error().message};
  return result.value().templates();
}

void AddText(Json& answer, const std::string& name, const std::string& text) {
  if (IsUtf8(text)) {
    answer[name] = text;
  } else {
    answer[name + "Base64"] = EncodeBase64(text);
  }
}

void AddOutput(Json& answer, const Json& request, const std::vector<TemplateOutput>& outputs) {
  if (Field(request, "template") != nullptr || Field(request, "templateBase64") != nullptr) {
    std::string text;
    for (const TemplateOutput& output : outputs) {
      if (output.path.ends_with(std::string("/") + kTemplatePath)) text = output.text;
    }
    AddText(answer, "out", text);
    return;
  }
  Json plain = Json::object(), encoded = Json::object();
  for (const TemplateOutput& output : outputs) {
    if (IsUtf8(output.text)) {
      plain[output.path] = output.text;
    } else {
      encoded[output.path] = EncodeBase64(output.text);
    }
  }
  answer["out"] = std::move(plain);
  if (!encoded.empty()) answer["outBase64"] = std::move(encoded);
}

}  // namespace

std::string AnswerRequest(std::string_view line, Dialect dialect, const RenderOptions& base) {
  Json answer = Json::object();
  try {
    const Json request = Json::parse(line);
    if (!request.is_object()) throw Refusal{"bad request: an object is needed"};
    if (const auto id = request.find("id"); id != request.end()) answer["id"] = *id;
    AddOutput(answer, request,
              RenderFiles(ChartFiles(request), dialect, ReadOptions(request, base)));
  } catch (const Refusal& refusal) {
    AddText(answer, "err", refusal.message);
  } catch (const Json::exception& error) {
    AddText(answer, "err", std::string("bad request: ") + error.what());
  }
  return WriteJsonLine(answer);
}

}  // namespace chartrender::cli
