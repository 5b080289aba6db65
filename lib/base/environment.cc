#include "base/environment.h"

#include <sys/random.h>

#include <chrono>
#include <fstream>
#include <iterator>

#include "base/error.h"

namespace chartrender {

namespace {

int64_t SystemNow() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

void SystemRandom(char* bytes, size_t size) {
  while (size > 0) {
    const ssize_t got = getrandom(bytes, size, 0);
    if (got <= 0) throw Failure(ErrorCode::kIo, "no entropy from the operating system");
    bytes += got;
    size -= static_cast<size_t>(got);
  }
}

// Zone names come from charts: a name that leaves the folder is no zone. Source: time.LoadLocation.
bool IsZoneName(std::string_view name) {
  return !name.empty() && name.find("..") == std::string_view::npos && name[0] != '/' &&
         name[0] != '\\' && name.find('\0') == std::string_view::npos;
}

std::optional<std::string> SystemZoneFile(std::string_view name) {
  if (!IsZoneName(name)) return std::nullopt;
  std::ifstream file(StrCat("/usr/share/zoneinfo/", name), std::ios::binary);
  std::string data{std::istreambuf_iterator<char>(file), {}};
  if (!file || data.compare(0, 4, "TZif") != 0) return std::nullopt;
  return data;
}

}  // namespace

Environment Environment::System() {
  Environment environment;
  environment.now = SystemNow;
  environment.random = SystemRandom;
  environment.zone_file = SystemZoneFile;
  return environment;
}

}  // namespace chartrender
