// The template line of each line of a document, as the public interface tells it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/traced_lines.h"
#include "chartrender/chartrender.h"
#include "engine/render.h"
#include "gotemplate/line_trace.h"

namespace chartrender {

// Makes the origins of one render; its texts must stay where they are meanwhile.
class LineOrigins {
 public:
  explicit LineOrigins(std::span<const engine::RenderedTemplate> rendered) : traced_(rendered) {}

  // Of a whole template, and of a part of the text of the template at `path`.
  std::vector<LineOrigin> OfAll(const engine::RenderedTemplate& file);
  std::vector<LineOrigin> Of(std::string_view path, std::string_view text);
  // Of a file of the chart that goes as it is.
  std::vector<LineOrigin> OfItself(const std::string& path, std::string_view text);

  // The names that LineOrigin::file counts.
  std::vector<std::string> TakeFiles() { return std::move(files_); }

 private:
  // Of the lines of `text`, which begin with the first of `lines`.
  std::vector<LineOrigin> OriginsOf(std::span<const LineTrace::Line> lines, std::string_view text);
  uint32_t NumberOf(const std::string& file);

  TracedLines traced_;
  std::unordered_map<std::string, uint32_t> numbers_;
  std::vector<std::string> files_;
};

}  // namespace chartrender
