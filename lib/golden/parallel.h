// Independent pieces of work on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace chartrender::golden {

// Calls `work` for 0 <= i < count, on up to `jobs` threads (the caller's among them). When calls
// throw, the exception of the lowest i is thrown after all have ended.
void ForEach(size_t count, unsigned jobs, const std::function<void(size_t i)>& work);

}  // namespace chartrender::golden
