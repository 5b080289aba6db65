#include "value/map.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/budget.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr uint32_t kNowhere = UINT32_MAX;

template <class Word>
bool AreEndsSame(const char* a, const char* b, size_t size) {
  Word heads[2];
  Word tails[2];
  std::memcpy(&heads[0], a, sizeof(Word));
  std::memcpy(&heads[1], b, sizeof(Word));
  std::memcpy(&tails[0], a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&tails[1], b + size - sizeof(Word), sizeof(Word));
  return heads[0] == heads[1] && tails[0] == tails[1];
}

// Keys are short: comparing them here costs less than a call.
bool IsSame(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (size != b.size()) return false;
  if (size < 4 || size > 16) return a == b;
  return size < 8 ? AreEndsSame<uint32_t>(a.data(), b.data(), size)
                  : AreEndsSame<uint64_t>(a.data(), b.data(), size);
}

constexpr uint32_t kFewEntries = 32;

// The first eight bytes of a key, those that it does not have as zeros: where these numbers of two
// keys differ, the keys are in their order.
uint64_t HeadOf(std::string_view key) {
  static_assert(std::endian::native == std::endian::little);
  if (key.size() >= 8) {
    uint64_t head = 0;
    std::memcpy(&head, key.data(), 8);
    return __builtin_bswap64(head);
  }
  uint64_t head = 0;
  for (const char c : key) head = head << 8U | static_cast<unsigned char>(c);
  return key.empty() ? 0 : head << (64 - 8 * key.size());
}

// Each bit of the result depends on all of the number: a product alone has what comes of the last
// characters of eight in its upper half.
uint64_t Mix(uint64_t number) {
  const auto product = static_cast<unsigned __int128>(number) * 0xC4CEB9FE1A85EC53ULL;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64U);
}

// By insertion.
void SortFew(Map::Entry* entries, uint32_t count) {
  uint64_t heads[kFewEntries];
  for (uint32_t i = 0; i < count; ++i) {
    const Map::Entry entry = entries[i];
    const uint64_t head = HeadOf(entry.key());
    uint32_t at = i;
    for (; at > 0; --at) {
      if (heads[at - 1] < head || (heads[at - 1] == head && entries[at - 1].key() < entry.key()))
        break;
      heads[at] = heads[at - 1];
      entries[at] = entries[at - 1];
    }
    heads[at] = head;
    entries[at] = entry;
  }
}

}  // namespace

uint32_t HashKey(std::string_view key) {
  uint64_t hash = 0x9E3779B97F4A7C15ULL * (key.size() + 1);
  const char* at = key.data();
  size_t left = key.size();
  while (left >= 8) {
    uint64_t word = 0;
    std::memcpy(&word, at, 8);
    hash = Mix(hash ^ word);
    at += 8;
    left -= 8;
  }
  uint64_t word = 0;
  if (left >= 4) {
    uint32_t head = 0;
    uint32_t tail = 0;
    std::memcpy(&head, at, 4);
    std::memcpy(&tail, at + left - 4, 4);
    word = head | uint64_t{tail} << 32U;
  } else if (left != 0) {
    const auto byte = [at](size_t i) { return uint64_t{static_cast<unsigned char>(at[i])}; };
    word = byte(0) | byte(left / 2) << 8U | byte(left - 1) << 16U;
  }
  return static_cast<uint32_t>(Mix(hash ^ word) >> 32U);
}

Map* Map::New(Arena& arena, size_t capacity) {
  Map* map = arena.New<Map>(arena);
  if (capacity > 0) {
    map->entries_ = static_cast<Entry*>(arena.Allocate(capacity * sizeof(Entry), alignof(Entry)));
    map->capacity_ = static_cast<uint32_t>(capacity);
  }
  return map;
}

uint32_t Map::Locate(const Name& name) const {
  if (size_ <= kScanLimit) {
    for (uint32_t i = 0; i < size_; ++i) {
      if (entries_[i].hash == name.hash && IsSame(entries_[i].key(), name.text)) return i;
    }
    return kNowhere;
  }
  const uint32_t mask = index_size_ - 1;
  for (uint32_t slot = name.hash & mask; index_[slot] != 0; slot = (slot + 1) & mask) {
    const Entry& entry = entries_[index_[slot] - 1];
    if (entry.hash == name.hash && IsSame(entry.key(), name.text)) return index_[slot] - 1;
  }
  return kNowhere;
}

