#include "check/kube/block_text.h"

#include <algorithm>
#include <cstring>

namespace chartrender::check::kube {

namespace {

bool IsKeyCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.' || c == '$' || c == '/';
}

// True where some value may carry an anchor: aliases need one.
bool MayHaveAnchors(std::string_view text) {
  constexpr std::string_view kBefore = ":-\n[{,";
  for (size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    const bool is_word = at + 1 < text.size() && text[at + 1] != ' ' && text[at + 1] != '&';
    const size_t before = at == 0 ? std::string_view::npos : text.find_last_not_of(' ', at - 1);
    if (!is_word) continue;
    if (before == std::string_view::npos || kBefore.find(text[before]) != std::string_view::npos)
      return true;
  }
  return false;
}

// The key that `content` begins with, quoted or not, and what stands behind its colon.
bool SplitKey(std::string_view content, std::string_view& key, std::string_view& rest) {
  size_t end = 0;
  const bool quoted = !content.empty() && (content[0] == '"' || content[0] == '\'');
  if (quoted) {
    end = content.find(content[0], 1);
    if (end == std::string_view::npos) return false;
    key = content.substr(1, end - 1);
    if (key.find('\\') != std::string_view::npos) return false;
    ++end;
  } else {
    while (end < content.size() && IsKeyCharacter(content[end])) ++end;
    key = content.substr(0, end);
  }
  if (key.empty() || end >= content.size() || content[end] != ':') return false;
  rest = content.substr(end + 1);
  if (!rest.empty() && rest[0] != ' ') return false;
  while (!rest.empty() && rest[0] == ' ') rest.remove_prefix(1);
  while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  if (!rest.empty() && rest[0] == '#') rest = {};
  return true;
}

// Behind the spaces at `at`; indentation is most of a definition, so eight are looked at together.
size_t SkipSpaces(std::string_view text, size_t at) {
  constexpr uint64_t kSpaces = 0x2020202020202020;
  for (uint64_t eight = 0; at + 8 <= text.size(); at += 8) {
    std::memcpy(&eight, text.data() + at, 8);
    if (eight != kSpaces) break;
  }
  while (at < text.size() && text[at] == ' ') ++at;
  return at;
}

}  // namespace

BlockText::BlockText(std::string_view text) : text_(text) {
  is_plain_ = text.size() < UINT32_MAX && std::memchr(text.data(), '\t', text.size()) == nullptr &&
              std::memchr(text.data(), '\r', text.size()) == nullptr && !MayHaveAnchors(text);
  if (is_plain_) lines_.reserve(text.size() / 48);
  size_t at = 0;
  while (is_plain_ && at < text.size()) {
    const size_t content = SkipSpaces(text, at);
    const bool blank = content == text.size() || text[content] == '\n' || text[content] == '#';
    lines_.push_back(
        {static_cast<uint32_t>(at), blank ? kBlank : static_cast<uint32_t>(content - at), 0});
    const size_t end = text.find('\n', content);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  lines_.push_back({static_cast<uint32_t>(at), kBlank, 0});
  LinkLines();
}

// From the end, each line leaping over what the lines behind it have leapt over.
void BlockText::LinkLines() {
  const auto count = static_cast<uint32_t>(lines_.size() - 1);
  for (uint32_t line = count; line-- > 0;) {
    uint32_t next = line + 1;
    while (next < count &&
           (lines_[next].indent == kBlank ||
            (lines_[line].indent != kBlank && lines_[next].indent > lines_[line].indent))) {
      next = lines_[next].next;
    }
    lines_[line].next = next;
  }
}

BlockText::Block BlockText::Whole() const {
  const auto count = static_cast<uint32_t>(lines_.size() - 1);
  const uint32_t first = NextFilled(0, count);
  return first >= count ? Block{} : Block{first, count, lines_[first].indent};
}

std::string_view BlockText::Content(uint32_t line, uint32_t column) const {
  const size_t start = lines_[line].offset + column;
  size_t end = lines_[line + 1].offset;
  if (end > start && text_[end - 1] == '\n') --end;
  return start < end ? text_.substr(start, end - start) : std::string_view();
}

bool BlockText::IsItem(uint32_t line, uint32_t column) const {
  const std::string_view content = Content(line, column);
  return content == "-" || content.starts_with("- ");
}

uint32_t BlockText::NextFilled(uint32_t line, uint32_t to) const {
  return line < to && lines_[line].indent == kBlank ? std::min(lines_[line].next, to) : line;
}

uint32_t BlockText::EndOf(uint32_t line, Block block, bool with_items) const {
  uint32_t end = line + 1;
  while (end < block.to) {
    const uint32_t indent = lines_[end].indent;
    const bool is_deeper = indent > block.column;  // blank ones too
    if (!is_deeper && (indent < block.column || !with_items || !IsItem(end, block.column))) break;
    end = lines_[end].next;
  }
  return std::min(end, block.to);
}

bool BlockText::ReadEntry(uint32_t line, uint32_t end, uint32_t column, Entry& entry) const {
  if (!SplitKey(Content(line, column), entry.key, entry.inlined)) return false;
  const size_t start = lines_[line].offset + column;
  entry.text = text_.substr(start, lines_[end].offset - start);
  const uint32_t below = NextFilled(line + 1, end);
  entry.below = below < end ? Block{below, end, lines_[below].indent} : Block{};
  return true;
}

std::optional<std::vector<BlockText::Entry>> BlockText::Mapping(Block block) const {
  std::vector<Entry> entries;
  for (uint32_t line = block.from; line < block.to;) {
    if (line != block.from && lines_[line].indent != block.column) return std::nullopt;
    const uint32_t end = EndOf(line, block, true);
    Entry entry;
    if (!ReadEntry(line, end, block.column, entry)) return std::nullopt;
    entries.push_back(entry);
    line = NextFilled(end, block.to);
  }
  if (entries.empty()) return std::nullopt;
  return entries;
}

std::optional<std::vector<BlockText::Block>> BlockText::Sequence(Block block) const {
  std::vector<Block> items;
  for (uint32_t line = block.from; line < block.to;) {
    if (line != block.from && lines_[line].indent != block.column) return std::nullopt;
    if (!IsItem(line, block.column)) return std::nullopt;
    const uint32_t end = EndOf(line, block, false);
    uint32_t column = block.column + 1;
    const std::string_view content = Content(line, block.column);
    while (column - block.column < content.size() && content[column - block.column] == ' ')
      ++column;
    if (column - block.column >= content.size()) return std::nullopt;
    items.push_back({line, end, column});
    line = NextFilled(end, block.to);
  }
  return items;
}

}  // namespace chartrender::check::kube
