#include "kube_options.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "check_targets.h"
#include "file_text.h"
#include "flag_parser.h"
#include "http_client.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;
namespace fs = std::filesystem;

constexpr Option kSchemas[] = {
    {"kubernetes-version", 0, kText, kMain, "VERSION",
     "version whose schemas count: 1.37 or 1.37.2 (default: that of --kube-version)"},
    {"strict", 0, kBool, kMain, "", "refuse unknown fields and repeated keys"},
    {"schema-location", 0, kTextArray, kMain, "PLACE",
     "`default` (schema packs), or files of JSON Schema as kubeconform names them: "
     "DIR/{{.ResourceKind}}{{.KindSuffix}}.json; the first that has the kind counts"},
    {"schema-pack", 0, kTextArray, kMain, "PATH",
     "a schema pack, or a folder with packs (default: chartrender/kube in the data folders)"},
    {"crd", 0, kTextArray, kMain, "FILE", "resource definitions: a YAML file, or a folder of them"},
    {"ignore-missing-schemas", 0, kBool, kMain, "", "skip objects that no schema is known of"},
};

Error FileError(std::string message, const std::string& file) {
  return {.code = ErrorCode::kIo, .message = std::move(message), .where = {.file = file}};
}

bool IsWeb(const std::string& address) {
  return address.starts_with("http://") || address.starts_with("https://");
}

Result<std::optional<std::string>> FetchSchema(const std::string& address) {
  auto answer = FetchAddress(address);
  if (!answer.ok()) return answer.error();
  if (answer.value().status == 404) return std::optional<std::string>();
  if (answer.value().status == 200) return std::optional(std::move(answer.value().body));
  return FileError(
      address + ": status " + std::to_string(answer.value().status) + " " + answer.value().reason,
      address);
}

Result<std::optional<std::string>> ReadSchemaFile(const std::string& name) {
  std::error_code code;
  if (!fs::exists(name, code)) return std::optional<std::string>();
  auto text = ReadFile(name);
  if (!text.ok()) return text.error();
  return std::optional(std::move(text).value());
}

class Reader {
 public:
  Reader(const Session& session, const Arguments& arguments)
      : session_(session), arguments_(arguments) {}

  Result<KubeOptions> Read(MissingPack missing, const std::string& skip,
                           const std::string& reject) {
    options_.strict = arguments_.Flag("strict");
    options_.ignore_missing_schemas = arguments_.Flag("ignore-missing-schemas");
    options_.skip = arguments_.List(skip);
    options_.reject = arguments_.List(reject);
    if (const auto error = ReadVersion()) return *error;
    ReadLocations();
    if (const auto error = ReadPack(missing)) return *error;
    if (const auto error = ReadDefinitions()) return *error;
    return std::move(options_);
  }

 private:
  std::optional<Error> ReadVersion() {
    options_.kubernetes_version = arguments_.Text("kubernetes-version");
    const bool given = !options_.kubernetes_version.empty();
    if (!given) options_.kubernetes_version = arguments_.Text("kube-version");
    auto minor = KubernetesMinor(options_.kubernetes_version, session_.settings.dialect);
    if (!minor.ok()) {
      throw UsageError("invalid argument for --kube" + std::string(given ? "rnetes" : "") +
                       "-version: " + minor.error().message);
    }
    minor_ = std::move(minor).value();
    if (options_.kubernetes_version.empty()) options_.kubernetes_version = minor_;
    return std::nullopt;
  }

  void ReadLocations() {
    for (const std::string& place : arguments_.List("schema-location")) {
      if (IsWeb(place) && !session_.settings.allow_network)
        throw UsageError("--schema-location " + place + " needs --allow-network");
      const bool as_is = place == "default" || IsWeb(place);
      options_.locations.push_back(as_is ? place : AbsolutePath(place));
    }
    options_.read_schema = [network = session_.settings.allow_network](
                               const std::string& address) -> Result<std::optional<std::string>> {
      if (!IsWeb(address)) return ReadSchemaFile(address);
      if (!network) return FileError(address + ": needs --allow-network", address);
      return FetchSchema(address);
    };
  }

  bool WantsPack() const {
    const auto& places = options_.locations;
    return places.empty() || std::find(places.begin(), places.end(), "default") != places.end();
  }

  // Files of packs and the folders that may have one.
  std::optional<Error> ReadPack(MissingPack missing) {
    if (!WantsPack()) return std::nullopt;
    const std::string file = "kubernetes-" + minor_ + ".pack";
    const std::vector<std::string>& given = arguments_.List("schema-pack");
    std::string looked;
    for (const std::string& place : given.empty() ? session_.settings.data_folders : given) {
      const std::string folder = given.empty() ? place + "/chartrender/kube" : place;
      std::error_code code;
      const bool is_file = !given.empty() && fs::is_regular_file(folder, code);
      std::string name = folder;
      if (!is_file) name.append("/").append(file);
      // Of several files the one that is named for the version.
      const bool other = is_file && given.size() > 1 && fs::path(folder).filename() != file;
      if (!other && fs::exists(name, code)) {
        auto text = ReadFile(name);
        if (!text.ok()) return text.error();
        options_.pack = KubeOptions::Text{name, std::move(text).value()};
        return std::nullopt;
      }
      looked += (looked.empty() ? "" : ", ") + name;
    }
    if (missing == MissingPack::kIsTold && given.empty()) return std::nullopt;
    Error error;
    error.code = ErrorCode::kUsage;
    error.message = "no schema pack of Kubernetes " + minor_ + ": there is none at " + looked +
                    "; make it with cmake/kube_pack.py " + minor_ + " (`./dev kube-packs " +
                    minor_ + "`)";
    return error;
  }

  std::optional<Error> ReadDefinitions() {
    for (const std::string& place : arguments_.List("crd")) {
      std::error_code code;
      const bool is_folder = fs::is_directory(place, code);
      const std::vector<std::string> files =
          is_folder ? ManifestsBelow(place) : std::vector<std::string>{place};
      for (const std::string& name : files) {
        auto text = ReadFile(name);
        if (!text.ok()) return text.error();
        if (!is_folder && text.value().find("CustomResourceDefinition") == std::string::npos) {
          return FileError(name + ": there is no CustomResourceDefinition in it", name);
        }
        options_.definitions.push_back({name, std::move(text).value()});
      }
    }
    return std::nullopt;
  }

  const Session& session_;
  const Arguments& arguments_;
  KubeOptions options_;
  std::string minor_;
};

}  // namespace

std::span<const Option> KubeSchemaOptions() { return kSchemas; }

Result<KubeOptions> ReadKubeOptions(const Session& session, const Arguments& arguments,
                                    MissingPack missing, const std::string& skip,
                                    const std::string& reject) {
  return Reader(session, arguments).Read(missing, skip, reject);
}

}  // namespace chartrender::cli
