// Only in the static executable. A page of the heap that is touched for the first time costs the
// system more than its filling, and a render touches some hundreds of them one after another: a
// tenth of a small chart's time, a quarter of a large one's. Each piece by which malloc lets the
// heap grow is taken whole instead, and a heap that has become large, or will, grows by pages of
// 2 MiB where the system has such (Linux calls them transparent huge pages). The linker puts this
// function in place of glibc's (--wrap); where a C library grows its heap by another name, or a
// system cannot take pages so, nothing changes.
#include "static_heap.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdint>
#include <utility>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker chooses the names
void* __real___sbrk(intptr_t increment);
void* __wrap___sbrk(intptr_t increment);

}  // extern "C"

namespace {

constexpr uintptr_t kPage = 4096;
constexpr uintptr_t kLargePage = uintptr_t{2} << 20U;
// Up to this many bytes a heap keeps to small pages: of a large one it might use but a part. What
// takes kLoadedHeap for the chart alone will use most of a large page when it is rendered.
constexpr uintptr_t kSmallHeap = uintptr_t{2} << 20U;
constexpr uintptr_t kLoadedHeap = uintptr_t{7} << 17U;
// Of large pages so much is taken at once, for a system that gives small ones in their place.
constexpr uintptr_t kAhead = uintptr_t{256} << 10U;

// Addresses.
struct Heap {
  uintptr_t start = 0;
  uintptr_t given = 0;      // malloc has it up to here
  uintptr_t populated = 0;  // its pages are in memory up to here
  uintptr_t end = 0;        // the system gave it up to here
  // The first piece begins with what libstdc++ keeps for exceptions when there is no memory left.
  uintptr_t untouched = 17 * kPage;
  bool large = false;  // it grows by large pages
};
Heap heap;

constexpr uintptr_t RoundUp(uintptr_t address, uintptr_t unit) {
  return (address + unit - 1) & ~(unit - 1);
}

void* Pointer(uintptr_t address) {
  return reinterpret_cast<void*>(address);  // NOLINT(performance-no-int-to-ptr)
}

// False where the system refuses.
bool MoveEnd(uintptr_t end) {
  const void* old = __real___sbrk(static_cast<intptr_t>(end - heap.end));
  if (reinterpret_cast<uintptr_t>(old) + 1 == 0) return false;
  heap.end = end;
  return true;
}

bool IsFull() {
  const uintptr_t small = chartrender::cli::loads_chart_for_render ? kLoadedHeap : kSmallHeap;
  return heap.given - heap.start >= small;
}

// Asks for more than is wanted: up to the end of a large page.
void TakeLargePages(uintptr_t wanted) {
  const uintptr_t first = RoundUp(heap.end, kLargePage);
  if (!MoveEnd(RoundUp(wanted, kLargePage))) return;
  if (first < heap.end) (void)madvise(Pointer(first), heap.end - first, MADV_HUGEPAGE);
}

void Populate(uintptr_t from, uintptr_t to) {
  if (to <= heap.populated) return;
  const uintptr_t first =
      (std::max(from, heap.populated) & ~(kPage - 1)) + std::exchange(heap.untouched, 0);
  heap.populated = heap.large ? std::min(to + kAhead, heap.end) : to;
  (void)madvise(Pointer(first), heap.populated - first, MADV_POPULATE_WRITE);
}

}  // namespace

extern "C" void* __wrap___sbrk(intptr_t increment) {
  // NOLINTEND(bugprone-reserved-identifier)
  if (heap.start == 0) {
    heap.start = heap.given = heap.end = reinterpret_cast<uintptr_t>(__real___sbrk(0));
  }
  uintptr_t piece = heap.given;
  if (!heap.large && increment > 0 && IsFull()) {
    // The first large page begins where one can: malloc copes with a gap, which nothing touches.
    heap.large = true;
    piece = RoundUp(heap.end, kLargePage);
  }
  const uintptr_t wanted = piece + static_cast<uintptr_t>(increment);
  if (wanted > heap.end && heap.large) TakeLargePages(wanted);
  if ((wanted > heap.end || increment < 0) && !MoveEnd(wanted)) return Pointer(UINTPTR_MAX);
  heap.given = wanted;
  if (increment < 0) heap.populated = std::min(heap.populated, wanted);
  if (increment >= static_cast<intptr_t>(kPage)) Populate(piece, wanted);
  return Pointer(piece);
}
