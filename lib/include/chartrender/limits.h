// What one load or render may use at most. The defaults are safe for untrusted charts and far above
// what real charts need. Reaching a limit ends the operation with ErrorCode::kLimit. Plain data.
// This header includes nothing of the project and counts as rank 0.
#pragma once

#include <cstdint>

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

}  // namespace chartrender
