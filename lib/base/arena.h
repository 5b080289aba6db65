// Memory of one chart or one render: allocated by bumping a pointer, freed all at once. Nothing in
// it is destroyed, so only trivially destructible things live here. One thread at a time. Every
// block is charged to the Budget (when one is given), so an arena cannot grow past
// Limits::memory_bytes, and looks at the clock. Under the address sanitizer there is a guarded gap
// behind every allocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define CHARTRENDER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHARTRENDER_ASAN 1
#endif
#endif
#ifdef CHARTRENDER_ASAN
#include <sanitizer/asan_interface.h>
#endif

namespace chartrender {

class Budget;

class Arena {
 public:
  explicit Arena(Budget* budget = nullptr) : budget_(budget) {}
  ~Arena();
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // `bytes` of memory aligned to `align` (a power of two, at most 16). Never null.
  void* Allocate(size_t bytes, size_t align = 8) {
    auto at = (reinterpret_cast<uintptr_t>(next_) + (align - 1)) & ~(align - 1);
    if (next_ == nullptr || at + bytes + kGap > reinterpret_cast<uintptr_t>(end_)) {
      return AllocateSlow(bytes, align);
    }
    next_ += at + bytes + kGap - reinterpret_cast<uintptr_t>(next_);
    char* start = next_ - kGap - bytes;
    Allow(start, bytes);
    return start;
  }

  template <class T, class... Args>
  T* New(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>);
    return new (Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  // `n` value-initialised elements.
  template <class T>
  std::span<T> Array(size_t n) {
    static_assert(std::is_trivially_destructible_v<T>);
    auto* first = static_cast<T*>(Allocate(CheckedSize(n, sizeof(T)), alignof(T)));
    for (size_t i = 0; i < n; ++i) new (first + i) T{};
    return {first, n};
  }

  // Room for a text that never grows: a longer one has a block of its own and leaves no rest of
  // another unused.
  char* AllocateText(size_t bytes);

  // A copy of `text` that lives as long as the arena.
  std::string_view Copy(std::string_view text) {
    auto* to = static_cast<char*>(Allocate(text.size(), 1));
    if (!text.empty()) std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

  // `bytes` grown in place to `size`, when they are the last thing allocated and the block has
  // room.
  bool TryExtend(const void* start, size_t old_size, size_t size) {
    const char* first = static_cast<const char*>(start);
    if (next_ == nullptr || first == nullptr || first + old_size + kGap != next_ ||
        size + kGap > static_cast<size_t>(end_ - first)) {
      return false;
    }
    next_ = const_cast<char*>(first) + size + kGap;
    Allow(first, size);
    return true;
  }

  // The `old_size` bytes at `start` with room for `size` in all: in place when this arena grew them
  // before and nobody has used the room behind them, else a copy that may grow further. Growing one
  // thing again and again takes time and memory in proportion to its final size. At most four
  // things grow at a time.
  void* Grow(const void* start, size_t old_size, size_t size, size_t align);

  // Head and tail in one text; when head is the arena's last text it grows in place (amortised).
  std::string_view Concat(std::string_view head, std::string_view tail);

  // True when `start` points into this arena: such memory may be written. Time grows with the
  // number of blocks.
  bool Owns(const void* start) const;

  uint64_t used() const { return used_; }
  Budget* budget() const { return budget_; }
  // The budget is about to end before the arena: nothing more is charged.
  void ForgetBudget() { budget_ = nullptr; }

 private:
  struct Block {
    Block* previous;
    size_t size;
  };
  // What the address sanitizer is told: which bytes may be touched. Nothing in other builds.
#ifdef CHARTRENDER_ASAN
  static constexpr size_t kGap = 16;
  static void Allow(const void* start, size_t size) { __asan_unpoison_memory_region(start, size); }
  static void Forbid(const void* start, size_t size) { __asan_poison_memory_region(start, size); }
#else
  static constexpr size_t kGap = 0;
  static void Allow(const void* /*start*/, size_t /*size*/) {}
  static void Forbid(const void* /*start*/, size_t /*size*/) {}
#endif

  Block* AddBlock(size_t size);
  void* AllocateSlow(size_t bytes, size_t align);
  static size_t CheckedSize(size_t n, size_t size);

  // A thing that Grow() made: how much of its memory is in use.
  struct Growing {
    const void* start = nullptr;
    size_t used = 0;
    size_t capacity = 0;
  };

  Budget* budget_;
  Block* last_ = nullptr;
  char* next_ = nullptr;
  char* end_ = nullptr;
  uint64_t used_ = 0;
  uint64_t shared_ = 0;  // of it in blocks that hold more than one text
  Growing growing_[4];
  size_t next_growing_ = 0;
};

}  // namespace chartrender
