#include "value_sources.h"

#include <mutex>
#include <utility>

#include "file_text.h"
#include "go_text.h"
#include "http_client.h"
#include "terminal.h"
#include "url_text.h"

namespace chartrender::cli {
namespace {

Error FileError(ErrorCode code, std::string message, const std::string& file) {
  return {.code = code, .message = std::move(message), .where = {.file = file}};
}

// Source: Helm 4.3.1 pkg/getter/httpgetter.go.
Result<std::string> FetchValues(const std::string& address) {
  auto answer = FetchAddress(address);
  if (!answer.ok()) {
    Error error = answer.error();
    error.where.file = address;
    return error;
  }
  if (answer.value().status == 200) return std::move(answer.value().body);
  return FileError(ErrorCode::kIo,
                   "failed to fetch " + address + " : " + std::to_string(answer.value().status) +
                       " " + answer.value().reason,
                   address);
}

// Helm reads names as URLs first: some are refused, some are fetched. The user names these files,
// no chart does.
Result<std::string> ReadNamedFile(const std::string& name) {
  const UrlText url = ReadUrl(name);
  if (!url.fault.empty()) return FileError(ErrorCode::kUsage, url.fault, name);
  if (url.scheme == "http" || url.scheme == "https") return FetchValues(name);
  if (url.scheme == "oci") {
    return FileError(ErrorCode::kIo,
                     "Get " + GoQuote(name) + ": render reads nothing from registries", name);
  }
  return ReadFile(name);
}

constexpr struct {
  std::string_view option;
  ValuesSource::Kind kind;
} kSettingOptions[] = {
    {"set-json", ValuesSource::Kind::kSetJson},       {"set", ValuesSource::Kind::kSet},
    {"set-string", ValuesSource::Kind::kSetString},   {"set-file", ValuesSource::Kind::kSetFile},
    {"set-literal", ValuesSource::Kind::kSetLiteral},
};

}  // namespace

// Standard input, once it was read.
struct ValueSources::Input {
  std::once_flag once;
  std::string text;

  const std::string& Read() {
    std::call_once(once, [this] { text = Terminal::ReadInput(); });
    return text;
  }
};

ValueSources::ValueSources(const Arguments& arguments)
    : files_(arguments.List("values")),
      encrypted_(arguments.Flag("sops-placeholder") ? EncryptedValues::kPlaceholder
                                                    : EncryptedValues::kRefuse),
      input_(std::make_shared<Input>()) {
  for (const auto& [option, kind] : kSettingOptions) {
    for (const std::string& argument : arguments.List(option))
      settings_.push_back({kind, "", argument});
  }
}

void ValueSources::ApplyReader(RenderOptions& options) const {
  options.encrypted_values = encrypted_;
  // The input is empty for whoever asks second, as a stream is.
  options.read_file = [input = input_,
                       taken = false](const std::string& name) mutable -> Result<std::string> {
    if (TrimSpace(name) != "-") return ReadNamedFile(name);
    if (taken) return std::string();
    taken = true;
    return input->Read();
  };
}

void ValueSources::Apply(RenderOptions& options) const {
  options.values.clear();
  for (const std::string& file : files_) options.values.push_back(ValuesSource::YamlFile(file));
  options.values.insert(options.values.end(), settings_.begin(), settings_.end());
  ApplyReader(options);
}

void ValueSources::ApplyWithFile(const std::string& file, RenderOptions& options) const {
  options.values.assign(1, ValuesSource::YamlFile(file));
  options.values.insert(options.values.end(), settings_.begin(), settings_.end());
  ApplyReader(options);
}

}  // namespace chartrender::cli
