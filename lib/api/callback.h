// The caller's functions as the library calls them: on the caller's stack. Private to lib/api.
#pragma once

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "base/stack.h"

namespace chartrender {

// `callback`, unset where it is unset.
template <class R, class... Args>
std::function<R(Args...)> OnCallersStack(std::function<R(Args...)> callback) {
  if (!callback) return nullptr;
  return [callback = std::move(callback)](Args... args) -> R {
    if constexpr (std::is_void_v<R>) {
      RunOnCallersStack([&] { callback(args...); });
    } else {
      std::optional<R> result;
      RunOnCallersStack([&] { result.emplace(callback(args...)); });
      return std::move(*result);
    }
  };
}

}  // namespace chartrender
