// What the functions of one render keep between their calls: compiled patterns and zones. The
// engine makes one per render; without one every call works afresh. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "algo/regex.h"
#include "algo/time_zone.h"

namespace chartrender {

class FunctionCache {
 public:
  // The compiled pattern, valid until the next call. Throws as Regex does.
  const Regex& RegexFor(std::string_view pattern, uint64_t max_bytes);

  // The zone of that name (null: none of that name), or nullptr when it was not asked for yet.
  const TimeZone* const* FindZone(std::string_view name) const;
  // `zone` must outlive the cache.
  void KeepZone(std::string_view name, const TimeZone* zone);

 private:
  // Each compiled pattern may grow to Limits::regex_bytes while it matches.
  static constexpr size_t kMostRegexes = 16;

  std::map<std::string, Regex, std::less<>> regexes_;
  std::map<std::string, const TimeZone*, std::less<>> zones_;
};

}  // namespace chartrender
