// Texts as lines, and two texts as a unified diff.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender::golden {

// The lines of `text`, each with its end of line; the last one may lack it. Views into `text`.
std::vector<std::string_view> SplitLines(std::string_view text);

// The hunks of a unified diff with `context` lines around each change, without file names; "" when
// both are equal. A last line without an end of line is followed by "\ No newline at end of file".
std::string UnifiedDiff(std::string_view before, std::string_view after, size_t context);

// `text` with `prefix` before each of its lines; ends with an end of line unless it is empty.
std::string IndentLines(std::string_view text, std::string_view prefix);

}  // namespace chartrender::golden
