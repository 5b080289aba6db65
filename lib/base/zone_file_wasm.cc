// The zones that bindings/node/wasm/zones.py has put into the program.
#include <cstdint>

#include "base/zone_file.h"

extern "C" {
// Sorted by name. `zone_rules_at` are the starts of TZif files in `zone_rules`, one more than
// zones.
extern const uint32_t chartrender_zone_count;
extern const char* const chartrender_zone_names[];
extern const char* const chartrender_zone_files[];
extern const uint32_t chartrender_zone_sizes[];
}

namespace chartrender {

std::optional<std::string> ReadZoneFile(std::string_view name) {
  for (uint32_t i = 0; i < chartrender_zone_count; ++i) {
    if (name == chartrender_zone_names[i]) {
      return std::string(chartrender_zone_files[i], chartrender_zone_sizes[i]);
    }
  }
  return std::nullopt;
}

}  // namespace chartrender
