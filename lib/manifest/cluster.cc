#include "manifest/cluster.h"

#include <algorithm>

#include "base/arena.h"
#include "base/error.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "chart/api_versions.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"
#include "manifest/api_version.h"
#include "manifest/cluster_kinds.h"
#include "manifest/split.h"
#include "value/map.h"

namespace chartrender::manifest {

namespace {

constexpr std::string_view kDefaultNamespace = "default";

// Of a map of maps; Missing when there is no such thing.
Value Field(Value object, std::string_view key) {
  if (!object.is_map() || object.is_nil_reference()) return {};
  return object.AsMap()->Get(key);
}

std::string_view TextField(Value object, std::string_view key) {
  const Value value = Field(object, key);
  return value.is_string() ? value.AsString() : std::string_view();
}

bool IsKubernetes(std::string_view api_version) {
  const auto versions = BuiltinApiVersions();
  return std::find(versions.begin(), versions.end(), api_version) != versions.end();
}

// As Go prints a schema.GroupVersionKind.
std::string KindText(std::string_view api_version, std::string_view kind) {
  const size_t slashes =
      static_cast<size_t>(std::count(api_version.begin(), api_version.end(), '/'));
  if (slashes > 1) api_version = "";
  return StrCat(slashes == 1 ? "" : "/", api_version, ", Kind=", kind);
}

}  // namespace

void Cluster::AddDocuments(std::string_view name, std::string_view text) {
  size_t number = 0;
  for (const std::string_view document : SplitDocuments(text)) {
    ++number;
    Arena arena;
    try {
      const Value object = ReadYaml(document, arena, YamlNumbers::kKept);
      if (!object.is_absent()) AddObject(object);
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kValues) throw;
      Failure named = failure.WithPrefix(StrCat(name, ": document ", std::to_string(number), ": "));
      named.error().where = {std::string(name), 0, 0};
      throw named;
    }
  }
}

void Cluster::AddObject(Value object) {
  CheckStack();
  const std::string_view api_version = TextField(object, "apiVersion");
  const std::string_view kind = TextField(object, "kind");
  if (api_version.empty() || kind.empty()) {
    throw Failure(ErrorCode::kValues, "an object needs apiVersion and kind");
  }
  if (kind.ends_with("List") && Field(object, "items").is_list()) {
    AddList(object, kind.substr(0, kind.size() - 4));
    return;
  }
  const Value metadata = Field(object, "metadata");
  PutDefaultNamespace(api_version, kind, metadata);
  const std::string name(TextField(metadata, "name"));
  if (name.empty()) {
    throw Failure(ErrorCode::kValues, StrCat("an object of kind ", kind, " needs metadata.name"));
  }
  if (kind == "CustomResourceDefinition") NoteDefinition(object);
  if (!IsKubernetes(api_version)) api_versions_.emplace(api_version);
  std::string json;
  WriteJson(json, object, JsonStyle::kRaw);
  Resource& resource = resources_[{std::string(api_version), std::string(kind)}];
  const std::string_view space = TextField(metadata, "namespace");
  resource.has_namespaces = resource.has_namespaces || !space.empty();
  resource.objects.insert_or_assign(ObjectName{space.empty() ? kDefaultNamespace : space, name},
                                    std::move(json));
}

// As `kubectl apply` does for Kubernetes' own kinds.
void Cluster::PutDefaultNamespace(std::string_view api_version, std::string_view kind,
                                  Value metadata) const {
  if (!IsKubernetes(api_version) || !IsNamespaced(api_version, kind, nullptr)) return;
  if (!metadata.is_map() || metadata.is_nil_reference()) return;
  if (TextField(metadata, "namespace").empty()) {
    metadata.AsMap()->Set("namespace", Value::String(kDefaultNamespace));
  }
}

// The items of a list of one kind may leave out what the list says of them.
void Cluster::AddList(Value list, std::string_view item_kind) {
  for (const Value item : Field(list, "items").AsList()) {
    if (item.is_map() && !item.is_nil_reference() && !item_kind.empty()) {
      Map& object = *item.AsMap();
      if (object.Find("apiVersion") == nullptr) object.Set("apiVersion", Field(list, "apiVersion"));
      if (object.Find("kind") == nullptr) object.Set("kind", Value::String(item_kind));
    }
    AddObject(item);
  }
}

// A custom resource: which versions are served, and whether it has namespaces.
void Cluster::NoteDefinition(Value definition) {
  const Value spec = Field(definition, "spec");
  const std::string group(TextField(spec, "group"));
  const std::string_view kind = TextField(Field(spec, "names"), "kind");
  namespaced_[{group, std::string(kind)}] = TextField(spec, "scope") != "Cluster";
  const Value versions = Field(spec, "versions");
  if (!versions.is_list()) return;
  for (const Value version : versions.AsList()) {
    api_versions_.insert(StrCat(group, "/", TextField(version, "name")));
  }
}

bool Cluster::IsNamespaced(std::string_view api_version, std::string_view kind,
                           const Resource* resource) const {
  const std::string_view group = GroupOf(api_version);
  const auto defined = namespaced_.find(std::pair(std::string(group), std::string(kind)));
  if (defined != namespaced_.end()) return defined->second;
  if (IsKubernetes(api_version)) {
    return !IsClusterKind(group, kind);
  }
  return resource != nullptr && resource->has_namespaces;
}

std::string Cluster::Answer(std::string_view api_version, std::string_view kind,
                            std::string_view space, std::string_view name) const {
  if (!IsKubernetes(api_version) && !api_versions_.contains(api_version)) {
    const std::string_view reason = api_version.empty() || api_version == "/"
                                        ? "groupVersion shouldn't be empty"
                                        : "the server could not find the requested resource";
    throw Failure(ErrorCode::kTemplate, StrCat("unable to get apiresource from unstructured: ",
                                               KindText(api_version, kind), ": ", reason));
  }
  const auto found = resources_.find(std::pair(std::string(api_version), std::string(kind)));
  const Resource* resource = found == resources_.end() ? nullptr : &found->second;
  const bool namespaced = IsNamespaced(api_version, kind, resource);
  if (!name.empty()) {
    if (resource == nullptr) return "";
    for (const auto& [place, json] : resource->objects) {
      if (place.second == name && (!namespaced || place.first == space)) return json;
    }
    return "";
  }
  std::string list = R"({"apiVersion":)";
  AppendJsonString(list, api_version);
  list += R"(,"kind":)";
  AppendJsonString(list, StrCat(kind, "List"));
  list += R"(,"metadata":{"resourceVersion":""},"items":[)";
  if (resource != nullptr) {
    for (const auto& [place, json] : resource->objects) {
      if (namespaced && !space.empty() && place.first != space) continue;
      if (list.back() != '[') list += ',';
      list += json;
    }
  }
  return list += "]}";
}

}  // namespace chartrender::manifest
