#include "api/traced_lines.h"

#include <algorithm>

namespace chartrender {

TracedLines::TracedLines(std::span<const engine::RenderedTemplate> rendered) {
  files_.reserve(rendered.size());
  for (const engine::RenderedTemplate& file : rendered) {
    files_.try_emplace(file.path, File{file.text, file.lines, std::nullopt});
  }
}

std::span<const LineTrace::Line> TracedLines::Of(std::string_view path, std::string_view text) {
  constexpr size_t kFar = 256;
  const auto found = files_.find(path);
  if (found == files_.end()) return {};
  File& file = found->second;
  const auto start = static_cast<size_t>(text.data() - file.text.data());
  if (start > kFar && !file.starts) file.starts.emplace(file.text);
  const size_t first =
      file.starts ? file.starts->LineAt(start) : LineEndsIn(file.text.substr(0, start));
  const auto behind = file.lines.subspan(std::min(first, file.lines.size()));
  return behind.first(std::min<size_t>(LineEndsIn(text) + size_t{1}, behind.size()));
}

}  // namespace chartrender
