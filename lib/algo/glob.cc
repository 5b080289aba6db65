#include "algo/glob.h"

#include <utility>

#include "algo/glob_matcher.h"

namespace chartrender {

Glob::Glob(std::unique_ptr<GlobMatcher> matcher) : matcher_(std::move(matcher)) {}
Glob::~Glob() = default;
Glob::Glob(Glob&&) noexcept = default;
Glob& Glob::operator=(Glob&&) noexcept = default;

std::optional<Glob> Glob::Compile(std::string_view pattern) {
  GlobTerm term;
  if (!ParseGlob(pattern, term)) return std::nullopt;
  return Glob(std::make_unique<GlobMatcher>(CompileGlob(term)));
}

bool Glob::Matches(std::string_view text) const { return GlobSearch().Match(*matcher_, text); }

}  // namespace chartrender
