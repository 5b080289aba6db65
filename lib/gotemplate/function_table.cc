#include "gotemplate/function_table.h"

#include <bit>

#include "gotemplate/builtins.h"

namespace chartrender {

FunctionTable::FunctionTable(std::span<const std::span<const FunctionDef>> families,
                             Dialect dialect) {
  const DialectSet other =
      dialect == Dialect::kHelm4 ? DialectSet::kHelm3Only : DialectSet::kHelm4Only;
  size_t rows = BuiltinFunctions().size();
  for (const std::span<const FunctionDef> family : families) rows += family.size();
  slots_.resize(std::bit_ceil(2 * rows));
  for (const FunctionDef& row : BuiltinFunctions()) slots_[SlotOf(row.name)] = {&row, FormOf(row)};
  for (const std::span<const FunctionDef> family : families) {
    for (const FunctionDef& row : family) {
      if (row.dialects != other) slots_[SlotOf(row.name)] = {&row, SpecialForm::kNone};
    }
  }
}

FunctionTable::FunctionTable(const FunctionTable& base, std::span<const FunctionDef* const> added) {
  slots_.resize(std::bit_ceil(base.slots_.size() + 2 * added.size()));
  for (const Row& row : base.slots_) {
    if (row.function != nullptr) slots_[SlotOf(row.function->name)] = row;
  }
  for (const FunctionDef* function : added) {
    Row& slot = slots_[SlotOf(function->name)];
    if (slot.function == nullptr) slot.function = function;
  }
}

std::vector<const FunctionDef*> FunctionTable::Rows() const {
  std::vector<const FunctionDef*> rows;
  for (const Row& slot : slots_) {
    if (slot.function != nullptr) rows.push_back(slot.function);
  }
  return rows;
}

}  // namespace chartrender
