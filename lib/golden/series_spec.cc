#include "golden/series_spec.h"

#include "algo/wildcard.h"
#include "base/error.h"
#include "golden/semantic_diff.h"

namespace chartrender::golden {

bool ChangePattern::Matches(const ManifestChange& change) const {
  if (change.kind != kind || !MatchesWildcard(resource, change.resource)) return false;
  if (path ? !MatchesWildcard(*path, change.path) : !change.path.empty()) return false;
  return (from.empty() || from == change.from) && (to.empty() || to == change.to);
}

std::string ChangePattern::Text() const {
  std::string text = resource;
  if (path) text += StrCat(" ", *path);
  text += StrCat(" ", ChangeName(kind));
  if (!from.empty()) text += StrCat(" from ", from);
  if (!to.empty()) text += StrCat(" to ", to);
  return text;
}

std::string ValuesRule::Text() const {
  std::string text;
  for (const GoldenFlag& flag : flags) {
    text += StrCat(text.empty() ? "" : " ", flag.name, " ", flag.argument);
  }
  return text;
}

}  // namespace chartrender::golden
