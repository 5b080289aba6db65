#include "kube_namespace.h"

#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <map>
#include <optional>
#include <vector>

#include "file_text.h"
#include "go_text.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

constexpr char kPodFolder[] = "/var/run/secrets/kubernetes.io/serviceaccount/";

struct KubeConfig {
  std::string current_context;
  std::map<std::string, std::string> namespaces;  // by context
};

// Adds what `node` says and `config` does not know yet: of several files the first one wins.
void Merge(const YAML::Node& node, KubeConfig& config) {
  if (config.current_context.empty())
    config.current_context = node["current-context"].as<std::string>("");
  for (const YAML::Node& entry : node["contexts"]) {
    const YAML::Node context = entry["context"];
    config.namespaces.emplace(entry["name"].as<std::string>(""),
                              context.IsMap() ? context["namespace"].as<std::string>("") : "");
  }
}

std::vector<std::string> ConfigFiles(const Environment& environment, const KubeQuery& query) {
  if (!query.config_file.empty()) return {query.config_file};
  const std::string list = environment("KUBECONFIG").value_or("");
  if (list.empty()) return {environment("HOME").value_or("") + "/.kube/config"};
  std::vector<std::string> files;
  for (size_t start = 0; start <= list.size();) {
    const size_t end = std::min(list.find(':', start), list.size());
    if (end > start) files.push_back(list.substr(start, end - start));
    start = end + 1;
  }
  return files;
}

// nullopt: a file cannot be read or is no configuration, which makes all of it unusable.
std::optional<KubeConfig> LoadConfig(const std::vector<std::string>& files, bool named) {
  KubeConfig config;
  for (const std::string& file : files) {
    std::error_code error;
    if (!fs::exists(file, error)) {
      if (named) return std::nullopt;
      continue;
    }
    const auto text = ReadFile(file);
    if (!text.ok()) return std::nullopt;
    try {
      const YAML::Node node = YAML::Load(text.value());
      if (!node.IsMap() && !node.IsNull()) return std::nullopt;
      if (node.IsMap()) Merge(node, config);
    } catch (const YAML::Exception&) {
      return std::nullopt;
    }
  }
  return config;
}

// The namespace of the pod this runs in, or "default".
std::string PodNamespace(const Environment& environment) {
  std::error_code error;
  const std::string folder = kPodFolder;
  const bool in_cluster = !environment("KUBERNETES_SERVICE_HOST").value_or("").empty() &&
                          !environment("KUBERNETES_SERVICE_PORT").value_or("").empty() &&
                          fs::exists(folder + "token", error) &&
                          !fs::is_directory(folder + "token", error);
  if (!in_cluster) return "default";
  if (const auto name = environment("POD_NAMESPACE"); name && !name->empty()) return *name;
  const auto text = ReadFile(folder + "namespace");
  const std::string name = text.ok() ? std::string(TrimSpace(text.value())) : "";
  return name.empty() ? "default" : name;
}

}  // namespace

std::string KubeNamespace(const Environment& environment, const KubeQuery& query) {
  if (!query.release_namespace.empty()) return query.release_namespace;
  const auto config = LoadConfig(ConfigFiles(environment, query), !query.config_file.empty());
  if (!config) return "default";
  const std::string& context = query.context.empty() ? config->current_context : query.context;
  const auto found = config->namespaces.find(context);
  if (found == config->namespaces.end())
    return context.empty() ? PodNamespace(environment) : "default";
  return found->second.empty() ? PodNamespace(environment) : found->second;
}

}  // namespace chartrender::cli
