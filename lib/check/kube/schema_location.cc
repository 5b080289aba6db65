#include "check/kube/schema_location.h"

#include <utility>

#include "base/error.h"

namespace chartrender::check::kube {

namespace {

constexpr std::string_view kLayout =
    "/{{.NormalizedKubernetesVersion}}-standalone{{.StrictSuffix}}/{{.ResourceKind}}"
    "{{.KindSuffix}}.json";
constexpr std::string_view kFile = "file://";

std::string Lowered(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

bool IsWeb(std::string_view address) {
  return address.starts_with("http://") || address.starts_with("https://");
}

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

SchemaLocation::SchemaLocation(const std::string& text, const KubeOptions& options,
                               std::string version, Budget* budget)
    : text_(text), options_(options), version_(std::move(version)), budget_(budget) {
  if (!text.ends_with("json")) text_ += kLayout;
  (void)AddressOf("apps/v1", "Deployment");
}

std::string SchemaLocation::FieldOf(std::string_view name, std::string_view api_version,
                                    std::string_view kind) const {
  const size_t slash = api_version.find('/');
  const std::string_view group = api_version.substr(0, slash);
  const std::string_view rest =
      slash == std::string_view::npos ? std::string_view() : api_version.substr(slash + 1);
  if (name == ".NormalizedKubernetesVersion") return "v" + version_;
  if (name == ".StrictSuffix") return options_.strict ? "-strict" : "";
  if (name == ".ResourceKind") return Lowered(kind);
  if (name == ".ResourceAPIVersion") return std::string(rest.empty() ? group : rest);
  if (name == ".Group") return std::string(group);
  if (name == ".KindSuffix") {
    std::string suffix = "-" + Lowered(group.substr(0, group.find('.')));
    if (!rest.empty()) suffix += "-" + Lowered(rest);
    return suffix;
  }
  throw Failure(ErrorCode::kUsage,
                StrCat("schema location ", text_, ": no field {{", name,
                       "}}; there are .NormalizedKubernetesVersion, .StrictSuffix, .ResourceKind, "
                       ".KindSuffix, .Group and .ResourceAPIVersion"));
}

std::string SchemaLocation::AddressOf(std::string_view api_version, std::string_view kind) const {
  std::string address;
  std::string_view rest = text_;
  while (true) {
    const size_t open = rest.find("{{");
    address += rest.substr(0, open);
    if (open == std::string_view::npos) return address;
    const size_t close = rest.find("}}", open);
    if (close == std::string_view::npos)
      throw Failure(ErrorCode::kUsage, StrCat("schema location ", text_, ": {{ without }}"));
    address += FieldOf(Trimmed(rest.substr(open + 2, close - open - 2)), api_version, kind);
    rest = rest.substr(close + 2);
  }
}

std::optional<std::string> SchemaLocation::ReadText(const std::string& address) const {
  if (!options_.read_schema) return std::nullopt;
  auto text = options_.read_schema(address);
  if (!text.ok()) throw Failure(text.error());
  return std::move(text).value();
}

const Schema* SchemaLocation::Find(std::string_view api_version, std::string_view kind) {
  const std::string address = AddressOf(api_version, kind);
  const auto [entry, is_new] = schemas_.try_emplace(address);
  if (!is_new) return entry->second.get();
  const std::optional<std::string> text = ReadText(address);
  if (!text) return nullptr;
  // A reference within the file is resolved against its address.
  const std::string root = IsWeb(address) ? "" : StrCat(kFile, address.starts_with('/') ? "" : "/");
  SchemaOptions options;
  options.url = root + address;
  options.default_draft = SchemaDraft::k4;
  options.budget = budget_;
  options.loader = [&](std::string_view url) {
    return ReadText(std::string(url.starts_with(root) ? url.substr(root.size()) : url));
  };
  entry->second = CompileSchema(*text, options);
  if (!entry->second->error().empty())
    throw Failure(ErrorCode::kUsage, StrCat(address, ": ", entry->second->error()));
  return entry->second.get();
}

}  // namespace chartrender::check::kube
