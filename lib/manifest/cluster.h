// What a cluster that holds certain objects answers to `lookup`. Objects come from manifests; they
// are kept as JSON texts, so that an answer is a text whatever render asks. Immutable once filled,
// then safe to use from many threads.
// Source: Helm 4.3.1 pkg/engine/lookup_func.go; k8s.io/client-go discovery and dynamic clients, and
// the answers of an API server.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "value/value.h"

namespace chartrender::manifest {

class Cluster {
 public:
  // Adds the objects of a text of YAML documents; of the same object the last one is kept. A list
  // (kind `List`, or any XList with items) adds its items. Throws Failure(kValues, "NAME: document
  // 2: ...").
  void AddDocuments(std::string_view name, std::string_view text);

  // JSON text of the object, of the list of all objects of that kind when `name` is empty, or "".
  // Throws Failure(kTemplate) for an API that the cluster does not serve.
  std::string Answer(std::string_view api_version, std::string_view kind, std::string_view space,
                     std::string_view name) const;

 private:
  using ObjectName = std::pair<std::string, std::string>;  // namespace and name
  struct Resource {
    bool has_namespaces = false;  // some object names its namespace
    std::map<ObjectName, std::string> objects;
  };

  void AddObject(Value object);
  void PutDefaultNamespace(std::string_view api_version, std::string_view kind,
                           Value metadata) const;
  void AddList(Value list, std::string_view item_kind);
  void NoteDefinition(Value definition);
  bool IsNamespaced(std::string_view api_version, std::string_view kind,
                    const Resource* resource) const;

  std::map<std::pair<std::string, std::string>, Resource, std::less<>> resources_;
  std::set<std::string, std::less<>> api_versions_;  // besides Kubernetes' own
  std::map<std::pair<std::string, std::string>, bool, std::less<>> namespaced_;  // group, kind
};

}  // namespace chartrender::manifest
