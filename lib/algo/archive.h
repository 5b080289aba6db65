// Chart archives: gzip'ed tar into files in memory, with Helm's checks of paths and sizes. Pure
// functions. Source: helm.sh/helm/v4@v4.3.1 pkg/chart/loader/archive; Helm 3.22 differs in one text
// and one limit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender {

class Budget;

struct ArchiveFile {
  std::string path;  // relative to the chart's folder, which is cut off: "templates/x.yaml"
  std::string data;  // without a UTF-8 byte order mark
};

struct ArchiveLimits {
  uint64_t total_bytes = 100ULL << 20;
  uint64_t file_bytes = 0;  // 0: none. Helm 3 has 5 MiB
  bool helm3_texts = false;
  uint64_t files = 1'000'000;
  // Charged for what is unpacked, looked at while unpacking; may be null.
  Budget* budget = nullptr;
};

// The files in the order of the archive; directories are left out. Throws Failure(kChart) with
// Helm's text: "gzip: invalid header", "chart illegally contains absolute paths", "no files in
// chart archive", ...; Failure(kLimit) for too many files.
std::vector<ArchiveFile> ReadChartArchive(std::string_view packed,
                                          const ArchiveLimits& limits = {});

// Throws Failure(kChart) with a helpful text when a file that starts with `head` (its first 512
// bytes, fewer when it is shorter) is no gzip archive. `name` is the path as the user gave it.
void CheckIsArchive(std::string_view name, std::string_view head);

}  // namespace chartrender
