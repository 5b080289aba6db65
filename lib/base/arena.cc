#include "base/arena.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>

#include "base/budget.h"
#include "base/error.h"

namespace chartrender {

namespace {

// A new block is a fourth of those before, so that little of an arena is never used.
constexpr size_t kSmallestBlock = 1 << 12;
constexpr size_t kLargestBlock = 1 << 20;
constexpr size_t kTimedBlock = 1 << 16;
constexpr size_t kHeader = 16;

}  // namespace

Arena::~Arena() {
  while (last_ != nullptr) {
    Block* previous = last_->previous;
    std::free(last_);
    last_ = previous;
  }
}

Arena::Block* Arena::AddBlock(size_t size) {
  if (budget_ != nullptr) {
    budget_->ChargeMemory(size);
    // A new page costs about half a nanosecond a byte, its filling as much. Who takes many small
    // blocks counts steps besides.
    if (size >= kTimedBlock) budget_->ExpectTime(size);
  }
  auto* block = static_cast<Block*>(std::malloc(size));
  if (block == nullptr) throw std::bad_alloc();
  block->previous = last_;
  block->size = size;
  last_ = block;
  used_ += size;
  return block;
}

char* Arena::AllocateText(size_t bytes) {
  if (bytes < kSmallestBlock || bytes > std::numeric_limits<size_t>::max() / 2) {
    return static_cast<char*>(Allocate(bytes, 1));
  }
  const size_t size = bytes + kHeader + kGap;
  auto* first = reinterpret_cast<char*>(AddBlock(size)) + kHeader;
  Forbid(first, size - kHeader);
  Allow(first, bytes);
  return first;
}

void* Arena::AllocateSlow(size_t bytes, size_t align) {
  if (bytes > std::numeric_limits<size_t>::max() / 2) {
    throw Failure(ErrorCode::kLimit, "limit reached: memory");
  }
  const size_t need = bytes + align + kHeader + kGap;
  const auto grown = static_cast<size_t>(std::min<uint64_t>(shared_ / 4, kLargestBlock));
  const size_t size = std::max({need, grown, kSmallestBlock});
  Block* const block = AddBlock(size);
  shared_ += size;
  auto* first = reinterpret_cast<char*>(block) + kHeader;
  auto* end = reinterpret_cast<char*>(block) + size;
  auto at = (reinterpret_cast<uintptr_t>(first) + (align - 1)) & ~(align - 1);
  auto* result = reinterpret_cast<char*>(at);  // NOLINT(performance-no-int-to-ptr): pointer bumping
  // A big allocation keeps the current block in use when that one has more room left.
  Forbid(first, size - kHeader);
  Allow(result, bytes);
  char* behind = result + bytes + kGap;
  if (next_ == nullptr || end - behind >= end_ - next_) {
    next_ = behind;
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

void* Arena::Grow(const void* start, size_t old_size, size_t size, size_t align) {
  for (Growing& known : growing_) {
    if (known.start != start || known.used != old_size || known.capacity < size) continue;
    known.used = size;
    return const_cast<void*>(start);
  }
  constexpr size_t small = 256;  // small things are seldom grown again
  const size_t capacity = size < small ? size : CheckedSize(size, 2);
  void* grown = Allocate(capacity, align);
  if (old_size != 0) std::memcpy(grown, start, old_size);
  if (capacity > size) {
    growing_[next_growing_] = {grown, size, capacity};
    next_growing_ = (next_growing_ + 1) % std::size(growing_);
  }
  return grown;
}

std::string_view Arena::Concat(std::string_view head, std::string_view tail) {
  const size_t size = head.size() + tail.size();
  auto* text = static_cast<char*>(Grow(head.data(), head.size(), size, 1));
  if (!tail.empty()) std::memcpy(text + head.size(), tail.data(), tail.size());
  return {text, size};
}

}  // namespace chartrender
