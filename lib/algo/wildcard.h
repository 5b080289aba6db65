// Patterns in which `*` stands for any run of characters; see algo/glob.h and algo/path_match.h for
// those of paths. Pure functions.
#pragma once

#include <cstdint>
#include <string_view>

namespace chartrender {

enum class Wildcards : uint8_t {
  kStar,             // nothing but `*` is special
  kStarAndQuestion,  // `?` stands for one character; a byte that is not UTF-8 is one, too
};

// Whether the whole of `text` matches. Time is proportional to the product of both lengths at most.
bool MatchesWildcard(std::string_view pattern, std::string_view text,
                     Wildcards wildcards = Wildcards::kStar);

}  // namespace chartrender
