// What a render may know of the outside: clock, entropy, zone rules, name resolution. The API fills
// it from RenderOptions; rooms reach the outside only through it, so a render is repeatable when
// these are fixed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "chartrender/dialect.h"

namespace chartrender {

struct Environment {
  Dialect dialect = Dialect::kHelm4;
  // Nanoseconds since 1970-01-01 UTC.
  std::function<int64_t()> now;
  // Fills `bytes` with entropy.
  std::function<void(char* bytes, size_t size)> random;
  // As RenderOptions::time_zone.
  std::string local_zone = "UTC";
  // The TZif file of a zone, or nothing when there is no such zone (base/zone_file.h). A name that
  // comes from a chart must not leave the folder of zones.
  std::function<std::optional<std::string>(std::string_view name)> zone_file;
  // An address of a host, or ""; unset when name resolution is off.
  std::function<std::string(std::string_view host)> resolve_host;

  // System clock, the system's entropy and zones, no name resolution.
  static Environment System();
};

}  // namespace chartrender
