// Rows of cells in columns, as `helm dependency list` prints them: cells padded to the width of
// their column, columns apart by a tab. Source: github.com/gosuri/uitable v0.0.4.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace chartrender {

using TableRow = std::vector<std::string>;

// Without an end of line behind the last row. `most_columns` limits the width of a column, 0 does
// not; longer cells are cut and end with "...". All rows have the same number of cells.
std::string PrintTable(std::span<const TableRow> rows, uint64_t most_columns);

}  // namespace chartrender
