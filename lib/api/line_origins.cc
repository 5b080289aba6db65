#include "api/line_origins.h"

#include <algorithm>

namespace chartrender {

namespace {

// A line end at the end of a text begins no other line.
size_t LinesOf(std::string_view text) {
  return LineEndsIn(text) + (text.empty() || text.back() == '\n' ? 0U : 1U);
}

}  // namespace

std::vector<LineOrigin> LineOrigins::OfAll(const engine::RenderedTemplate& file) {
  return OriginsOf(file.lines, file.text);
}

std::vector<LineOrigin> LineOrigins::Of(std::string_view path, std::string_view text) {
  return OriginsOf(traced_.Of(path, text), text);
}

std::vector<LineOrigin> LineOrigins::OfItself(const std::string& path, std::string_view text) {
  std::vector<LineOrigin> origins(LinesOf(text));
  const uint32_t file = NumberOf(path);
  for (size_t i = 0; i < origins.size(); ++i) {
    origins[i] = {file, static_cast<uint32_t>(i + 1), 0, 0};
  }
  return origins;
}

std::vector<LineOrigin> LineOrigins::OriginsOf(std::span<const LineTrace::Line> lines,
                                               std::string_view text) {
  std::vector<LineOrigin> origins;
  const size_t count = std::min(LinesOf(text), lines.size());
  origins.reserve(count);
  for (const LineTrace::Line& line : lines.first(count)) {
    LineOrigin origin;
    if (line.program != nullptr) {
      origin.file = NumberOf(line.program->name);
      origin.line = line.line;
    }
    if (line.program != nullptr && line.caller != nullptr) {
      origin.caller_file = NumberOf(line.caller->name);
      origin.caller_line = line.caller_line;
    }
    origins.push_back(origin);
  }
  return origins;
}

uint32_t LineOrigins::NumberOf(const std::string& file) {
  const auto [found, is_new] = numbers_.try_emplace(file, static_cast<uint32_t>(files_.size()));
  if (is_new) files_.push_back(file);
  return found->second;
}

}  // namespace chartrender
