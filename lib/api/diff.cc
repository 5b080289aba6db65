#include "chartrender/diff.h"

#include "api/boundary.h"
#include "base/arena.h"
#include "golden/change_report.h"
#include "golden/semantic_diff.h"

namespace chartrender {

Result<std::vector<ManifestChange>> DiffManifests(std::string_view before, std::string_view after) {
  return AtBoundary<std::vector<ManifestChange>>([&] {
    Arena arena;
    const auto old_ones = golden::ReadResources(before, arena);
    const auto new_ones = golden::ReadResources(after, arena);
    return golden::DiffResources(old_ones, new_ones);
  });
}

std::string DescribeChanges(std::span<const ManifestChange> changes, size_t context) {
  const golden::CaseChanges entry{0, changes};
  return golden::DescribeFolded(golden::FoldChanges({&entry, 1}), {context, {}, {}});
}

}  // namespace chartrender
