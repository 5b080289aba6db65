// The line that an error points at, cut out of its text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "chartrender/error.h"

namespace chartrender {

// The line in which byte `position` of `text` lies; `line` is its number. A long line is cut to a
// part around the position.
Excerpt ExcerptAt(std::string_view text, size_t position, uint32_t line);

// Line `line` of `text`, counted from 1; empty when there is none. Lines end at "\n".
Excerpt ExcerptOfLine(std::string_view text, uint32_t line);

// The offset in `text` at which line `line` starts, or npos.
size_t StartOfLine(std::string_view text, uint32_t line);

}  // namespace chartrender
