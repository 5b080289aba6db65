// A constant map from property names to compiled schemas, looked up with the hash that value maps
// keep for each key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.h"

namespace chartrender::schema {

struct Node;

class PropertyTable {
 public:
  struct Row {
    std::string_view name;
    uint32_t hash;  // HashKey(name)
    const Node* node;
  };

  PropertyTable() = default;
  // `rows`, all of different names, must outlive the table, as must the arena.
  PropertyTable(std::span<const Row> rows, Arena& arena) : rows_(rows) {
    if (rows.size() <= kScanLimit) return;
    size_t size = 4;
    while (size < rows.size() * 2) size *= 2;
    slots_ = arena.Array<uint32_t>(size);
    for (uint32_t i = 0; i < rows.size(); ++i) {
      size_t slot = rows[i].hash & (size - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (size - 1);
      slots_[slot] = i + 1;
    }
  }

  const Node* Find(std::string_view name, uint32_t hash) const {
    if (slots_.empty()) {
      for (const Row& row : rows_) {
        if (row.hash == hash && row.name == name) return row.node;
      }
      return nullptr;
    }
    for (size_t slot = hash & (slots_.size() - 1); slots_[slot] != 0;
         slot = (slot + 1) & (slots_.size() - 1)) {
      const Row& row = rows_[slots_[slot] - 1];
      if (row.hash == hash && row.name == name) return row.node;
    }
    return nullptr;
  }

 private:
  static constexpr size_t kScanLimit = 8;

  std::span<const Row> rows_;
  std::span<uint32_t> slots_;  // row number + 1; 0 is empty
};

}  // namespace chartrender::schema
