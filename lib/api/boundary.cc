#include "api/boundary.h"

#include <exception>
#include <new>

namespace chartrender {

Error ErrorOfException() {
  Error error;
  try {
    throw;
  } catch (const Failure& failure) {
    return failure.error();
  } catch (const std::bad_alloc&) {
    error.code = ErrorCode::kLimit;
    error.message = "out of memory";
  } catch (const std::exception& unexpected) {
    error.message = unexpected.what();
  }
  return error;
}

}  // namespace chartrender
