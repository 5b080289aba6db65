// Only in the static executable. A page of the heap that is touched for the first time costs the
// system more than its filling, and a render touches some hundreds of them one after another: a
// tenth of a small chart's time. Each piece by which malloc lets the heap grow is taken whole
// instead. The linker puts this function in place of glibc's (--wrap); where a C library grows its
// heap by another name, or a system cannot take pages so, nothing changes.
#include <sys/mman.h>

#include <cstdint>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker chooses the names
void* __real___sbrk(intptr_t increment);
void* __wrap___sbrk(intptr_t increment);
void* __wrap___sbrk(intptr_t increment) {
  constexpr uintptr_t kPage = 4096;
  // The first piece begins with what libstdc++ keeps for exceptions when there is no memory left.
  constexpr uintptr_t kKept = 17 * kPage;
  static bool is_first = true;
  void* start = __real___sbrk(increment);
  const auto address = reinterpret_cast<uintptr_t>(start);
  if (increment >= static_cast<intptr_t>(kPage) && address + 1 != 0) {
    const uintptr_t first = (address & ~(kPage - 1)) + (is_first ? kKept : 0);
    const size_t size = address + static_cast<uintptr_t>(increment) - first;
    is_first = false;
    (void)madvise(reinterpret_cast<void*>(first), size, MADV_POPULATE_WRITE);
  }
  return start;
}
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"
