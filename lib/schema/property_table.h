// A constant map from property names to compiled schemas, looked up with the hash that value maps
// keep for each key.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace chartrender::schema {

struct Node;

class PropertyTable {
 public:
  struct Row {
    std::string_view name;
    uint32_t hash;
    const Node* node;
  };

  // `name` must outlive the table and be new in it; `hash` is HashKey(name).
  void Add(std::string_view name, uint32_t hash, const Node* node) {
    rows_.push_back({name, hash, node});
  }
  // To be called once, after the last Add.
  void Seal() {
    size_t size = 4;
    while (size < rows_.size() * 2) size *= 2;
    slots_.assign(size, 0);
    for (uint32_t i = 0; i < rows_.size(); ++i) {
      size_t slot = rows_[i].hash & (size - 1);
      while (slots_[slot] != 0) slot = (slot + 1) & (size - 1);
      slots_[slot] = i + 1;
    }
  }

  const Node* Find(std::string_view name, uint32_t hash) const {
    if (rows_.empty()) return nullptr;
    for (size_t slot = hash & (slots_.size() - 1); slots_[slot] != 0;
         slot = (slot + 1) & (slots_.size() - 1)) {
      const Row& row = rows_[slots_[slot] - 1];
      if (row.hash == hash && row.name == name) return row.node;
    }
    return nullptr;
  }
  const std::vector<Row>& rows() const { return rows_; }

 private:
  std::vector<Row> rows_;
  std::vector<uint32_t> slots_;  // row number + 1; 0 is empty
};

}  // namespace chartrender::schema
