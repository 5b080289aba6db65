// Where Helm would log while it loads, coalesces and renders. Nothing is printed here: each record
// goes to the sink of the operation, at the moment Helm would log it. Helm 3 has no attributes:
// there the message is the whole text. One Log belongs to one operation and one thread. Source:
// helm.sh/helm/v4@v4.3.1 internal/logging, log/slog.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "chartrender/dialect.h"

namespace chartrender {

enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError };

class Log {
 public:
  using Attribute = std::pair<std::string, std::string>;
  using Sink = std::function<void(LogLevel level, std::string_view message,
                                  std::span<const Attribute> attributes)>;

  // An unset sink: nothing is told. The sink must not throw.
  explicit Log(Dialect dialect, Sink sink = nullptr) : dialect_(dialect), sink_(std::move(sink)) {}

  void Add(LogLevel level, std::string_view message,
           std::initializer_list<Attribute> attributes = {}) {
    Add(level, message, std::span<const Attribute>(attributes.begin(), attributes.size()));
  }
  void Add(LogLevel level, std::string_view message, std::span<const Attribute> attributes) {
    if (sink_) sink_(level, message, attributes);
  }

  Dialect dialect() const { return dialect_; }

 private:
  Dialect dialect_;
  Sink sink_;
};

}  // namespace chartrender
