// The border between chartrender.h and C++: runs the body of a function and turns what it throws
// into a cr_status and a cr_error.
#pragma once

#include <memory>
#include <utility>

#include "handles.h"

namespace chartrender::c {

// The status that says the same as the error.
constexpr cr_status StatusOf(ErrorCode code) { return static_cast<cr_status>(code) + 1; }

// An error of the library on its way to the border.
struct Refusal {
  Error error;
};

// Hands the error out; without memory for it there is the status alone.
cr_status Fail(Error error, cr_error** out) noexcept;
// What the exception being handled says.
cr_status FailOfException(cr_error** out) noexcept;

template <class Body>
cr_status Guarded(cr_error** error, Body body) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    return body();
  } catch (...) {
    return FailOfException(error);
  }
}

// The same for a function that makes a handle: `make` gives a unique_ptr to it.
template <class T, class Make>
cr_status Made(T** out, cr_error** error, Make make) noexcept {
  if (out != nullptr) *out = nullptr;
  return Guarded(error, [&]() -> cr_status {
    if (out == nullptr) throw Misuse{"NULL where a handle is to be put"};
    *out = make().release();
    return CR_OK;
  });
}

// The value of a result; its error ends the function.
template <class T>
T Take(Result<T> result) {
  if (!result.ok()) throw Refusal{result.error()};
  return std::move(result).value();
}

}  // namespace chartrender::c
