// What the engine traced of a document, out of the lines of the template that printed it.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>

#include "base/line_starts.h"
#include "engine/render.h"
#include "gotemplate/line_trace.h"

namespace chartrender {

// The lines of one render. Texts and paths of the templates stay where they are meanwhile; their
// vectors of lines may be moved, so that the lines live longer.
class TracedLines {
 public:
  explicit TracedLines(std::span<const engine::RenderedTemplate> rendered);

  // One for each line of `text`, a part of what the template at `path` printed, and one for what
  // stands behind its last line end; fewer, where the template's own end before.
  std::span<const LineTrace::Line> Of(std::string_view path, std::string_view text);

 private:
  struct File {
    std::string_view text;
    std::span<const LineTrace::Line> lines;
    std::optional<LineStarts> starts;  // made when a document stands far behind the beginning
  };

  std::unordered_map<std::string_view, File> files_;  // by path
};

}  // namespace chartrender
