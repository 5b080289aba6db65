// `helm show values --jsonpath`. Source: Helm 4.3.1 pkg/action/show.go.
#include <string>

#include "api/boundary.h"
#include "api/data.h"
#include "base/error.h"
#include "codec/json/json_path.h"

namespace chartrender {

Result<std::string> ShowValuesPath(const Chart& chart, std::string_view json_path) {
  return AtBoundary<std::string>([&]() -> std::string {
    const LoadedChart& root = chart.data().store().root;
    if (root.values.is_nil_reference()) return "";
    try {
      return JsonPath::Parse(json_path).Execute(root.values);
    } catch (const Failure& failure) {
      throw failure.WithPrefix(StrCat("error parsing jsonpath ", json_path, ": "));
    }
  });
}

}  // namespace chartrender
