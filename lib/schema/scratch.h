// Short-lived memory of one validation: a bump allocator whose tail can be given back, so that the
// violations of branches that turn out not to matter cost nothing. Only trivially destructible
// things live here. One thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/budget.h"

namespace chartrender::schema {

class Scratch {
 public:
  struct Mark {
    size_t block = 0;
    size_t used = 0;
  };

  // Blocks are charged to `budget`, which may be null.
  explicit Scratch(Budget* budget) : budget_(budget) {}
  ~Scratch() {
    if (budget_ != nullptr) budget_->ReleaseMemory(charged_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  Mark Here() const { return {block_, used_}; }
  // Frees everything allocated since `mark`.
  void Release(Mark mark) {
    block_ = mark.block;
    used_ = mark.used;
  }

  template <class T>
  T* New() {
    return new (Allocate(sizeof(T))) T{};
  }
  // A copy of `items`.
  template <class T>
  std::span<const T> Copy(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    auto* to = static_cast<T*>(Allocate(items.size_bytes()));
    if (!items.empty()) std::memcpy(static_cast<void*>(to), items.data(), items.size_bytes());
    return {to, items.size()};
  }
  std::string_view Copy(std::string_view text) {
    const std::span<const char> copy = Copy(std::span<const char>(text.data(), text.size()));
    return {copy.data(), copy.size()};
  }

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    size_t size;
  };
  static constexpr size_t kBlock = 8192;

  void* Allocate(size_t bytes) {
    bytes = (bytes + 15) / 16 * 16;
    while (block_ < blocks_.size() && used_ + bytes > blocks_[block_].size) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const size_t size = bytes > kBlock ? bytes : kBlock;
      if (budget_ != nullptr) budget_->ChargeMemory(size);
      charged_ += size;
      blocks_.push_back({std::make_unique<char[]>(size), size});
    }
    void* at = blocks_[block_].bytes.get() + used_;
    used_ += bytes;
    return at;
  }

  Budget* budget_;
  std::vector<Block> blocks_;
  size_t block_ = 0;
  size_t used_ = 0;
  size_t charged_ = 0;
};

}  // namespace chartrender::schema
