#include "base/arena.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "base/budget.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr size_t kLargestBlock = 1 << 20;
constexpr size_t kHeader = 16;

}  // namespace

Arena::~Arena() {
  while (last_ != nullptr) {
    Block* previous = last_->previous;
    std::free(last_);
    last_ = previous;
  }
}

void* Arena::AllocateSlow(size_t bytes, size_t align) {
  if (bytes > std::numeric_limits<size_t>::max() / 2) {
    throw Failure(ErrorCode::kLimit, "limit reached: memory");
  }
  const size_t need = bytes + align + kHeader;
  const size_t size = std::max(need, next_block_);
  next_block_ = std::min(next_block_ * 2, kLargestBlock);
  if (budget_ != nullptr) budget_->ChargeMemory(size);
  auto* block = static_cast<Block*>(std::malloc(size));
  if (block == nullptr) throw std::bad_alloc();
  block->previous = last_;
  block->size = size;
  last_ = block;
  used_ += size;
  auto* first = reinterpret_cast<char*>(block) + kHeader;
  auto* end = reinterpret_cast<char*>(block) + size;
  auto at = (reinterpret_cast<uintptr_t>(first) + (align - 1)) & ~(align - 1);
  auto* result = reinterpret_cast<char*>(at);  // NOLINT(performance-no-int-to-ptr): pointer bumping
  // A big allocation keeps the current block in use when that one has more room left.
  const size_t left = static_cast<size_t>(end - (result + bytes));
  if (next_ == nullptr || left >= static_cast<size_t>(end_ - next_)) {
    next_ = result + bytes;
    end_ = end;
  }
  return result;
}

bool Arena::Owns(const void* start) const {
  const auto at = reinterpret_cast<uintptr_t>(start);
  for (const Block* block = last_; block != nullptr; block = block->previous) {
    const auto first = reinterpret_cast<uintptr_t>(block);
    if (at >= first && at < first + block->size) return true;
  }
  return false;
}

size_t Arena::CheckedSize(size_t n, size_t size) {
  if (n > std::numeric_limits<size_t>::max() / 2 / size) {
    throw Failure(ErrorCode::kLimit, "limit reached: memory");
  }
  return n * size;
}

std::string_view Arena::Concat(std::string_view head, std::string_view tail) {
  const size_t size = head.size() + tail.size();
  if (!head.empty() && TryExtend(head.data(), head.size(), size)) {
    std::memcpy(const_cast<char*>(head.data()) + head.size(), tail.data(), tail.size());
    return {head.data(), size};
  }
  // Twice the size is asked for and handed back, so that the next extension finds room.
  auto* to = static_cast<char*>(Allocate(size * 2, 1));
  if (next_ == to + size * 2) next_ = to + size;
  if (!head.empty()) std::memcpy(to, head.data(), head.size());
  if (!tail.empty()) std::memcpy(to + head.size(), tail.data(), tail.size());
  return {to, size};
}

}  // namespace chartrender
