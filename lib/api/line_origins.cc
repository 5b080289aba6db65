#include "api/line_origins.h"

#include <algorithm>

namespace chartrender {

namespace {

// A line end at the end of a text begins no other line.
size_t LinesOf(std::string_view text) {
  return LineEndsIn(text) + (text.empty() || text.back() == '\n' ? 0U : 1U);
}

// What is known about the lines of `text`, a part of `file.text` with these lines.
std::span<const LineTrace::Line> TracedLines(const engine::RenderedTemplate& file,
                                             const LineStarts& starts, std::string_view text) {
  const std::span<const LineTrace::Line> lines = file.lines;
  const auto start = static_cast<size_t>(text.data() - file.text.data());
  const size_t first = std::min<size_t>(starts.LineAt(start), lines.size());
  return lines.subspan(first, std::min(LinesOf(text), lines.size() - first));
}

}  // namespace

LineOrigins::LineOrigins(std::span<const engine::RenderedTemplate> rendered) {
  for (const engine::RenderedTemplate& file : rendered) {
    rendered_.try_emplace(file.path, File{&file, LineStarts(file.text)});
  }
}

std::vector<LineOrigin> LineOrigins::OfAll(const engine::RenderedTemplate& file) {
  return OriginsOf(std::span(file.lines).first(std::min(LinesOf(file.text), file.lines.size())));
}

std::vector<LineOrigin> LineOrigins::Of(std::string_view path, std::string_view text) {
  const auto file = rendered_.find(path);
  if (file == rendered_.end()) return {};
  return OriginsOf(TracedLines(*file->second.rendered, file->second.starts, text));
}

std::vector<LineOrigin> LineOrigins::OfItself(const std::string& path, std::string_view text) {
  std::vector<LineOrigin> origins(LinesOf(text));
  const uint32_t file = NumberOf(path);
  for (size_t i = 0; i < origins.size(); ++i) {
    origins[i] = {file, static_cast<uint32_t>(i + 1), 0, 0};
  }
  return origins;
}

std::vector<LineOrigin> LineOrigins::OriginsOf(std::span<const LineTrace::Line> lines) {
  std::vector<LineOrigin> origins;
  origins.reserve(lines.size());
  for (const LineTrace::Line& line : lines) {
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
