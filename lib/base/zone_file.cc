#include "base/zone_file.h"

#include <fstream>

#include "base/error.h"

namespace chartrender {

namespace {

constexpr size_t kMostBytes = size_t{10} << 20;

// The text of a file, or nothing where there is none in TZif.
std::optional<std::string> ReadTzif(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string data(4, '\0');
  if (!file.read(data.data(), 4) || data != "TZif") return std::nullopt;
  char piece[4096];
  while (file.read(piece, sizeof(piece)), file.gcount() > 0) {
    data.append(piece, static_cast<size_t>(file.gcount()));
    if (data.size() > kMostBytes) return std::nullopt;
  }
  return data;
}

}  // namespace

std::optional<std::string> ReadZoneFile(std::string_view name) {
  if (name.starts_with('/')) return ReadTzif(std::string(name));
  for (const char* folder : {"/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/",
                             "/usr/lib/locale/TZ/", "/etc/zoneinfo/"}) {
    if (auto data = ReadTzif(StrCat(folder, name))) return data;
  }
  return std::nullopt;
}

}  // namespace chartrender
