#include "base/zone_file.h"

#include <fstream>
#include <iterator>

#include "base/error.h"

namespace chartrender {

std::optional<std::string> ReadZoneFile(std::string_view name) {
  std::ifstream file(StrCat("/usr/share/zoneinfo/", name), std::ios::binary);
  std::string data{std::istreambuf_iterator<char>(file), {}};
  if (!file || data.compare(0, 4, "TZif") != 0) return std::nullopt;
  return data;
}

}  // namespace chartrender
