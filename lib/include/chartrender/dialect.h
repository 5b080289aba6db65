// Which Helm is followed. Includes nothing of the project and counts as rank 0.
#pragma once

#include <cstdint>

namespace chartrender {

enum class Dialect : uint8_t {
  kHelm4,  // Helm 4.3.1, the reference
  kHelm3,  // Helm 3.22.0
};

}  // namespace chartrender
