// What Helm would log while it loads, coalesces and renders. Nothing is printed here: lines are collected and handed
// to the caller as Diagnostics. `severity` is the level (debug counts as info), `rule` its name as Helm prints it
// ("DEBUG", "INFO", "WARN", "ERROR") and `message` the line behind it: `msg="..." key=value`. Helm 3 logs plain text.
// One Log belongs to one operation and one thread.
// Source: log/slog text_handler.go (Go 1.26), helm.sh/helm/v4 internal/logging.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "chartrender/dialect.h"
#include "chartrender/error.h"

namespace chartrender {

enum class LogLevel : uint8_t { kDebug, kInfo, kWarn, kError };

class Log {
 public:
  using Attribute = std::pair<std::string_view, std::string>;

  explicit Log(Dialect dialect) : dialect_(dialect) {}

  // `message` with its attributes; Helm 3 prints only `message`.
  void Add(LogLevel level, std::string_view message, std::initializer_list<Attribute> attributes = {});

  Dialect dialect() const { return dialect_; }
  const std::vector<Diagnostic>& lines() const { return lines_; }
  std::vector<Diagnostic> Take() { return std::move(lines_); }

 private:
  Dialect dialect_;
  std::vector<Diagnostic> lines_;
};

}  // namespace chartrender
