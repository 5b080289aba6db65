#include "chart/text_table.h"

#include <algorithm>
#include <string_view>

#include "base/utf8.h"

namespace chartrender {

namespace {

struct RuneRange {
  uint32_t first, last;
};

// Combining marks and what else takes no place; then what takes two. Source: the ranges of
// Unicode's EastAsianWidth that go-runewidth uses outside East Asian locales.
constexpr RuneRange kNarrow[] = {
    {0, 0x1F},        {0x7F, 0x9F},     {0x300, 0x36F},   {0x483, 0x489},
    {0x591, 0x5BD},   {0x610, 0x61A},   {0x64B, 0x65F},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064},
    {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
constexpr RuneRange kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},  {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},  {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF01, 0xFF60},  {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

bool Contains(std::span<const RuneRange> ranges, uint32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [code](const RuneRange& range) {
    return code >= range.first && code <= range.last;
  });
}

uint64_t WidthOf(uint32_t code) {
  if (Contains(kNarrow, code)) return 0;
  return Contains(kWide, code) ? 2 : 1;
}

uint64_t WidthOf(std::string_view text) {
  uint64_t width = 0;
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    width += WidthOf(rune.code);
    text.remove_prefix(rune.width);
  }
  return width;
}

// The part of `text` that leaves room for "..." in `width`; at least one rune.
std::string Cut(std::string_view text, uint64_t width) {
  std::string cut;
  uint64_t used = 0;
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    AppendRune(cut, rune.code);
    const uint64_t own = WidthOf(rune.code);
    if (used + own + 3 >= width) break;
    used += own;
    text.remove_prefix(rune.width);
  }
  return cut + "...";
}

std::string Fitted(const std::string& text, uint64_t width) {
  const uint64_t own = WidthOf(text);
  if (width == 0 || own == width) return text;
  return own > width ? Cut(text, width) : text + std::string(width - own, ' ');
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

uint64_t WidestLine(std::string_view text) {
  uint64_t width = 0;
  for (const std::string_view line : LinesOf(text)) width = std::max(width, WidthOf(line));
  return width;
}

void AppendRow(std::string& text, const TableRow& row, std::span<const uint64_t> widths) {
  std::vector<std::vector<std::string>> columns;
  size_t height = 1;
  for (size_t i = 0; i < row.size(); ++i) {
    const std::string fitted = Fitted(row[i], widths[i]);
    std::vector<std::string>& lines = columns.emplace_back();
    for (const std::string_view line : LinesOf(fitted)) lines.emplace_back(line);
    height = std::max(height, lines.size());
  }
  for (size_t y = 0; y < height; ++y) {
    if (y > 0) text += '\n';
    for (size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) text += '\t';
      // A cell with fewer lines is filled with blanks, one at least.
      text += y < columns[i].size() ? Fitted(columns[i][y], widths[i])
                                    : std::string(std::max<uint64_t>(widths[i], 1), ' ');
    }
  }
}

}  // namespace

std::string PrintTable(std::span<const TableRow> rows, uint64_t most_columns) {
  std::vector<uint64_t> widths;
  for (const TableRow& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) {
      uint64_t width = WidestLine(row[i]);
      if (most_columns != 0) width = std::min(width, most_columns);
      widths[i] = std::max(widths[i], width);
    }
  }
  std::string text;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i > 0) text += '\n';
    AppendRow(text, rows[i], widths);
  }
  return text;
}

}  // namespace chartrender
