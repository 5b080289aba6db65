// Random numbers from a source of bytes, so that a fixed source gives fixed results.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace chartrender {

// Fills `bytes`; Environment::random is one.
using Entropy = std::function<void(char* bytes, size_t size)>;

std::string RandomBytes(const Entropy& entropy, size_t size);
// An integer from 0 to `bound` - 1, each equally likely; `bound` is not 0.
uint64_t RandomBelow(const Entropy& entropy, uint64_t bound);

}  // namespace chartrender
