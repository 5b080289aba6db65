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
  // Name of the local zone ("UTC", "Europe/Berlin").
  std::string local_zone = "UTC";
  // The TZif file of a zone, or nothing when there is no such zone.
  std::function<std::optional<std::string>(std::string_view name)> zone_file;
  // An address of a host, or ""; unset when name resolution is off.
  std::function<std::string(std::string_view host)> resolve_host;

  // System clock, the system's entropy, /usr/share/zoneinfo, no name resolution.
  static Environment System();
};

}  // namespace chartrender
