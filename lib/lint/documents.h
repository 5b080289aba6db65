// The Kubernetes objects of a text, as `helm lint` reads them: a stream of JSON objects when the
// text starts with a brace, else YAML documents; JSON that fails is tried as YAML. Only the fields
// that lint looks at are kept.
// Source: k8s.io/apimachinery v0.37.0 pkg/util/yaml/decoder.go; helm v4.3.1 pkg/chart/v2/lint/rules
// k8sYamlStruct.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "chartrender/dialect.h"

namespace chartrender {
struct GoStruct;  // chart/go_struct.h
}

namespace chartrender::lint {

struct ObjectHead {
  std::string api_version, kind, name;
};

class DocumentReader {
 public:
  // `text` must outlive the reader.
  DocumentReader(std::string_view text, Arena& arena, Dialect dialect = Dialect::kHelm4);

  enum class Step { kEnd, kNull, kObject };
  // Reads the next document into `head`; kNull for one without content. Throws Failure with the
  // decoder's text.
  Step Next(ObjectHead& head);

 private:
  Step NextJson(ObjectHead& head);
  Step NextYaml(ObjectHead& head);
  bool SkipToYaml();
  std::optional<std::string> ReadYamlDocument();

  std::string_view rest_;
  const GoStruct& type_;
  Arena& arena_;
  bool json_;
  int json_count_ = 0;
  size_t consumed_ = 0;  // bytes of the JSON objects that were read
};

// True when the first document is a List with an item that carries `annotation`. Throws Failure for
// items of a wrong type.
bool ListItemHasAnnotation(std::string_view text, std::string_view annotation, Arena& arena);

}  // namespace chartrender::lint
