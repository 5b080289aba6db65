// The one place where exceptions end: runs the body of a public function and turns what it throws into an Error.
#pragma once

#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "chartrender/error.h"

namespace chartrender {

// Runs `body` on a large stack. Failure becomes its Error, no memory becomes kLimit, anything else kInternal.
template <class T, class Body>
Result<T> AtBoundary(Body body) {
  try {
    std::optional<T> result;
    RunOnLargeStack([&] { result.emplace(body()); });
    return std::move(*result);
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::kLimit, "out of memory", {}, {}, false, ""};
  } catch (const std::exception& unexpected) {
    return Error{ErrorCode::kInternal, unexpected.what(), {}, {}, false, ""};
  }
}

}  // namespace chartrender
