// The files that mode kPending leaves beside goldens: found, accepted, rejected. All throw
// Failure(kIo).
#pragma once

#include <filesystem>
#include <vector>

#include "chartrender/golden.h"

namespace chartrender::golden {

// Below `folder`, sorted.
std::vector<GoldenPending> FindPending(const std::filesystem::path& folder, size_t context);
void Accept(const GoldenPending& pending);
void Reject(const GoldenPending& pending);

}  // namespace chartrender::golden
