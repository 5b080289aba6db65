#include "base/excerpt.h"

#include <algorithm>

namespace chartrender {

namespace {

constexpr size_t kLongest = 240;  // bytes of a line that are kept
constexpr size_t kBefore = 120;   // of them before the place

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

Excerpt ExcerptAt(std::string_view text, size_t position, uint32_t line) {
  position = std::min(position, text.size());
  const size_t before = text.substr(0, position).rfind('\n');
  const size_t start = before == std::string_view::npos ? 0 : before + 1;
  const size_t end = std::min(text.find('\n', position), text.size());
  std::string_view shown = text.substr(start, end - start);
  Excerpt excerpt;
  excerpt.line = line;
  if (shown.size() > kLongest) {
    size_t cut = std::max(position - start, kBefore) - kBefore;
    while (cut > 0 && IsContinuation(shown[cut])) --cut;
    excerpt.offset = static_cast<uint32_t>(cut);
    size_t size = std::min(kLongest, shown.size() - cut);
    while (size > 0 && cut + size < shown.size() && IsContinuation(shown[cut + size])) --size;
    shown = shown.substr(cut, size);
  }
  if (!shown.empty() && shown.back() == '\r') shown.remove_suffix(1);
  excerpt.text = shown;
  return excerpt;
}

size_t StartOfLine(std::string_view text, uint32_t line) {
  size_t start = 0;
  for (uint32_t at = 1; at < line; ++at) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return start;
    ++start;
  }
  return line == 0 ? std::string_view::npos : start;
}

Excerpt ExcerptOfLine(std::string_view text, uint32_t line) {
  const size_t start = StartOfLine(text, line);
  return start == std::string_view::npos ? Excerpt{} : ExcerptAt(text, start, line);
}

}  // namespace chartrender
