#include "golden/text_lines.h"

#include <algorithm>
#include <span>

#include "base/error.h"
#include "golden/sequence_match.h"

namespace chartrender::golden {

namespace {

void AppendLine(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (line.empty() || line.back() != '\n') out += "\n\\ No newline at end of file\n";
}

// "12,3" as the head of a hunk names lines; an empty range is the line before it.
std::string Range(size_t begin, size_t end) {
  const size_t count = end - begin;
  std::string text = std::to_string(count == 0 ? begin : begin + 1);
  return count == 1 ? text : StrCat(text, ",", std::to_string(count));
}

}  // namespace

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::string UnifiedDiff(std::string_view before, std::string_view after, size_t context) {
  const auto old_lines = SplitLines(before);
  const auto new_lines = SplitLines(after);
  const auto gaps =
      FindGaps({old_lines.begin(), old_lines.end()}, {new_lines.begin(), new_lines.end()});
  std::string text;
  for (size_t first = 0; first < gaps.size();) {
    size_t last = first;  // gaps whose context touches share a hunk
    while (last + 1 < gaps.size() &&
           gaps[last + 1].before_begin - gaps[last].before_end <= 2 * context) {
      ++last;
    }
    const size_t lead = std::min(context, gaps[first].before_begin);
    const size_t trail = std::min(context, old_lines.size() - gaps[last].before_end);
    text +=
        StrCat("@@ -", Range(gaps[first].before_begin - lead, gaps[last].before_end + trail), " +",
               Range(gaps[first].after_begin - lead, gaps[last].after_end + trail), " @@\n");
    size_t at = gaps[first].before_begin - lead;
    for (const Gap& gap : std::span(gaps).subspan(first, last - first + 1)) {
      for (; at < gap.before_begin; ++at) AppendLine(text, ' ', old_lines[at]);
      for (; at < gap.before_end; ++at) AppendLine(text, '-', old_lines[at]);
      for (size_t i = gap.after_begin; i < gap.after_end; ++i) AppendLine(text, '+', new_lines[i]);
    }
    for (const size_t end = at + trail; at < end; ++at) AppendLine(text, ' ', old_lines[at]);
    first = last + 1;
  }
  return text;
}

std::string IndentLines(std::string_view text, std::string_view prefix) {
  std::string indented;
  for (const std::string_view line : SplitLines(text)) indented += StrCat(prefix, line);
  if (!indented.empty() && indented.back() != '\n') indented += '\n';
  return indented;
}

}  // namespace chartrender::golden
