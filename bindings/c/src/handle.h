// What is common to the handles of chartrender.h: each opens with a mark of its type, which is
// taken away when it is freed, so that a wrong or freed handle is told instead of used.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "chartrender.h"

namespace chartrender::c {

// Bad use of the interface: CR_USAGE with this text.
struct Misuse {
  std::string message;
};

template <uint32_t kMark>
class Handle {
 public:
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { mark_.store(0, std::memory_order_relaxed); }

  [[nodiscard]] bool IsAlive() const { return mark_.load(std::memory_order_relaxed) == kMark; }

 private:
  // Atomic, so that taking it away is not seen as a store that nobody reads.
  std::atomic<uint32_t> mark_ = kMark;
};

template <class T>
bool IsAlive(const T* handle) {
  return handle != nullptr && handle->IsAlive();
}

// The handle, or a Misuse that names its type.
template <class T>
T& Checked(T* handle, const char* type) {
  if (IsAlive(handle)) return *handle;
  throw Misuse{std::string(type) + (handle == nullptr ? ": NULL instead of a handle"
                                                      : ": no such handle, or one that was freed")};
}

template <class T>
void Free(T* handle) {
  if (IsAlive(handle)) delete handle;
}

inline cr_bytes BytesOf(std::string_view text) {
  return {text.data() == nullptr ? "" : text.data(), text.size()};
}

// The text at a pointer of the caller; a Misuse for a null pointer with a length.
inline std::string_view TextOf(const void* data, size_t size, const char* name) {
  if (size == 0) return {};
  if (data == nullptr) throw Misuse{std::string(name) + ": NULL with a length"};
  if (size > PTRDIFF_MAX) throw Misuse{std::string(name) + ": the length is no size of a text"};
  return {static_cast<const char*>(data), size};
}

}  // namespace chartrender::c
