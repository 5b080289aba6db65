#include "algo/entropy.h"

#include <bit>

namespace chartrender {

std::string RandomBytes(const Entropy& entropy, size_t size) {
  std::string bytes(size, '\0');
  entropy(bytes.data(), size);
  return bytes;
}

uint64_t RandomBelow(const Entropy& entropy, uint64_t bound) {
  const auto bits = static_cast<int>(std::bit_width(bound - 1));
  const size_t size = static_cast<size_t>(bits + 7) / 8;
  const uint64_t mask = bits == 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
  for (;;) {
    unsigned char bytes[8] = {};
    entropy(reinterpret_cast<char*>(bytes), size);
    uint64_t number = 0;
    for (size_t i = 0; i < size; ++i) number = number << 8 | bytes[i];
    number &= mask;
    if (number < bound) return number;
  }
}

}  // namespace chartrender
