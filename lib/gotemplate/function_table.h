// The functions a template may call, by name. Built once for a dialect; immutable afterwards and
// shared by threads. The language's own functions (builtins.h) are always in it; a row of a later
// family replaces one of the same name.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "chartrender/dialect.h"
#include "gotemplate/builtins.h"
#include "gotemplate/function.h"
#include "value/map.h"

namespace chartrender {

class FunctionTable {
 public:
  struct Row {
    const FunctionDef* function = nullptr;
    SpecialForm form = SpecialForm::kNone;
  };

  // The rows must outlive the table. Rows that the dialect does not have are left out.
  FunctionTable(std::span<const std::span<const FunctionDef>> families, Dialect dialect);

  // The rows of `base`, and `added` with names that it does not have.
  FunctionTable(const FunctionTable& base, std::span<const FunctionDef* const> added);

  // The row of `name`, or null.
  const Row* FindRow(std::string_view name) const {
    const Row& slot = slots_[SlotOf(name)];
    return slot.function == nullptr ? nullptr : &slot;
  }
  const FunctionDef* Find(std::string_view name) const { return slots_[SlotOf(name)].function; }

  // Every row, in no particular order.
  std::vector<const FunctionDef*> Rows() const;

 private:
  // Where `name` stands or would stand.
  size_t SlotOf(std::string_view name) const {
    size_t slot = HashKey(name) & (slots_.size() - 1);
    while (slots_[slot].function != nullptr && slots_[slot].function->name != name) {
      slot = (slot + 1) & (slots_.size() - 1);
    }
    return slot;
  }

  std::vector<Row> slots_;  // a power of two, never full; open addressing
};

}  // namespace chartrender