const Value* Map::Find(const Name& name) const {
  const uint32_t at = Locate(name);
  return at == kNowhere ? nullptr : &entries_[at].value;
}

void Map::AddToIndex(uint32_t position) const {
  const uint32_t mask = index_size_ - 1;
  uint32_t slot = entries_[position].hash & mask;
  while (index_[slot] != 0) slot = (slot + 1) & mask;
  index_[slot] = position + 1;
}

void Map::RebuildIndex() const {
  if (size_ <= kScanLimit) return;
  uint32_t wanted = 32;
  while (wanted < size_ * 2) wanted *= 2;
  if (wanted > index_size_) {
    index_ = static_cast<uint32_t*>(arena_->Allocate(wanted * sizeof(uint32_t), alignof(uint32_t)));
    index_size_ = wanted;
  }
  std::fill_n(index_, index_size_, 0U);
  for (uint32_t i = 0; i < size_; ++i) AddToIndex(i);
}

void Map::Append(const Name& name, Value value) {
  if (size_ == capacity_) {
    if (size_ > (1U << 30)) throw Failure(ErrorCode::kLimit, "limit reached: map size");
    const uint32_t capacity = capacity_ == 0 ? 4 : capacity_ * 2;
    if (!arena_->TryExtend(entries_, capacity_ * sizeof(Entry), capacity * sizeof(Entry))) {
      auto* grown = static_cast<Entry*>(arena_->Allocate(capacity * sizeof(Entry), alignof(Entry)));
      if (size_ != 0) std::memcpy(grown, entries_, size_ * sizeof(Entry));
      entries_ = grown;
    }
    capacity_ = capacity;
  }
  entries_[size_] =
      Entry{name.text.data(), static_cast<uint32_t>(name.text.size()), name.hash, value};
  sorted_ = sorted_ && (size_ == 0 || entries_[size_ - 1].key() < name.text);
  ++size_;
  if (size_ <= kScanLimit) return;
  if (size_ == kScanLimit + 1 || size_ * 4 > index_size_ * 3) {
    RebuildIndex();
  } else {
    AddToIndex(size_ - 1);
  }
}

// Of an empty map with enough room.
void Map::TakeEntries(const Map& from) {
  from.Sort();
  size_ = from.size_;
  if (size_ != 0) std::memcpy(entries_, from.entries_, size_ * sizeof(Entry));
  RebuildIndex();
}

void Map::Set(const Name& name, Value value) {
  const uint32_t at = Locate(name);
  if (at != kNowhere) {
    entries_[at].value = value;
  } else {
    Append(name, value);
  }
}

void Map::SetCopy(std::string_view key, Value value) {
  const Name name(key);
  const uint32_t at = Locate(name);
  if (at != kNowhere) {
    entries_[at].value = value;
    return;
  }
  Name copy;
  copy.text = arena_->Copy(key);
  copy.hash = name.hash;
  Append(copy, value);
}

// Takes the slot of `position` out of the index and closes the gap in its probe sequence.
void Map::RemoveFromIndex(uint32_t position) const {
  const uint32_t mask = index_size_ - 1;
  uint32_t hole = entries_[position].hash & mask;
  while (index_[hole] != position + 1) hole = (hole + 1) & mask;
  for (uint32_t slot = (hole + 1) & mask; index_[slot] != 0; slot = (slot + 1) & mask) {
    const uint32_t home = entries_[index_[slot] - 1].hash & mask;
    if (((slot - home) & mask) >= ((slot - hole) & mask)) {
      index_[hole] = index_[slot];
      hole = slot;
    }
  }
  index_[hole] = 0;
}

bool Map::Erase(std::string_view key) {
  const uint32_t at = Locate(Name(key));
  if (at == kNowhere) return false;
  const uint32_t last = size_ - 1;
  if (size_ > kScanLimit) RemoveFromIndex(at);
  if (at != last) {
    if (size_ > kScanLimit) RemoveFromIndex(last);
    entries_[at] = entries_[last];
    sorted_ = false;
    if (size_ > kScanLimit) AddToIndex(at);
  }
  --size_;
  return true;
}

void Map::Sort() const {
  if (sorted_) return;
  if (Budget* budget = arena_->budget()) budget->ExpectSorting(size_);
  if (size_ <= kFewEntries) {
    SortFew(entries_, size_);
  } else {
    std::sort(entries_, entries_ + size_,
              [](const Entry& a, const Entry& b) { return a.key() < b.key(); });
  }
  sorted_ = true;
  RebuildIndex();
}

}  // namespace chartrender
