#include "base/environment.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "base/zone_file.h"

namespace chartrender {

namespace {

int64_t SystemNow() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void SystemRandom(char* bytes, size_t size) {
  constexpr size_t most_at_once = 256;
  while (size > 0) {
    const size_t part = std::min(size, most_at_once);
    if (getentropy(bytes, part) != 0) {
      throw Failure(ErrorCode::kIo, "no entropy from the operating system");
    }
    bytes += part;
    size -= part;
  }
}

// Zone names come from charts: a name that leaves the folder is no zone. Source: time.LoadLocation.
bool IsZoneName(std::string_view name) {
  return !name.empty() && name.find("..") == std::string_view::npos && name[0] != '/' &&
         name[0] != '\\' && name.find('\0') == std::string_view::npos;
}

std::optional<std::string> ZoneFile(std::string_view name) {
  return IsZoneName(name) ? ReadZoneFile(name) : std::nullopt;
}

}  // namespace

Environment Environment::System() {
  Environment environment;
  environment.now = SystemNow;
  environment.random = SystemRandom;
  environment.zone_file = ZoneFile;
  return environment;
}

}  // namespace chartrender
