// Quantities of Kubernetes: "100m", "1.5Gi", "2e3", 4. Exact down to billionths, up to 10^28.
// Source: k8s.io/apimachinery v0.35 pkg/api/resource/quantity.go, suffix.go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "value/value.h"

namespace chartrender::check {

class Quantity {
 public:
  // Nothing when the text is no quantity, or beyond what is kept.
  static std::optional<Quantity> Parse(std::string_view text);
  // Of a string or a number.
  static std::optional<Quantity> Of(Value value);

  // -1, 0 or 1.
  [[nodiscard]] int Compare(const Quantity& other) const {
    return billionths_ < other.billionths_ ? -1 : billionths_ > other.billionths_ ? 1 : 0;
  }
  // Rounded away from zero; what does not fit is the largest.
  [[nodiscard]] int64_t InThousandths() const { return Rounded(1'000'000); }
  [[nodiscard]] int64_t InWhole() const { return Rounded(1'000'000'000); }

 private:
  __extension__ using Int128 = __int128;
  explicit Quantity(Int128 billionths) : billionths_(billionths) {}
  [[nodiscard]] int64_t Rounded(int64_t unit) const;

  Int128 billionths_;
};

}  // namespace chartrender::check
