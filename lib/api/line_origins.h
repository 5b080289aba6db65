// The template line of each line of a document, out of what the engine traced.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/line_starts.h"
#include "chartrender/chartrender.h"
#include "engine/render.h"
#include "gotemplate/line_trace.h"

namespace chartrender {

// Makes the origins of one render; its texts must stay where they are meanwhile.
class LineOrigins {
 public:
  explicit LineOrigins(std::span<const engine::RenderedTemplate> rendered);

  // Of a whole template, and of a part of the text of the template at `path`.
  std::vector<LineOrigin> OfAll(const engine::RenderedTemplate& file);
  std::vector<LineOrigin> Of(std::string_view path, std::string_view text);
  // Of a file of the chart that goes as it is.
  std::vector<LineOrigin> OfItself(const std::string& path, std::string_view text);

  // The names that LineOrigin::file counts.
  std::vector<std::string> TakeFiles() { return std::move(files_); }

 private:
  struct File {
    const engine::RenderedTemplate* rendered = nullptr;
    LineStarts starts;
  };

  std::vector<LineOrigin> OriginsOf(std::span<const LineTrace::Line> lines);
  uint32_t NumberOf(const std::string& file);

  std::unordered_map<std::string_view, File> rendered_;  // by path
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> files_;
};

}  // namespace chartrender
