#include "gotemplate/function_table.h"

#include "gotemplate/builtins.h"

namespace chartrender {

FunctionTable::FunctionTable(std::span<const std::span<const FunctionDef>> families,
                             Dialect dialect) {
  const DialectSet other =
      dialect == Dialect::kHelm4 ? DialectSet::kHelm3Only : DialectSet::kHelm4Only;
  for (const FunctionDef& row : BuiltinFunctions()) rows_[row.name] = &row;
  for (const std::span<const FunctionDef> family : families) {
    for (const FunctionDef& row : family) {
      if (row.dialects != other) rows_[row.name] = &row;
    }
  }
}

FunctionTable::FunctionTable(const FunctionTable& base, std::span<const FunctionDef* const> added)
    : rows_(base.rows_) {
  for (const FunctionDef* row : added) rows_.emplace(row->name, row);
}

}  // namespace chartrender
