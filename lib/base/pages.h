// Memory that is about to be written whole.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>

namespace chartrender {

// Has the system give the pages of a large piece of memory at once: a page that is touched for the
// first time costs more than its filling. Where the system cannot do it, nothing happens.
inline void TakePages(void* start, size_t size) {
#if defined(MADV_POPULATE_WRITE) && !defined(__EMSCRIPTEN__)
  constexpr size_t kPage = 4096;
  constexpr size_t kLarge = 64 * kPage;
  if (size < kLarge) return;
  const auto address = reinterpret_cast<uintptr_t>(start);
  const uintptr_t first = (address + kPage - 1) & ~(kPage - 1);
  const uintptr_t end = (address + size) & ~(kPage - 1);
  (void)madvise(static_cast<char*>(start) + (first - address), end - first, MADV_POPULATE_WRITE);
#else
  (void)start;
  (void)size;
#endif
}

}  // namespace chartrender
