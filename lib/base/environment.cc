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

}  // namespace

Environment Environment::System() {
  Environment environment;
  environment.now = SystemNow;
  environment.random = SystemRandom;
  environment.zone_file = ReadZoneFile;
  return environment;
}

}  // namespace chartrender
