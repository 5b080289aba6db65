// A Go map with string keys: a mutable reference. Entries lie in one array; up to eight are found
// by scanning, more by a hash index. Iteration is in byte order of the keys (what Go's templates,
// JSON and printing use); the array is sorted lazily, once per version. A map that is shared
// between threads must be sorted (Sort()) before it is shared and not written afterwards. Keys and
// values must outlive the map (its arena).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.h"
#include "value/value.h"

namespace chartrender {

uint32_t HashKey(std::string_view key);

// A key whose hash is known: field names of templates are hashed once, at load.
struct Name {
  std::string_view text;
  uint32_t hash = 0;
  Name() = default;
  explicit Name(std::string_view name) : text(name), hash(HashKey(name)) {}
};

class Map {
 public:
  struct Entry {
    const char* key_data;
    uint32_t key_size;
    uint32_t hash;
    Value value;
    std::string_view key() const { return {key_data, key_size}; }
    Name name() const {
      Name name;
      name.text = key();
      name.hash = hash;
      return name;
    }
  };

  // `arena` gives the memory of this map and must outlive it.
  explicit Map(Arena& arena) : arena_(&arena) {}
  static Map* New(Arena& arena, size_t capacity = 0);

  // A copy in `arena`, sorted, whose values are what `copy_value(value)` gives for these.
  template <class CopyValue>
  static Map* Copy(const Map& from, Arena& arena, const CopyValue& copy_value) {
    Map* copy = New(arena, from.size());
    copy->TakeEntries(from);
    for (uint32_t i = 0; i < copy->size_; ++i) {
      copy->entries_[i].value = copy_value(copy->entries_[i].value);
    }
    return copy;
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  // The value of `key`, or null. Valid until the map is written.
  const Value* Find(const Name& name) const;
  const Value* Find(std::string_view key) const { return Find(Name(key)); }
  // The value of `key`, or Missing.
  Value Get(std::string_view key) const {
    const Value* found = Find(key);
    return found == nullptr ? Value() : *found;
  }

  // Adds or replaces. The key's text is not copied.
  void Set(const Name& name, Value value);
  void Set(std::string_view key, Value value) { Set(Name(key), value); }
  // Copies the key into the map's arena when it is new.
  void SetCopy(std::string_view key, Value value);
  // True when there was such a key.
  bool Erase(std::string_view key);

  // Entries in byte order of their keys. The span is valid until the map is written: whoever runs
  // templates or writes while iterating takes a copy first.
  std::span<const Entry> Sorted() const {
    if (!sorted_) Sort();
    return {entries_, size_};
  }
  void Sort() const;

  Arena& arena() const { return *arena_; }

 private:
  static constexpr uint32_t kScanLimit = 8;
  uint32_t Locate(const Name& name) const;
  void Append(const Name& name, Value value);
  void TakeEntries(const Map& from);
  void RebuildIndex() const;
  void AddToIndex(uint32_t position) const;
  void RemoveFromIndex(uint32_t position) const;

  Arena* arena_;
  // Sorting moves entries but does not change what the map holds.
  mutable Entry* entries_ = nullptr;
  mutable uint32_t* index_ = nullptr;  // position + 1, 0 is empty; open addressing
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
  mutable uint32_t index_size_ = 0;  // a power of two
  mutable bool sorted_ = true;
};

}  // namespace chartrender
