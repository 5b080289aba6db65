#include "chart_location.h"

#include <sys/stat.h>
#include <yaml-cpp/yaml.h>

#include <cerrno>

#include "file_text.h"
#include "go_text.h"
#include "url_text.h"

namespace chartrender::cli {
namespace {

Error ChartError(std::string message) {
  return {.code = ErrorCode::kIo, .message = std::move(message)};
}

constexpr LogEvent kDownloaderCache = {LogRecord::Level::kDebug, "set up default downloader cache",
                                       "", ""};

// The schemes that Helm has a way to get files by.
bool IsFetchable(std::string_view scheme) {
  return scheme == "http" || scheme == "https" || scheme == "oci";
}

Error NetworkError(const std::string& name) {
  return ChartError("cannot get chart " + GoQuote(name) +
                    ": render never uses the network; fetch it with `helm pull` and name the file");
}

// Source: pkg/downloader/chart_downloader.go VerifyChart; signatures are not checked.
Error VerifyError(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0)
    return ChartError("stat " + path + ": " + SystemErrorText(errno));
  if (S_ISDIR(status.st_mode)) return ChartError("unpacked charts cannot be verified");
  if (!path.ends_with(".tgz")) return ChartError("chart must be a tgz file");
  const std::string provenance = path + ".prov";
  if (stat(provenance.c_str(), &status) != 0) {
    return ChartError("could not load provenance file " + provenance + ": stat " + provenance +
                      ": " + SystemErrorText(errno));
  }
  return ChartError("cannot verify " + path +
                    ": signatures are not checked here; use `helm verify`");
}

// Whether Helm's list of repositories has `name`; kIo when the list cannot be read.
Result<bool> HasRepository(const std::string& list, const std::string& name) {
  struct stat status = {};
  if (stat(list.c_str(), &status) != 0) return false;
  const auto text = ReadFile(list);
  if (!text.ok())
    return ChartError("couldn't load repositories file (" + list + "): " + text.error().message);
  try {
    for (const YAML::Node& entry : YAML::Load(text.value())["repositories"]) {
      if (entry["name"].as<std::string>("") == name) return true;
    }
  } catch (const YAML::Exception& error) {
    return ChartError("cannot read " + list + ": " + error.what());
  }
  return false;
}

Error RepositoryError(const Session& session, const std::string& name) {
  const UrlText url = ReadUrl(name);
  if (!url.fault.empty()) return ChartError("invalid chart URL format: " + name);
  if (url.scheme == "oci" || (!url.scheme.empty() && url.has_host && !url.path.empty()))
    return NetworkError(name);
  const size_t slash = url.path.find('/');
  if (slash == std::string::npos) {
    return ChartError("non-absolute URLs should be in form of repo_name/path_to_chart, got: " +
                      url.text);
  }
  const std::string repository = url.path.substr(0, slash);
  const auto known = HasRepository(session.settings.repository_config, repository);
  if (!known.ok()) return known.error();
  if (!known.value()) return ChartError("repo " + repository + " not found");
  const std::string index = session.settings.repository_cache + "/" + repository + "-index.yaml";
  const auto text = ReadFile(index);
  if (!text.ok())
    return ChartError("no cached repo found. (try 'helm repo update'): " + text.error().message);
  return NetworkError(name);
}

}  // namespace

Result<std::string> LocateChart(const Session& session, const Arguments& arguments,
                                const std::string& name) {
  const std::string chart(TrimSpace(name));
  const std::string& repository = arguments.Text("repo");
  struct stat status = {};
  const bool exists = !chart.empty() && stat(chart.c_str(), &status) == 0;
  const bool takes_local = exists && session.settings.dialect == Dialect::kHelm3;
  if (!repository.empty() && takes_local) {
    std::string text =
        "WARN local chart found in current working directory. repository url ignored";
    text += AttributesText({{"chart", chart}, {"repository", repository}});
    session.Log({LogRecord::Level::kWarning, text, {{"source", "install.go:759"}}});
  } else if (!repository.empty()) {
    const UrlText url = ReadUrl(repository);
    if (!url.fault.empty()) return ChartError("invalid chart URL format: " + repository);
    if (!IsFetchable(url.scheme))
      return ChartError("could not find protocol handler for: " + url.scheme);
    return NetworkError(repository + '/' + chart);
  }
  if (exists) {
    std::string path = AbsolutePath(chart);
    if (arguments.Flag("verify")) return VerifyError(path);
    return path;
  }
  if (chart.starts_with('/') || chart.starts_with('.'))
    return ChartError("path " + GoQuote(chart) + " not found");
  session.LogInDialect(kDownloaderCache);
  return RepositoryError(session, chart);
}

std::optional<Error> CheckCertificateFiles(const Arguments& arguments) {
  const std::string& certificate = arguments.Text("cert-file");
  const std::string& key = arguments.Text("key-file");
  const std::string& authority = arguments.Text("ca-file");
  const bool has_pair = !certificate.empty() && !key.empty();
  if (!has_pair && authority.empty()) return std::nullopt;
  std::string faults;
  const auto check = [&](const std::string& file, std::string_view what) {
    const auto text = ReadFile(file);
    if (text.ok()) return true;
    if (!faults.empty()) faults += '\n';
    faults += std::string(what) + ": " + GoQuote(file) + ": " + text.error().message;
    return false;
  };
  if (has_pair && check(certificate, "unable to read cert file"))
    check(key, "unable to read key file");
  if (!authority.empty()) check(authority, "can't read CA file");
  if (faults.empty()) return std::nullopt;
  return ChartError("missing registry client: can't create TLS config for client: " + faults);
}

}  // namespace chartrender::cli
