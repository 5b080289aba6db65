#include "functions/function_cache.h"

namespace chartrender {

const Regex& FunctionCache::RegexFor(std::string_view pattern, uint64_t max_bytes) {
  const auto found = regexes_.find(pattern);
  if (found != regexes_.end()) return found->second;
  Regex regex(pattern, max_bytes);
  if (regexes_.size() >= kMostRegexes) regexes_.clear();
  return regexes_.emplace(pattern, std::move(regex)).first->second;
}

const TimeZone* const* FunctionCache::FindZone(std::string_view name) const {
  const auto found = zones_.find(name);
  return found == zones_.end() ? nullptr : &found->second;
}

void FunctionCache::KeepZone(std::string_view name, const TimeZone* zone) {
  zones_.emplace(name, zone);
}

}  // namespace chartrender
