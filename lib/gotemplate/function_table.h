// The functions a template may call, by name. Built once for a dialect; immutable afterwards and
// shared by threads. The language's own functions (builtins.h) are always in it; a row of a later
// family replaces one of the same name.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>

#include "chartrender/dialect.h"
#include "gotemplate/function.h"

namespace chartrender {

class FunctionTable {
 public:
  // The rows must outlive the table. Rows that the dialect does not have are left out.
  FunctionTable(std::span<const std::span<const FunctionDef>> families, Dialect dialect);

  // The rows of `base`, and `added` with names that it does not have.
  FunctionTable(const FunctionTable& base, std::span<const FunctionDef* const> added);

  // The row of `name`, or null.
  const FunctionDef* Find(std::string_view name) const {
    const auto found = rows_.find(name);
    return found == rows_.end() ? nullptr : found->second;
  }

  // Every row, in no particular order.
  const std::unordered_map<std::string_view, const FunctionDef*>& rows() const { return rows_; }

 private:
  std::unordered_map<std::string_view, const FunctionDef*> rows_;
};

}  // namespace chartrender
