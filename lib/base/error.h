// How the rooms report an error that ends the operation: throw Failure. It is caught once, at the
// public API, and becomes Result<T>. Ordinary absence is a return value, findings are Diagnostics;
// neither is thrown.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include "chartrender/error.h"

namespace chartrender {

// An Error on its way to the public API.
class Failure : public std::exception {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}
  Failure(ErrorCode code, std::string message) {
    error_.code = code;
    error_.message = std::move(message);
  }

  [[nodiscard]] const Error& error() const { return error_; }
  [[nodiscard]] Error& error() { return error_; }
  [[nodiscard]] const char* what() const noexcept override { return error_.message.c_str(); }

  // The same failure with `prefix` before its message.
  [[nodiscard]] Failure WithPrefix(std::string_view prefix) const {
    Failure wrapped = *this;
    wrapped.error_.message.insert(0, prefix);
    return wrapped;
  }

 private:
  Error error_;
};

// Concatenates pieces of text; every piece converts to std::string_view.
template <class... Pieces>
std::string StrCat(const Pieces&... pieces) {
  std::string text;
  text.reserve((std::string_view(pieces).size() + ... + 0));
  (text.append(std::string_view(pieces)), ...);
  return text;
}

}  // namespace chartrender
