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

// The same for the caller's own object, which may count its calls: `callback` is not copied, and
// must outlive the result.
template <class R, class... Args>
std::function<R(Args...)> OnCallersStackInPlace(const std::function<R(Args...)>& callback) {
  if (!callback) return nullptr;
  return OnCallersStack(std::function<R(Args...)>(std::cref(callback)));
}

}  // namespace chartrender
