#include "local_zone.h"

namespace chartrender::cli {

std::string LocalZone(const Environment& environment) {
  const auto variable = environment("TZ");
  if (!variable) return "/etc/localtime";
  std::string zone = *variable;
  if (zone.substr(0, 1) == ":") zone.erase(0, 1);
  return zone.empty() ? "UTC" : zone;
}

}  // namespace chartrender::cli
