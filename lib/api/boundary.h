// The one place where exceptions end: runs the body of a public function and turns what it throws
// into an Error.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "chartrender/error.h"

namespace chartrender {

// What the exception being handled says: a Failure its Error, no memory kLimit, anything else
// kInternal.
Error ErrorOfException();

// Enough for every depth that Helm itself reaches, and small enough to be left in a second.
inline constexpr size_t kStackBytes = size_t{512} << 20;

// Runs `body` on a large stack.
template <class T, class Body>
Result<T> AtBoundary(Body body) {
  try {
    std::optional<T> result;
    RunOnLargeStack([&] { result.emplace(body()); }, kStackBytes);
    return std::move(*result);
  } catch (...) {
    return ErrorOfException();
  }
}

}  // namespace chartrender
