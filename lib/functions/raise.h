// How a template function fails: with the text that Go's error or panic would have. The interpreter
// puts "error calling NAME: " before it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace chartrender::functions {

[[noreturn]] inline void Raise(std::string text) {
  throw Failure(ErrorCode::kTemplate, std::move(text));
}

// What Go does when a method is called on the nil type of a nil interface.
[[noreturn]] inline void RaiseNilDereference() {
  Raise("runtime error: invalid memory address or nil pointer dereference");
}

// True for a failure that Helm's functions may swallow: an error of the data, not a limit of this
// library.
inline bool IsDataError(const Failure& failure) {
  return failure.error().code != ErrorCode::kLimit && failure.error().code != ErrorCode::kCancelled;
}

}  // namespace chartrender::functions
