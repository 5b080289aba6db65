// Patterns of the harness's own files: `*` stands for any run of characters, nothing else is
// special.
#pragma once

#include <string_view>

namespace chartrender::golden {

// Whether the whole of `text` matches. Time is proportional to the product of both lengths at most.
bool MatchesPattern(std::string_view pattern, std::string_view text);

}  // namespace chartrender::golden
