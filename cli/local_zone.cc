#include "local_zone.h"

#include <filesystem>

namespace chartrender::cli {

std::string LocalZone(const Environment& environment) {
  const auto variable = environment("TZ");
  std::error_code error;
  if (!variable) {
    return std::filesystem::exists("/etc/localtime", error) ? "/etc/localtime" : "UTC";
  }
  std::string zone = *variable;
  if (!zone.empty() && zone[0] == ':') zone.erase(0, 1);
  if (zone.empty()) return "UTC";
  if (zone[0] == '/') return std::filesystem::exists(zone, error) ? zone : "UTC";
  return zone;
}

}  // namespace chartrender::cli
