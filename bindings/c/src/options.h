// The JSON documents of options, as chartrender.h lists them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender::c {

// Throw Misuse that names the place of what is wrong.
LoadOptions ReadLoadOptions(std::string_view json);

struct RenderRequest {
  RenderOptions options;
  bool text = true;
  bool hooks = true;
  bool tests = true;
  std::vector<std::string> show_only;
  Dialect dialect = Dialect::kHelm4;  // of requests without a chart
};
enum class DialectKey : uint8_t { kNo, kYes };
RenderRequest ReadRenderOptions(std::string_view json, DialectKey dialect = DialectKey::kNo);

}  // namespace chartrender::c
