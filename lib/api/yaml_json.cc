// Manifests as the objects that they are.
#include "api/boundary.h"
#include "base/arena.h"
#include "base/budget.h"
#include "chartrender/chartrender.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"

namespace chartrender {

Result<std::string> YamlToJson(std::string_view yaml, const Limits& limits) {
  return AtBoundary<std::string>([&] {
    Budget budget(limits, nullptr);
    Arena arena(&budget);
    std::string json;
    WriteJson(json, ReadYaml(yaml, arena, YamlNumbers::kKept), JsonStyle::kRaw, &budget);
    return json;
  });
}

}  // namespace chartrender
