// What one load or render may use at most. The defaults are safe for untrusted charts and far above
// what real charts need. Reaching a limit ends the operation with ErrorCode::kLimit. Plain data.
// This header includes nothing of the project and counts as rank 0.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <variant>

namespace chartrender {

struct Limits {
  // Interpreter steps of one render: nodes evaluated, items iterated, 64 bytes of text worked on.
  uint64_t steps = 200'000'000;
  uint64_t output_bytes = 256ULL << 20;  // rendered text of one render
  uint64_t memory_bytes = 1ULL << 30;    // values and strings held by one load or render
  // Time of one load or render; 0: no limit. Work that cannot be stopped and may take longer than
  // what is left is not begun.
  uint64_t wall_milliseconds = 120'000;
  // Maps and lists inside each other, where they are read or written. Go's readers have 10,000.
  uint32_t nesting_depth = 100'000;
  uint32_t template_depth = 100'000;  // `template` calls inside each other (Go's own limit)
  uint32_t include_depth = 1'000;     // `include` of the same name inside itself (Helm's own limit)
  uint32_t call_depth = 10'000;       // `include` and `tpl` calls inside each other
  uint64_t file_bytes = 5ULL << 20;   // one file of a chart archive (Helm 3's own limit)
  uint64_t archive_bytes = 100ULL << 20;  // a chart, unpacked (Helm's own limit)
  uint64_t archive_files = 100'000;       // files of a chart, folders and archives in it included
  uint64_t regex_bytes = 8ULL << 20;      // memory of one compiled regular expression
  // Nodes of one YAML text that come from aliases, beside go-yaml's own rule of proportion.
  uint64_t alias_nodes = 10'000'000;
};

// A limit by the name of its member, for who reads limits from a text.
struct LimitMember {
  std::string_view name;
  std::variant<uint64_t Limits::*, uint32_t Limits::*> member;

  // The highest number that it can hold.
  [[nodiscard]] constexpr uint64_t Highest() const {
    return member.index() == 0 ? std::numeric_limits<uint64_t>::max()
                               : std::numeric_limits<uint32_t>::max();
  }
  // `number` is not above Highest().
  void Set(Limits& limits, uint64_t number) const {
    if (const auto* wide = std::get_if<0>(&member)) limits.*(*wide) = number;
    if (const auto* narrow = std::get_if<1>(&member))
      limits.*(*narrow) = static_cast<uint32_t>(number);
  }
};

// All of them, in the order of Limits.
inline constexpr LimitMember kLimitMembers[] = {
    {"steps", &Limits::steps},
    {"output_bytes", &Limits::output_bytes},
    {"memory_bytes", &Limits::memory_bytes},
    {"wall_milliseconds", &Limits::wall_milliseconds},
    {"nesting_depth", &Limits::nesting_depth},
    {"template_depth", &Limits::template_depth},
    {"include_depth", &Limits::include_depth},
    {"call_depth", &Limits::call_depth},
    {"file_bytes", &Limits::file_bytes},
    {"archive_bytes", &Limits::archive_bytes},
    {"archive_files", &Limits::archive_files},
    {"regex_bytes", &Limits::regex_bytes},
    {"alias_nodes", &Limits::alias_nodes},
};

// The limit of that name, or null.
constexpr const LimitMember* FindLimit(std::string_view name) {
  for (const LimitMember& limit : kLimitMembers) {
    if (limit.name == name) return &limit;
  }
  return nullptr;
}

}  // namespace chartrender
