#include "algo/wildcard.h"

#include <cstddef>

#include "base/utf8.h"

namespace chartrender {

bool MatchesWildcard(std::string_view pattern, std::string_view text, Wildcards wildcards) {
  size_t at = 0;
  size_t star = std::string_view::npos;  // the last `*` met
  size_t resume = 0;                     // where what follows it is tried next
  size_t i = 0;
  while (i < text.size()) {
    const bool more = at < pattern.size();
    if (more && pattern[at] == '*') {
      star = at++;
      resume = i;
    } else if (more && pattern[at] == '?' && wildcards == Wildcards::kStarAndQuestion) {
      ++at;
      i += DecodeRune(text.substr(i)).width;
    } else if (more && pattern[at] == text[i]) {
      ++at;
      ++i;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  while (at < pattern.size() && pattern[at] == '*') ++at;
  return at == pattern.size();
}

}  // namespace chartrender
