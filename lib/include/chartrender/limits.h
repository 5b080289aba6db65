// What one load or render may use at most. The defaults are safe for untrusted charts and far above
// what real charts need. Reaching a limit ends the operation with ErrorCode::kLimit. Plain data.
// This header includes nothing of the project and counts as rank 0.
#pragma once

#include <cstdint>

namespace chartrender {

struct Limits {
  uint64_t steps =
      200'000'000;  // interpreter steps (nodes evaluated, items iterated) of one render
  uint64_t output_bytes = 512ULL << 20;  // rendered text of one render
  uint64_t memory_bytes = 2ULL << 30;    // values and strings held by one load or render
  uint64_t wall_milliseconds = 120'000;  // time of one load or render; 0: no limit
  uint32_t nesting_depth = 10'000;       // of YAML, JSON and values
  uint32_t template_depth = 100'000;     // `template` calls inside each other (Go's own limit)
  uint32_t include_depth = 1'000;    // `include` of the same name inside itself (Helm's own limit)
  uint64_t file_bytes = 5ULL << 20;  // one file of a chart archive (Helm's own limit)
  uint64_t archive_bytes = 100ULL << 20;  // a chart, unpacked (Helm's own limit)
  uint64_t regex_bytes = 8ULL << 20;      // memory of one compiled regular expression
};

}  // namespace chartrender
