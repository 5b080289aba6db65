// Where Helm would log while it loads, coalesces and renders. Nothing is printed here: each record
// goes to the sink of the operation, at the moment Helm would log it. Helm 3 has no attributes:
// there the message is the whole text, and the one attribute "source", if any, is the place that
// Helm 3 prints before it. One Log belongs to one operation and one thread. Source:
// helm.sh/helm/v4@v4.3.1 internal/logging, log/slog; helm.sh/helm/v3@v3.22.0 cmd/helm/helm.go.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/dialect.h"

namespace chartrender {

enum class LogLevel : uint8_t { kDebug, kInfo, kWarning, kError };

struct LogEvent;       // chart/log_events.h
struct PlainLogEvent;  // likewise

class Log {
 public:
  using Attribute = std::pair<std::string, std::string>;
  // Copied where a record is told.
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  using Sink = std::function<void(LogLevel level, std::string_view message,
                                  std::span<const Attribute> attributes)>;

  // An unset sink: nothing is told; nor are records below `least`. The sink must not throw.
  explicit Log(Dialect dialect, Sink sink = nullptr, LogLevel least = LogLevel::kDebug)
      : dialect_(dialect), least_(least), sink_(std::move(sink)) {}

  void Add(const LogEvent& event, Attributes attributes = {});
  void Add(const PlainLogEvent& event, Attributes attributes = {});
  // A record of another log of the same dialect, as it stands.
  void Repeat(LogLevel level, std::string_view message, std::span<const Attribute> attributes) {
    if (sink_ && level >= least_) sink_(level, message, attributes);
  }

  Dialect dialect() const { return dialect_; }

 private:
  void AddText(LogLevel level, std::string_view helm3_place, std::string_view text,
               Attributes attributes);

  Dialect dialect_;
  LogLevel least_;
  Sink sink_;
};

}  // namespace chartrender
