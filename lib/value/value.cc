#include "value/value.h"

#include <limits>

#include "base/error.h"

namespace chartrender {

const Value Value::kNoItems = Value::Nil();

uint32_t Value::CheckedLength(size_t length) {
  if (length > static_cast<size_t>(std::numeric_limits<int32_t>::max())) {
    throw Failure(ErrorCode::kLimit, "limit reached: a text or list is longer than 2147483647");
  }
  return static_cast<uint32_t>(length);
}

}  // namespace chartrender
